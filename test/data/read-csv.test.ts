import { describe, expect, it } from 'vitest'
import { type CsvProgress, column, readCsv, toRows } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const rowsOf = (text: string, options = {}) => toRows(readCsv(text, options))

describe('readCsv', () => {
  it('types columns by their cells', () => {
    const t = readCsv('x,name,empty\n1,a,\n-2.5e3,b,NA\n .5 ,a,\n')
    expect([...(column(t, 'x') as Float64Array)]).toEqual([1, -2500, 0.5])
    expect(column(t, 'name')).toEqual({ codes: Int32Array.of(0, 1, 0), levels: ['a', 'b'] })
    expect(toRows(t).map((row) => row['empty'])).toEqual([null, null, null])
  })

  it('reads BOM, CRLF, CR, quotes, line breaks in quotes, and a file without a last line break', () => {
    expect(rowsOf('\uFEFFa,b\r\n1,"x\r\ny"\r\n2,"say ""hi"", you"\r\n')).toEqual([
      { a: 1, b: 'x\r\ny' },
      { a: 2, b: 'say "hi", you' },
    ])
    expect(rowsOf('"a","b, c"\r1,2')).toEqual([{ a: 1, 'b, c': 2 }])
    expect(rowsOf('a;b\n1;2,5', { delimiter: ';', decimal: ',' })).toEqual([{ a: 1, b: 2.5 }])
    expect(rowsOf('a;b\n1;2,5', { delimiter: ';', columns: { b: 'category' } })).toEqual([{ a: 1, b: '2,5' }])
    expect(rowsOf('a\tb\n1\t', { delimiter: '\t' })).toEqual([{ a: 1, b: null }])
  })

  it('passes over empty lines, which are missing values in a single column', () => {
    expect(rowsOf('a,b\n\n1,2\n\n\n')).toEqual([{ a: 1, b: 2 }])
    expect(rowsOf('a\n1\n\n3\n')).toEqual([{ a: 1 }, { a: null }, { a: 3 }])
  })

  it('keeps what would lose digits as a number', () => {
    expect(rowsOf('zip,id,hex,huge\n02139,12345678901234567890,0x1f,1e999\n')).toEqual([
      { zip: '02139', id: '12345678901234567890', hex: '0x1f', huge: '1e999' },
    ])
    expect(rowsOf('v\n0\n-0.5\n')).toEqual([{ v: 0 }, { v: -0.5 }])
    expect(rowsOf('zip\n02139\n', { columns: { zip: 'number' } })).toEqual([{ zip: 2139 }])
  })

  it('follows the stated policy for missing values', () => {
    expect(rowsOf('a,b\nNA,x\n 3, NA \nnull,NaN\n')).toEqual([
      { a: null, b: 'x' },
      { a: 3, b: null },
      { a: null, b: null },
    ])
    expect(rowsOf('a,b\n-9,NA\n', { missing: ['-9'] })).toEqual([{ a: null, b: 'NA' }])
  })

  it('takes declared types and categories in order', () => {
    const t = readCsv('size,code\nlow,1\nhigh,2\n', { columns: { size: ['low', 'high'], code: 'category' } })
    expect(column(t, 'size')).toEqual({ codes: Int32Array.of(0, 1), levels: ['low', 'high'] })
    expect(column(t, 'code')).toEqual({ codes: Int32Array.of(0, 1), levels: ['1', '2'] })
  })

  it('takes columns of any name', () => {
    expect(readCsv('__proto__,constructor,2,"a,b"\n1,2,3,4').columns).toEqual(['__proto__', 'constructor', '2', 'a,b'])
  })

  const at = (line: number, col: number) => ({ line, column: col })
  it('gives line and column of a mistake', () => {
    const parse = (text: string, options = {}) => expectCausalError(() => readCsv(text, options), 'readCsv', 'parse')
    expect(parse('').details).toEqual(at(1, 1))
    expect(parse(' \n').details).toEqual(at(1, 1))
    expect(parse('a,b\n').details).toEqual(at(1, 1))
    expect(parse('a,b,a\n1,2,3').details).toEqual(at(1, 5))
    expect(parse('a,,b\n1,2,3').details).toEqual(at(1, 3))
    expect(parse('a,b\n1,2\n3').details).toEqual(at(3, 1))
    expect(parse('a,b\n1,2\n3,4,55').details).toEqual(at(3, 5))
    expect(parse('a,b\n1,"2\n3,4\n').details).toEqual(at(2, 3))
    expect(parse('a,b\n1,"2"x\n3,4\n').details).toEqual(at(2, 6))
    const number = parse('a,b\r\n"x\ny",1\r\nz,one\r\n', { columns: { b: 'number' } })
    expect(number.details).toEqual(at(4, 3))
    expect(number.message).toContain('line 4, column 3: "one" is not a number, and column "b" is declared numeric')
    expect(parse('a\n1e999', { columns: { a: 'number' } }).details).toEqual(at(2, 1))
    expect(parse('a,b\n\n1,x\n', { columns: { b: ['y'] } }).details).toEqual(at(3, 3))
  })

  const refused = (text: string, options = {}) => expectCausalError(() => readCsv(text, options), 'readCsv', 'parse')

  it('does not turn numbers into categories because of one cell', () => {
    const text = 'age,name\n41,a\n52,b\nunknown,c\n63,d\n'
    const error = refused(text)
    expect(error.details).toEqual(at(4, 1))
    expect(error.message).toContain('"unknown" is not a number, while 3 of the 4 cells of column "age" are')
    expect(rowsOf(text, { missing: ['unknown'] }).map((row) => row['age'])).toEqual([41, 52, null, 63])
    expect(rowsOf(text, { columns: { age: 'category' } })[2]).toEqual({ age: 'unknown', name: 'c' })
    // a column of codes, some of which are digits only
    expect(rowsOf('code\nA1\nB2\n7\n').map((row) => row['code'])).toEqual(['A1', 'B2', '7'])
    // codes with leading zeros are no mistake
    expect(rowsOf('zip\n12345\n02139\n').map((row) => row['zip'])).toEqual(['12345', '02139'])
  })

  it('asks what a decimal comma means', () => {
    const text = 'x;y\n1,5;a\n2;b\n'
    expect(refused(text, { delimiter: ';' }).message).toContain('decimal comma')
    expect(refused(text, { delimiter: ';' }).details).toEqual(at(2, 1))
    expect(rowsOf(text, { delimiter: ';', decimal: ',' })).toEqual([
      { x: 1.5, y: 'a' },
      { x: 2, y: 'b' },
    ])
    expect(refused('x;y\n1.5;a\n2,5;b\n3,5;c', { delimiter: ';', decimal: ',' }).details).toEqual(at(2, 1))
    expect(rowsOf('x;y\n-,5;1', { delimiter: ';', decimal: ',', columns: { x: 'number' } })).toEqual([
      { x: -0.5, y: 1 },
    ])
    expect(rowsOf('a\n1,5\n2', { decimal: ',' })).toEqual([{ a: 1.5 }, { a: 2 }])
    expectCausalError(() => readCsv('a\n1', { decimal: ',', delimiter: ',' }), 'readCsv', 'invalid-argument')
    expectCausalError(() => readCsv('a\n1', { decimal: ' ' as '.' }), 'readCsv', 'invalid-argument')
  })

  it('finds the delimiter, says which, and asks where two fit', () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = ['name', 'dose', 'note'].join(delimiter).concat('\n', ['a', '5', '"x;y,z"'].join(delimiter))
      const read = readCsv(text)
      expect(toRows(read)).toEqual([{ name: 'a', dose: 5, note: 'x;y,z' }])
      expect(read.reading.delimiter).toEqual({ character: delimiter, found: true })
    }
    // commas in the header, but not in every line
    expect(readCsv('weight, kg;height, cm\n70;180').columns).toEqual(['weight, kg', 'height, cm'])
    expect(rowsOf('x;y\n1,5;2,5\n2,5;1,5', { decimal: ',' })).toEqual([
      { x: 1.5, y: 2.5 },
      { x: 2.5, y: 1.5 },
    ])
    expect(refused('a,b;c\n1,2;3\n').message).toContain('"," or ";" could part the fields')
    expect(readCsv('a,b;c\n1,2;3\n', { delimiter: ',' }).reading.delimiter).toEqual({ character: ',', found: false })
    expect(readCsv('a;b\n1', { delimiter: ',' }).columns).toEqual(['a;b'])
    expect(readCsv('"a;b"\n1').columns).toEqual(['a;b'])
  })

  it('tells categories that differ by spaces only', () => {
    expect(refused('a,b\nyes,1\n yes,2\n').details).toEqual(at(3, 1))
    expect(rowsOf('a,b\nyes,1\n yes,2\n', { columns: { a: 'category' } }).map((row) => row['a'])).toEqual([
      'yes',
      ' yes',
    ])
    expect(rowsOf('a,b\n yes,1\n yes,2\n').map((row) => row['a'])).toEqual([' yes', ' yes'])
  })

  it('recognises a text that was decoded wrongly', () => {
    const bytes = (encoding: 'utf-16le' | 'utf-16be', text: string) =>
      Uint8Array.from([...text].flatMap((c) => (encoding === 'utf-16le' ? [c.charCodeAt(0), 0] : [0, c.charCodeAt(0)])))
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      for (const decoder of ['utf-8', 'latin1'])
        for (const text of ['a,b\n1,2\n', '\uFEFFa,b\n1,2\n'])
          expect(
            refused(new TextDecoder(decoder, { ignoreBOM: true }).decode(bytes(encoding, text))).message,
          ).toContain('UTF-16')
    }
    expect(refused('\uFFFEa').message).toContain('UTF-16')
    expect(refused('\uFFFEa').details).toEqual(at(1, 1))
    expect(refused('ÿþa\0,\0b\0').message).toContain('UTF-16')
    expect(refused('ï»¿a,b\n1,2').message).toContain('Latin-1')
  })

  it('counts what is missing, and tells the type of each column', () => {
    const { reading } = readCsv('x,c,t\n1,a,TRUE\nNA,,NA\n,b,FALSE\n')
    expect(reading.columns).toEqual([
      { column: 'x', type: 'number', missing: 2 },
      { column: 'c', type: 'category', missing: 1 },
      { column: 't', type: 'boolean', missing: 1 },
    ])
    expect(reading.index).toBeNull()
    expect(reading.warnings).toEqual([])
  })

  it('reads booleans as table() does, in one spelling', () => {
    expect(rowsOf('t\nTrue\nFalse\n')).toEqual([{ t: 1 }, { t: 0 }])
    expect(rowsOf('t\nTrue\nfalse\n')).toEqual([{ t: 'True' }, { t: 'false' }])
    expect(rowsOf('t\nTrue\nFalse\n', { columns: { t: 'category' } })).toEqual([{ t: 'True' }, { t: 'False' }])
    expect(rowsOf('t\nyes\nNo\nNA\n', { columns: { t: 'boolean' } })).toEqual([{ t: 1 }, { t: 0 }, { t: null }])
    expect(refused('t\nyes\nmaybe\n', { columns: { t: 'boolean' } }).details).toEqual(at(3, 1))
  })

  it('reads dates as days, where they are declared', () => {
    const days = (text: string) => rowsOf(`d\n${text}\n`, { columns: { d: 'date' } }).map((row) => row['d'])
    expect(days('1970-01-02\n2000-02-29\nNA\n1969-12-31')).toEqual([1, 11016, null, -1])
    expect(days('1970-01-01T12:00:00Z\n1970-01-01 06:00\n1970-01-02T00:30:00+01:00')[0]).toBe(0.5)
    expect(days('1970-01-02T02:00:00+02:00')).toEqual([1])
    for (const text of [
      '0001-01-01',
      '1582-10-15',
      '1600-02-29',
      '1900-03-01',
      '1999-12-31',
      '2024-02-29',
      '9999-12-31',
    ])
      expect(days(text)).toEqual([Date.parse(`${text}T00:00:00Z`) / 86_400_000])
    for (const wrong of ['2001-02-29', '2001-13-01', '01/02/2001', '2001-02-03T25:00'])
      expect(refused(`d\n${wrong}\n`, { columns: { d: 'date' } }).details).toEqual(at(2, 1))
    expect(rowsOf('d\n2001-02-03\n')).toEqual([{ d: '2001-02-03' }])
  })

  it('leaves out the row names of pandas and R, and says so', () => {
    const pandas = readCsv(',x\n0,1.5\n1,2.5\n')
    expect(toRows(pandas)).toEqual([{ x: 1.5 }, { x: 2.5 }])
    expect(pandas.reading.index).toEqual({ sign: 'empty name', counts: true, keptAs: null })
    const r = readCsv('"","x"\n"Mazda RX4",21\n"Datsun 710",22\n')
    expect(r.columns).toEqual(['x'])
    expect(r.reading.index).toEqual({ sign: 'empty name', counts: false, keptAs: null })
    expect(r.reading.warnings[0]).toContain('"Mazda RX4"')
    const kept = readCsv('"","x"\n"Mazda RX4",21\n', { index: 'car' })
    expect(toRows(kept)).toEqual([{ car: 'Mazda RX4', x: 21 }])
    expect(kept.reading.index?.keptAs).toBe('car')
    const writeTable = readCsv('"x"\t"y"\n"1"\t5\t6\n"2"\t7\t8\n')
    expect(toRows(writeTable)).toEqual([
      { x: 5, y: 6 },
      { x: 7, y: 8 },
    ])
    expect(writeTable.reading.index).toEqual({ sign: 'header one short', counts: true, keptAs: null })
    // a delimiter too many at the end of each line is no column of row names
    expect(refused('a,b\n1,2,\n2,3,\n').details).toEqual(at(2, 5))
    expect(refused(',x\n0,1.5\n', { index: false }).details).toEqual(at(1, 1))
    expectCausalError(() => readCsv(',x\n0,1\n', { index: 'x' }), 'readCsv', 'duplicate-name')
  })

  it('names a cell that is no number after many numbers, without waiting for the end', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `${i}.5`).join('\n')
    const error = refused(`x\n${many}\nunknown\n${'a\n'.repeat(20_000)}`)
    expect(error.details).toEqual(at(5002, 1))
    expect(rowsOf(`x\n${many}\nNA\n 7 \n`).slice(-2)).toEqual([{ x: null }, { x: 7 }])
    expect(refused(`x\nunknown\n${many}\n`).details).toEqual(at(2, 1))
    // codes among them
    expect(rowsOf(`x\n007\n${many}\n`)[0]).toEqual({ x: '007' })
    expect(refused(`x\n${many}\n007\n`).details).toEqual(at(5002, 1))
  })

  it('is linear in a long cell', () => {
    const start = performance.now()
    refused(`a\n${'1'.repeat(40_000)}x`, { columns: { a: 'number' } })
    expect(rowsOf(`a\n${'1'.repeat(40_000)}x`).length).toBe(1)
    expect(performance.now() - start).toBeLessThan(1500)
  })

  it('tells how far it is, and stops when asked to', () => {
    const text = `a,b\n${'1,"x"\n'.repeat(10_000)}`
    const seen: CsvProgress[] = []
    readCsv(text, { onProgress: (progress) => seen.push(progress) })
    expect(seen.length).toBeGreaterThan(5)
    expect(seen.every(({ done, total }) => done <= total!)).toBe(true)
    expect(seen.filter(({ stage }) => stage === 'rows').at(-1)).toEqual({
      stage: 'rows',
      done: text.length,
      total: text.length,
    })
    expect(seen.at(-1)).toEqual({ stage: 'columns', done: 2, total: 2 })
    let calls = 0
    const signal = { aborted: false }
    const onProgress = () => {
      signal.aborted = ++calls === 2
    }
    const error = expectCausalError(() => readCsv(text, { onProgress, signal }), 'readCsv', 'aborted')
    expect(error.details).toMatchObject({ stage: 'rows' })
    expectCausalError(() => readCsv(text, { onProgress: 3 as never }), 'readCsv', 'invalid-argument')
  })

  it('names a bad option', () => {
    expectCausalError(() => readCsv('age\n1', { columns: { aeg: 'number' } }), 'readCsv', 'unknown-name')
    expectCausalError(() => readCsv('a\n1', { delimiter: ';;' }), 'readCsv', 'invalid-argument')
    expectCausalError(() => readCsv('a\nx', { columns: { a: ['x', 'x'] } }), 'readCsv', 'invalid-argument')
    expectCausalError(() => readCsv(7 as never), 'readCsv', 'invalid-argument')
  })
})

