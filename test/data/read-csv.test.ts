import { describe, expect, it } from 'vitest'
import { column, readCsv, toRows } from '../../src/index.js'
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
    expect(rowsOf('a;b\n1;2,5', { delimiter: ';' })).toEqual([{ a: 1, b: '2,5' }])
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

  it('names a bad option', () => {
    expectCausalError(() => readCsv('age\n1', { columns: { aeg: 'number' } }), 'readCsv', 'unknown-name')
    expectCausalError(() => readCsv('a\n1', { delimiter: ';;' }), 'readCsv', 'invalid-argument')
    expectCausalError(() => readCsv('a\nx', { columns: { a: ['x', 'x'] } }), 'readCsv', 'invalid-argument')
    expectCausalError(() => readCsv(7 as never), 'readCsv', 'invalid-argument')
  })
})
