import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv, toRows } from '../../src/index.js'

const field = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r', ' ', '1', '.', 'é'), maxLength: 6 })
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

describe('readCsv', () => {
  it('reads back any table that is written with quotes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }).chain((p) =>
          fc.tuple(
            fc.uniqueArray(
              field.filter((name) => name.trim() !== ''),
              { minLength: p, maxLength: p },
            ),
            fc.array(fc.array(field, { minLength: p, maxLength: p }), { minLength: 1, maxLength: 5 }),
          ),
        ),
        fc.constantFrom('\n', '\r\n', '\r'),
        ([names, rows], lineBreak) => {
          const text = [names, ...rows].map((row) => row.map(quoted).join(',')).join(lineBreak)
          const columns = Object.fromEntries(names.map((name) => [name, 'category' as const]))
          const read = toRows(readCsv(text, { columns, missing: [] }))
          // an empty cell that is not to be missing is an empty category
          const wanted = rows.map((row) => Object.fromEntries(row.map((cell, j) => [names[j]!, cell])))
          expect(read).toEqual(wanted)
        },
      ),
    )
  })
})
