import { describe, expect, it } from 'vitest'
import { readRows } from '../../../examples/playground/src/data/csv/read-rows'
import { type CsvForm, firstForm } from '../../../examples/playground/src/data/csv/settings'
import { dateText, daysOf } from '../../../examples/playground/src/data/dates'
import { retype } from '../../../examples/playground/src/data/retype'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
function utf16(text: string, isBig: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), !isBig)
  return bytes
}

const read = (from: string | Uint8Array, form: Partial<CsvForm> = {}) =>
  readRows(typeof from === 'string' ? utf8(from) : from, 'rows.csv', { ...firstForm, ...form })

/** The columns with their cells. */
const cells = (from: string | Uint8Array, form: Partial<CsvForm> = {}): Record<string, unknown[]> => {
  const { table } = read(from, form)
  return Object.fromEntries(
    table.columns.map((name, i) => {
      const column = table.data[i]!
      return [
        name,
        column instanceof Float64Array
          ? Array.from(column, (value) => (Number.isNaN(value) ? null : value))
          : Array.from(column.codes, (code) => column.levels[code] ?? null),
      ]
    }),
  )
}
const refusal = (from: string | Uint8Array, form: Partial<CsvForm> = {}): string => {
  try {
    read(from, form)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

describe('how a file is written is found', () => {
  it('separators, marks of byte order, line breaks in quotes', () => {
    expect(cells('a;b\n1;2\n')).toEqual({ a: [1], b: [2] })
    expect(read('a;b\n1;2\n').notes).toEqual(['Fields are parted by a semicolon.'])
    expect(cells('a\tb\n1\t2\n')).toEqual({ a: [1], b: [2] })
    expect(cells('\uFEFFa,b\n1,2\n')).toEqual({ a: [1], b: [2] })
    expect(cells('sep=|\na|b;c\n1|2\n')).toEqual({ a: [1], 'b;c': [2] })
    expect(cells('a,b\n"x\ny",2\n"z",3\n')).toEqual({ a: ['x\ny', 'z'], b: [2, 3] })
    expect(refusal('a,b;c\n1,2;3\n')).toMatch(/Choose the separator under "How the file is written"/)
    expect(cells('a,b;c\nx,y;3\n', { separator: ';' })).toEqual({ 'a,b': ['x,y'], c: [3] })
  })
  it('UTF-16 with and without a mark, Latin-1', () => {
    for (const isBig of [false, true])
      for (const mark of ['', '\uFEFF'])
        expect(cells(utf16(`${mark}name;b\nGr\u00fc\u00dfe;2\n`, isBig))).toEqual({ name: ['Gr\u00fc\u00dfe'], b: [2] })
    const western = latin1('n\u00e4me,b\nGr\u00fc\u00dfe,2\n')
    expect(cells(western)).toEqual({ 'n\u00e4me': ['Gr\u00fc\u00dfe'], b: [2] })
    expect(read(western).notes.join()).toMatch(/not in UTF-8/)
    expect(refusal(western, { encoding: 'utf-8' })).toMatch(/not written in UTF-8/)
  })
  it('decimal commas where no comma can part thousands', () => {
    expect(cells('a;b\n1,5;x\n-0,25;y\n')).toEqual({ a: [1.5, -0.25], b: ['x', 'y'] })
    expect(read('a;b\n1,5;x\n-0,25;y\n').notes).toContain('Numbers are written with a decimal comma (1,5).')
    expect(cells('a,b\n"1,5",2\n"2,25",3\n')).toEqual({ a: [1.5, 2.25], b: [2, 3] })
    expect(cells('a;b\n1,234;x\n-0,345;y\n')).toEqual({ a: [1.234, -0.345], b: ['x', 'y'] })
    for (const text of ['a;b\n1,234;1\n2,345;2\n', 'a,b\n"1,234",1\n"2,345",2\n']) {
      expect(refusal(text)).toMatch(/decimal comma, or with a comma between thousands/)
      expect(cells(text, { numbers: ',' })).toEqual({ a: [1.234, 2.345], b: [1, 2] })
      expect(cells(text, { numbers: ',.' })).toEqual({ a: [1234, 2345], b: [1, 2] })
    }
    expect(cells('a;b\n1.234,5;x\n-2.345.678;y\n', { numbers: '.,' })).toEqual({ a: [1234.5, -2345678], b: ['x', 'y'] })
    expect(cells('a;b\n12.34,5;x\n', { numbers: '.,' })).toEqual({ a: ['12.34,5'], b: ['x'] })
    expect(read('a;b\n1.234,5;x\n').notes.join()).toMatch(/"a" .*"1\.234,5" .*signs between thousands/)
  })
  it('words for a missing value', () => {
    expect(cells('a,b\nNA,1\nnull,2\n3,4\n')).toEqual({ a: [null, null, 3], b: [1, 2, 4] })
    const dots = 'a,b\n1,.\n2,5\n3,6\n'
    expect(refusal('a,b\n1,2\n2,3\n"1,234.5",3\n')).toMatch(/choose how numbers are written/)
    expect(refusal(dots)).toMatch(/"\." is not a number.*words for a missing value/)
    expect(cells(dots, { missing: 'NA .' })).toEqual({ a: [1, 2, 3], b: [null, 5, 6] })
    expect(cells(dots, { categories: 'b' })).toEqual({ a: [1, 2, 3], b: ['.', '5', '6'] })
  })
  it('dates, as days and as texts', () => {
    const days = read('d,t\n2024-02-29,2024-01-01 06:00\n,2024-01-01T18:00:30Z\n')
    expect(days.dates).toEqual(['d', 't'])
    expect(cells('d,t\n2024-02-29,2024-01-01 12:00\n,2024-01-02\n')).toEqual({ d: [19782, null], t: [19723.5, 19724] })
    const texts = retype(days.table, { d: 'category', t: 'category' }, days.dates)
    expect((texts.data[0] as { levels: readonly string[] }).levels).toEqual(['2024-02-29'])
    expect((texts.data[1] as { levels: readonly string[] }).levels).toEqual(['2024-01-01 06:00', '2024-01-01 18:00:30'])
    expect(retype(texts, { d: 'date', t: 'date' })).toEqual(days.table)
    expect(retype(days.table, { d: 'number' }, days.dates).data[0]).toEqual(days.table.data[0])
    expect(read('d,x\n31.12.2024,1\n01.01.2025,2\n').notes.join()).toMatch(/order that is not read here/)
    expect(read('d,x\n2024-12-31,1\n2025-01-01,2\n').notes).toEqual([])
    expect(read('d,x\n$12,1\n$13,2\n').notes).toEqual([
      '"d" was taken for categories, but cells such as "$12" look like numbers with a sign of a unit: take the signs out of the file to have numbers.',
    ])
    expect(read('d,x\n2024-02-30,1\n2024-01-01,2\n').notes.join()).toMatch(/"2024-02-30" is none/)
    expect(() => retype(read('d,x\n31.12.2024,1\n').table, { d: 'date' })).toThrow(/"31\.12\.2024".*2024-12-31/)
    expect(() => retype(read('d,x\n31.12.2024,1\n').table, { x: 'date' })).toThrow(/"x" holds numbers/)
    expect(daysOf({ codes: Int32Array.of(0, -1), levels: ['1969-12-31'] })).toEqual(Float64Array.of(-1, Number.NaN))
    expect([dateText(0), dateText(-0.5), dateText(19723.25), dateText(1e9)]).toEqual([
      '1970-01-01',
      '1969-12-31 12:00',
      '2024-01-01 06:00',
      '1000000000',
    ])
  })
  it('2,000 columns', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `c${i}`)
    const { table, notes } = read(`${names.join()}\n${names.map((_, i) => i / 2).join()}\n`)
    expect([table.columns.length, table.data[1999]![0 as never], notes]).toEqual([2000, 999.5, []])
  })
})

