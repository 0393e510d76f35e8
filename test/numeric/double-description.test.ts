import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extremeRays } from '../../src/numeric/double-description.js'

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

/** The rank of a few rows of small whole numbers. */
function rank(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row])
  let found = 0
  for (let j = 0; j < (left[0]?.length ?? 0); j++) {
    const at = left.findIndex((row, i) => i >= found && Math.abs(row[j]!) > 1e-9)
    if (at < 0) continue
    ;[left[found], left[at]] = [left[at]!, left[found]!]
    for (const [i, row] of left.entries()) {
      if (i === found) continue
      const factor = row[j]! / left[found]![j]!
      for (let k = 0; k < row.length; k++) row[k]! -= factor * left[found]![k]!
    }
    found++
  }
  return found
}

/** The extreme rays by trying every choice of d − 1 inequalities that are met with equality. */
function byTrial(rows: readonly (readonly number[])[], d: number): string[] {
  const found = new Set<string>()
  const choose = (from: number, taken: readonly (readonly number[])[]): void => {
    if (taken.length === d - 1) {
      if (rank(taken) < d - 1) return
      // the direction across: signed minors
      const minor = (skip: number): number => determinant(taken.map((row) => row.filter((_, j) => j !== skip)))
      const ray = Array.from({ length: d }, (_, j) => (j % 2 === 0 ? 1 : -1) * minor(j))
      for (const sign of [1, -1]) {
        const way = ray.map((x) => sign * x)
        if (rows.every((row) => dot(row, way) >= -1e-9)) found.add(key(way))
      }
      return
    }
    for (let i = from; i < rows.length; i++) choose(i + 1, [...taken, rows[i]!])
  }
  choose(0, [])
  return [...found].sort()
}
function determinant(m: readonly (readonly number[])[]): number {
  if (m.length === 0) return 1
  return m[0]!.reduce(
    (sum, x, j) =>
      sum + (j % 2 === 0 ? 1 : -1) * x * determinant(m.slice(1).map((row) => row.filter((_, k) => k !== j))),
    0,
  )
}
const key = (ray: readonly number[]): string => {
  const size = Math.max(...ray.map(Math.abs))
  return ray.map((x) => (x / size + 0).toFixed(6).replace('-0.000000', '0.000000')).join()
}

describe('extremeRays', () => {
  it('are those found by trying all choices', () => {
    let live = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }).chain((d) =>
          fc.record({
            d: fc.constant(d),
            rows: fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: d, maxLength: d }), {
              minLength: d,
              maxLength: 8,
            }),
          }),
        ),
        ({ d, rows }) => {
          const rays = extremeRays(rows, d)
          expect(rays === null).toBe(rank(rows) < d)
          if (rays === null) return
          live++
          expect(rays.map(key).sort()).toEqual(byTrial(rows, d))
          for (const ray of rays) expect(ray.every(Number.isSafeInteger)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
    expect(live).toBeGreaterThan(100)
  })

  it('of a square pyramid', () => {
    const rays = extremeRays(
      [
        [1, 0, 1],
        [-1, 0, 1],
        [0, 1, 1],
        [0, -1, 1],
      ],
      3,
    )!
    expect(rays.map((ray) => ray.join()).sort()).toEqual(['-1,-1,1', '-1,1,1', '1,-1,1', '1,1,1'])
  })
})
