import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collapseRows, groupRows } from '../../src/data/statistics/collapse-rows.js'
import {
  column,
  completeRows,
  counts,
  fromCounts,
  mergeMoments,
  moments,
  select,
  table,
  toRows,
  where,
} from '../../src/index.js'
import { arbitraryNames } from '../support/arbitrary.js'

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true, noDefaultInfinity: true })
const columnsOf = <V>(cell: fc.Arbitrary<V>, least = 2) =>
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: least, max: 30 }))
    .chain(([p, n]) =>
      fc.tuple(
        arbitraryNames(p),
        fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: p, maxLength: p }),
      ),
    )
const object = <V>(names: readonly string[], columns: readonly V[]): Record<string, V> =>
  Object.fromEntries(columns.map((values, j) => [names[j]!, values]))

describe('moments', () => {
  it('of a part and the rest, merged, are those of the whole', () => {
    fc.assert(
      fc.property(columnsOf(number, 6), fc.integer({ min: 2, max: 4 }), ([names, columns], cut) => {
        const t = table(object(names, columns))
        const mask = columns[0]!.map((_, i) => i < cut)
        const merged = mergeMoments(
          moments(where(t, mask)),
          moments(
            where(
              t,
              mask.map((v) => !v),
            ),
          ),
        )
        const whole = moments(t)
        expect(merged.count).toBe(whole.count)
        for (const [k, v] of whole.mean.entries()) expect(merged.mean[k]).toBeCloseTo(v, 8)
        for (const [k, v] of whole.covariance.entries()) expect(Math.abs(merged.covariance[k]! - v)).toBeLessThan(1e-8)
      }),
    )
  })

  it('follow the columns when these are permuted, and weights when rows are repeated', () => {
    fc.assert(
      fc.property(
        columnsOf(number),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 30, maxLength: 30 }),
        ([names, columns], repeats) => {
          const t = table(object(names, columns))
          const p = t.columns.length
          const weights = columns[0]!.map((_, i) => repeats[i]! + (i < 2 ? 1 : 0))
          const rows = weights.flatMap((times, i) => Array<number>(times).fill(i))
          const repeated = table(
            object(
              names,
              columns.map((values) => rows.map((i) => values[i]!)),
            ),
          )
          const weighted = moments(t, { weights })
          const turned = moments(select(repeated, [...repeated.columns].reverse()))
          for (let i = 0; i < p; i++) {
            expect(turned.mean[p - 1 - i]).toBeCloseTo(weighted.mean[i]!, 8)
            for (let j = 0; j < p; j++) {
              expect(
                Math.abs(turned.covariance[(p - 1 - i) * p + (p - 1 - j)]! - weighted.covariance[i * p + j]!),
              ).toBeLessThan(1e-7)
            }
          }
        },
      ),
    )
  })
})

describe('tables', () => {
  it('come back from their rows', () => {
    const cell = fc.oneof(fc.constantFrom('a', 'b', ''), fc.constant(null))
    fc.assert(
      fc.property(columnsOf(cell), ([names, columns]) => {
        // a first row without gaps, so that every column is seen to hold text
        const t = table(
          object(
            names,
            columns.map((values) => ['z', ...values]),
          ),
        )
        expect(table(toRows(t))).toEqual(t)
        const whole = completeRows(t)
        expect(toRows(whole)).toEqual(toRows(t).filter((row) => Object.values(row).every((value) => value !== null)))
      }),
    )
  })
})

describe('counts', () => {
  it('count each combination as often as it stands there', () => {
    fc.assert(
      fc.property(columnsOf(fc.integer({ min: -2, max: 2 })), ([names, columns]) => {
        const t = table(object(names, columns))
        const factor = counts(t)
        const rows = toRows(t)
        const strides = factor.variables.map((_, k) =>
          factor.variables.slice(k + 1).reduce((product, { states }) => product * states.length, 1),
        )
        for (let cell = 0; cell < factor.values.length; cell++) {
          const states = factor.variables.map(({ states }, k) => states[Math.floor(cell / strides[k]!) % states.length])
          const wanted = rows.filter((row) =>
            factor.variables.every(({ name }, k) => String(row[name]) === states[k]),
          ).length
          expect(factor.values[cell]).toBe(wanted)
        }
        // the other way: rows made from counts give the same counts
        expect([...counts(fromCounts(factor)).values]).toEqual([...factor.values])
      }),
    )
  })

  it('collapse rows without losing one', () => {
    fc.assert(
      fc.property(columnsOf(fc.integer({ min: 0, max: 3 })), fc.constantFrom(4, 100_000), ([, columns], card) => {
        // a large number of states makes the keys too wide for one table
        const codes = columns.map((values) => Int32Array.from(values, (v) => v * Math.floor((card - 1) / 3)))
        const cards = codes.map(() => card)
        const { group, first } = groupRows(codes, cards)
        const collapsed = collapseRows(codes, cards)
        const key = (i: number): string => codes.map((values) => values[i]).join()
        for (let i = 0; i < group.length; i++) expect(key(first[group[i]!]!)).toBe(key(i))
        expect(new Set(group).size).toBe(new Set(Array.from(group, (_, i) => key(i))).size)
        for (let s = 0; s < collapsed.size; s++) {
          expect(collapsed.counts[s]).toBe(group.filter((g) => g === s).length)
          expect(collapsed.codes.map((values) => values[s]).join()).toBe(key(first[s]!))
        }
      }),
    )
  })

  it('leave numbers as they were read', () => {
    fc.assert(
      fc.property(columnsOf(number), ([names, columns]) => {
        const t = table(object(names, columns))
        for (const [j, name] of names.slice(0, columns.length).entries())
          expect([...(column(t, name) as Float64Array)]).toEqual(columns[j])
      }),
    )
  })
})
