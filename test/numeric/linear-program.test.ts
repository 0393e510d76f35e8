import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearProgram } from '../../src/numeric/linear-program.js'

/** Every basic solution by brute force: the least value over all vertices, or null when there is none. */
function bruteForce(objective: number[], rows: number[][], right: number[]): number | null {
  const n = objective.length
  let best: number | null = null
  for (let set = 0; set < 1 << n; set++) {
    const columns = Array.from({ length: n }, (_, j) => j).filter((j) => (set >> j) & 1)
    if (columns.length > rows.length) continue
    const x = solve(
      rows.map((row) => columns.map((j) => row[j]!)),
      right,
    )
    if (x === null || x.some((value) => value < -1e-9)) continue
    const value = columns.reduce((sum, j, k) => sum + objective[j]! * x[k]!, 0)
    if (best === null || value < best) best = value
  }
  return best
}

/** The one solution of a system with full column rank, or null. */
function solve(rows: number[][], right: number[]): number[] | null {
  const a = rows.map((row, i) => [...row, right[i]!])
  const k = rows[0]?.length ?? 0
  for (let c = 0; c < k; c++) {
    let p = c
    for (let i = c; i < a.length; i++) if (Math.abs(a[i]![c]!) > Math.abs(a[p]?.[c] ?? 0)) p = i
    if (p >= a.length || Math.abs(a[p]![c]!) < 1e-9) return null
    ;[a[c], a[p]] = [a[p]!, a[c]!]
    for (let i = 0; i < a.length; i++) {
      if (i === c) continue
      const f = a[i]![c]! / a[c]![c]!
      for (let j = c; j <= k; j++) a[i]![j]! -= f * a[c]![j]!
    }
  }
  if (a.slice(k).some((row) => Math.abs(row[k]!) > 1e-9)) return null
  return a.slice(0, k).map((row, i) => row[k]! / row[i]!)
}

describe('linearProgram', () => {
  it('solves, and says when it cannot', () => {
    // 2x + y with x + y + s = 4, x + 3y + t = 6: the greatest is 8 at (4, 0)
    const result = linearProgram({
      objective: [-2, -1, 0, 0],
      rows: [
        [1, 1, 1, 0],
        [1, 3, 0, 1],
      ],
      right: [4, 6],
    })
    expect(result.status === 'optimal' && result.value).toBeCloseTo(-8, 12)
    expect(linearProgram({ objective: [1], rows: [[1]], right: [-1] }).status).toBe('infeasible')
    expect(linearProgram({ objective: [-1, 0], rows: [[1, -1]], right: [0] }).status).toBe('unbounded')
    expect(
      linearProgram({
        objective: [1, 1],
        rows: [
          [1, 1],
          [1, 1],
          [2, 2],
        ],
        right: [1, 1, 2],
      }),
    ).toMatchObject({ status: 'optimal', value: 1 })
  })

  it('ends on a programme that cycles under the plain rule (Beale 1955)', () => {
    const result = linearProgram({
      objective: [-0.75, 150, -0.02, 6, 0, 0, 0],
      rows: [
        [0.25, -60, -0.04, 9, 1, 0, 0],
        [0.5, -90, -0.02, 3, 0, 1, 0],
        [0, 0, 1, 0, 0, 0, 1],
      ],
      right: [0, 0, 1],
    })
    expect(result.status === 'optimal' && result.value).toBeCloseTo(-0.05, 12)
  })

  it('agrees with all vertices by brute force', () => {
    const small = fc.integer({ min: -3, max: 3 })
    fc.assert(
      fc.property(
        fc.array(small, { minLength: 5, maxLength: 5 }),
        fc.array(fc.array(small, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 5 }),
        (objective, rows, point) => {
          // the sum of the unknowns is bounded, so that a least value exists; the point makes it feasible
          const all = [...rows, [1, 1, 1, 1, 1]]
          const right = all.map((row) => row.reduce((sum, a, j) => sum + a * point[j]!, 0))
          const result = linearProgram({ objective, rows: all, right })
          if (result.status !== 'optimal') throw new Error(result.status)
          expect(result.value).toBeCloseTo(bruteForce(objective, all, right)!, 9)
          for (const [i, row] of all.entries())
            expect(row.reduce((sum, a, j) => sum + a * result.solution[j]!, 0)).toBeCloseTo(right[i]!, 9)
        },
      ),
      { numRuns: 200 },
    )
  })
})
