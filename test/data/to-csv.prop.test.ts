import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvColumnType, readCsv, table, toCsv } from '../../src/index.js'

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', ' ', '1', '-', '\uFEFF'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 5,
})
const isMissing = (level: string): boolean =>
  ['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None'].includes(level.trim())
const cell = fc.option(text.filter((level) => !isMissing(level)))
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }))

describe('toCsv', () => {
  it('is read back by readCsv: the same names, numbers to the last bit, categories and gaps', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          text.filter((name) => name.trim() !== ''),
          { minLength: 1, maxLength: 4 },
        ),
        fc
          .integer({ min: 1, max: 5 })
          .chain((n) =>
            fc.array(
              fc.oneof(
                fc.array(number, { minLength: n, maxLength: n }),
                fc.array(cell, { minLength: n, maxLength: n }),
              ),
              { minLength: 4, maxLength: 4 },
            ),
          ),
        fc.constantFrom(',', ';', '\t', ' ', '1'),
        (names, columns, delimiter) => {
          const t = table(Object.fromEntries(names.map((name, j) => [name, columns[j]!])))
          const types = t.columns.map((name, j): [string, CsvColumnType] => {
            const column = t.data[j]!
            return [name, column instanceof Float64Array ? 'number' : column.levels]
          })
          expect(readCsv(toCsv(t, { delimiter }), { delimiter, columns: Object.fromEntries(types) })).toEqual(t)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('needs no declaration for numbers', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 8 }), (x) => {
        const t = table({ x })
        expect(readCsv(toCsv(t))).toEqual(t)
      }),
      { numRuns: 300 },
    )
  })
})
