import { describe, expect, it } from 'vitest'
import { readCsv, table, toCsv } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('toCsv', () => {
  it('quotes what needs it, and writes NA for what is missing', () => {
    expect(toCsv(table({ 'a,b': [1, null], c: ['say "hi"', 'two\nlines'] }))).toBe(
      '"a,b",c\n1,"say ""hi"""\nNA,"two\nlines"\n',
    )
    expect(toCsv(table({ x: [1.5], y: ['a,b'] }), { delimiter: ';' })).toBe('x;y\n1.5;a,b\n')
  })

  it('keeps numbers to the last bit, and as numbers', () => {
    const values = [0.1 + 0.2, -0, 1e21, 123456789012345680, 5e-324, -1.7976931348623157e308, 999999999999999]
    expect(readCsv(toCsv(table({ x: values })))).toEqual(table({ x: values }))
  })

  it('refuses a category that would be read as missing, unless another text stands for that', () => {
    const t = table({ c: ['NA', null, ''] })
    expect(expectCausalError(() => toCsv(t), 'toCsv', 'invalid-data').message).toContain('missing: ["?"]')
    expect(readCsv(toCsv(t, { missing: '?' }), { missing: ['?'], columns: { c: ['', 'NA'] } })).toEqual(t)
    expectCausalError(() => toCsv(table({ c: ['?'] }), { missing: '?' }), 'toCsv', 'invalid-data')
  })

  it('refuses what cannot be read back', () => {
    expectCausalError(() => toCsv(table({ ' ': [1] })), 'toCsv', 'invalid-data')
    expectCausalError(() => toCsv(table({ a: [1] }), { delimiter: '' }), 'toCsv', 'invalid-argument')
    expectCausalError(() => toCsv(table({ a: [1] }), { missing: '-9' }), 'toCsv', 'invalid-argument')
    expectCausalError(() => toCsv(null as never), 'toCsv', 'invalid-argument')
  })
})
