import { describe, expect, it } from 'vitest'
import { collapseRows } from '../../src/data/statistics/collapse-rows.js'
import { discreteColumn } from '../../src/data/tables/discrete-column.js'
import { counts, table } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('counts', () => {
  it('counts categories and whole numbers, the last variable fastest', () => {
    const t = table({ A: ['x', 'y', 'x', 'x'], B: [10, 2, 2, -1] })
    const factor = counts(t, ['A', 'B'])
    expect(factor.variables).toEqual([
      { name: 'A', states: ['x', 'y'] },
      { name: 'B', states: ['-1', '2', '10'] },
    ])
    expect([...factor.values]).toEqual([1, 1, 1, 0, 1, 0])
    expect([...counts(t, []).values]).toEqual([4])
    expect(counts(t).variables.map((v) => v.name)).toEqual(['A', 'B'])
  })

  it('keeps levels that no row has', () => {
    const C = { codes: Int32Array.of(0, 0), levels: ['a', 'b'] }
    expect([...counts(table({ C }), ['C']).values]).toEqual([2, 0])
  })

  it('copes with numbers far apart', () => {
    expect(discreteColumn(table({ X: [1e15, -4, 1e15] }), 'X')).toEqual({
      codes: Int32Array.of(1, 0, 1),
      states: ['-4', '1000000000000000'],
    })
    expect(discreteColumn(table({ X: [0, -0] }), 'X').states).toEqual(['0'])
  })

  it('names what is wrong', () => {
    expect(
      expectCausalError(() => counts(table({ X: [1, 1.5] }), ['X']), 'counts', 'invalid-data').details,
    ).toMatchObject({
      column: 'X',
      row: 1,
    })
    const missing = expectCausalError(() => counts(table({ C: ['a', null] }), ['C']), 'counts', 'missing-values')
    expect(missing.details).toEqual({ column: 'C', count: 1 })
    expectCausalError(() => counts(table({ X: [1, null] }), ['X']), 'counts', 'missing-values')
    expectCausalError(() => counts(table({ X: [1] }), ['X', 'X']), 'counts', 'duplicate-name')
    expectCausalError(() => counts(table({ X: [1] }), ['Y' as 'X']), 'counts', 'unknown-name')
    const wide = Object.fromEntries(
      Array.from({ length: 6 }, (_, k) => [`V${k}`, Array.from({ length: 50 }, (_, i) => i)]),
    )
    expect(expectCausalError(() => counts(table(wide)), 'counts', 'too-large').details['cells']).toBe(50 ** 6)
  })
})

describe('collapseRows', () => {
  const random = (seed: number) => {
    let state = seed
    return (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648
      return Math.floor((state / 2147483648) * below)
    }
  }
  for (const cards of [[2], [3, 1, 4], [50, 60, 70, 80], [5000, 5000, 2], Array.from({ length: 40 }, () => 3)]) {
    it(`keeps every row's count for cardinalities ${cards.slice(0, 5)}`, () => {
      const n = 3000
      const draw = random(cards.length)
      const columns = cards.map((card) =>
        Int32Array.from({ length: n }, () => (draw(Math.min(card, 3)) * Math.ceil(card / 3)) % card),
      )
      const wanted = new Map<string, number>()
      for (let i = 0; i < n; i++) {
        const row = columns.map((c) => c[i]).join()
        wanted.set(row, (wanted.get(row) ?? 0) + 1)
      }
      const { size, codes, counts } = collapseRows(columns, cards)
      const got = new Map(Array.from({ length: size }, (_, i) => [codes.map((c) => c[i]).join(), counts[i]!]))
      expect([...got]).toEqual([...wanted])
    })
  }
})