describe('what may be meant otherwise', () => {
  const warnings = (text: string, options: object = {}): readonly string[] => readCsv(text, options).reading.warnings

  it('is said: dates, signed numbers, a header that is a row', () => {
    expect(warnings('day,y\n2024-01-01,1\n2024-01-02,2\n')[0]).toContain(`declare columns: { "day": 'date' }`)
    expect(warnings('price,share,y\n$12,12%,1\n$13.50,7%,2\n')).toHaveLength(2)
    expect(warnings('x,y\ninf,1\n-Infinity,2\n')[0]).toContain('numbers with signs such as "-Infinity"')
    expect(warnings('1,2\n3,4\n')[0]).toContain('has the text a header?')
  })

  it('and not of what is plain, or declared', () => {
    expect(warnings('group,y,2\na,1,4\nb,2,5\n')).toEqual([])
    expect(warnings('day,y\n2024-01-01,1\n', { columns: { day: 'date' } })).toEqual([])
    expect(warnings('day,y\n2024-01-01,1\n', { columns: { day: 'category' } })).toEqual([])
    expect(warnings('zip,y\n01234,1\n02345,2\n')).toEqual([])
    expect(warnings('a,y\n,1\n,2\n')).toEqual([])
  })

  it('the path of a file in place of its text', () => {
    expect(() => readCsv('sales.csv')).toThrow(/"sales.csv" looks like a path: give the text/)
    expect(() => readCsv('sales')).toThrow(/no row below it\.$/)
  })
})
