import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bigQuery,
  clickHouse,
  countsSql,
  duckdb,
  type Gram,
  type GramStatement,
  gramSql,
  mergeGrams,
  momentsSql,
  postgres,
  readGrams,
  sampleSql,
  snowflake,
  spark,
  sqlite,
  trino,
} from '../../src/sql/index.js'

const dialect = fc.constantFrom(bigQuery, clickHouse, duckdb, postgres, snowflake, spark, sqlite, trino)
const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('\0'))

/** The text without its quoted identifiers, read as the engine reads them; null where one does not end. */
function outside(text: string, { quote, quoteInside }: typeof duckdb): string | null {
  let rest = ''
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== quote) {
      rest += text[at]
      continue
    }
    for (at++; ; at++) {
      if (at >= text.length) return null
      if (quoteInside === 'backslash' && text[at] === '\\') at++
      else if (text[at] === quote) {
        if (quoteInside === 'doubled' && text[at + 1] === quote) at++
        else break
      }
    }
  }
  return rest
}

describe('SQL texts', () => {
  it('keep every name inside its quotes', () => {
    fc.assert(
      fc.property(dialect, name, fc.uniqueArray(name, { minLength: 2, maxLength: 4 }), (dialect, source, names) => {
        const [key] = names as [string]
        const plain = names.map((_, k) => `n${k}`)
        for (const make of [
          (t: string, c: string[], k: string) => momentsSql(t, c, { dialect, weights: k, where: { [k]: 1 } }),
          (t: string, c: string[], k: string) =>
            gramSql(t, c, { dialect, by: c, interactions: [[c[0]!, c[0]!]], where: { [k]: '' } }),
          (t: string, c: string[], k: string) => countsSql(t, c, { dialect, where: { [k]: ['x', 2] } }),
          (t: string, c: string[], k: string) => sampleSql(t, c, { dialect, key: k, share: 0.5 }),
        ])
          expect(outside(make(source, names, key).text, dialect)).toBe(outside(make('t', plain, 'n0').text, dialect))
      }),
    )
  })

  it('hold no value: what is asked for by value changes the parameters alone', () => {
    const value = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }))
    fc.assert(
      fc.property(
        dialect,
        value,
        value,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (dialect, a, b, shift) => {
          const asked = (x: string | number, y: string | number, s: number) =>
            momentsSql('t', ['x'], { dialect, where: { p: [x, y] }, shift: { x: s } })
          const first = asked(a, b, shift)
          const same = asked(typeof a === 'string' ? 'A' : 1, typeof b === 'string' ? 'B' : 2, 3)
          expect(first.text).toBe(same.text)
          expect([...first.parameters].sort()).toEqual([a, b, shift].sort())
        },
      ),
    )
  })
})

/** The Gram matrix of rows about a shift, by its definition. */
function gramOf(rows: readonly (readonly number[])[], shift: readonly number[]): Gram {
  const statement = gramSql('t', ['x', 'y'], {
    dialect: duckdb,
    shift: { x: shift[0]!, y: shift[1]! },
  }) as GramStatement
  const d = rows.map((row) => row.map((value, i) => value - shift[i]!))
  const sum = (f: (row: readonly number[]) => number): number => d.reduce((total, row) => total + f(row), 0)
  const row = {
    c0: rows.length,
    c1: sum((r) => r[0]!),
    c2: sum((r) => r[1]!),
    c3: sum((r) => r[0]! ** 2),
    c4: sum((r) => r[0]! * r[1]!),
    c5: sum((r) => r[1]! ** 2),
  }
  return readGrams(statement, [row])[0]!.gram
}

describe('sums of parts', () => {
  const number = fc.integer({ min: -50, max: 50 })
  const part = fc.record({
    rows: fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 8 }),
    shift: fc.tuple(number, number),
  })

  it('are those of the whole, whatever the shifts; exactly, in whole numbers', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const [ga, gb, gc] = [a, b, c].map(({ rows, shift }) => gramOf(rows, shift)) as [Gram, Gram, Gram]
        const left = mergeGrams(mergeGrams(ga, gb), gc)
        const right = mergeGrams(ga, mergeGrams(gb, gc))
        expect(left).toEqual(right)
        expect(left).toEqual(gramOf([...a.rows, ...b.rows, ...c.rows], a.shift))
      }),
    )
  })
})