describe('what is wrong is told in words of the page', () => {
  it.each([
    ['a,b\n1,2\n3\n', /line 3.*Mend the row/],
    ['a,b\n1,2\n3,4,5\n', /line 3.*3 fields/],
    ['a,a,b\n1,2,3\n', /"a" twice.*rename/],
    ['a,,b\n1,2,3\n', /no name for column 2: give it one/],
    ['a,b\n', /header but no row/],
    ['  \n\n', /empty/],
    ['a,b\n"x,2\n3,4\n', /quote opens here/],
    ['a,b\nx ,1\nx,2\n', /differ by spaces only.*keep the column as categories/],
    ['a,b\n-,1\n2,2\n3,3\n', /"-" is not a number/],
  ])('%j', (text, pattern) => {
    expect(refusal(text)).toMatch(pattern)
    expect(refusal(text)).not.toMatch(/`|readCsv|columns: \{/)
  })
  it('files that are no text', () => {
    expect(refusal(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).toMatch(/Excel workbook/)
    expect(refusal(Uint8Array.of(0x1f, 0x8b, 8, 0))).toMatch(/gzip/)
    expect(refusal(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13))).toMatch(/no CSV file/)
    expect(refusal(Uint8Array.from({ length: 500 }, (_, i) => (i * 89) % 256))).toMatch(/no CSV file/)
  })
  it('columns that may be meant for something else', () => {
    const note = (text: string) => read(text).notes.join()
    expect(note('a,b\n5%,1\n6%,2\n')).toMatch(/"5%" look like numbers with a sign of a unit/)
    expect(note('a,b\ninf,1\n2,2\n3,3\ninf,4\n-inf,1\n')).toMatch(/infinite/)
    expect(note('a,b\n1,1\nx,2\ny,3\n2,4\n')).toMatch(/numbers \("1"\) and words \("x"\)/)
    expect(note('id,b\n007,1\n008,2\n')).toMatch(/no digit is lost/)
    expect(note(',b\n0,1\n1,2\n')).toMatch(/first column has no name and counts the rows/)
    expect(note('a,b\nx,1\ny,2\n')).toBe('')
  })
})
