import { describe, expect, it } from 'vitest'
import { programSolver } from '../../src/numeric/linear-program.js'
import { checkedOptimum, isFarkasProof, isRay } from '../../src/numeric/program-checks.js'
import { distinctColumns } from '../../src/numeric/sparse-columns.js'

// minimise −x₁ with x₁ + x₂ = 0.3 and x₁ + x₂ + x₃ = 1: −0.3 at (0.3, 0, 0.7), prices (−1, 0)
const { matrix } = distinctColumns(
  [
    [1, 1, 0],
    [1, 1, 1],
  ],
  3,
)
const right = [0.3, 1]

describe('the checks of a linear programme', () => {
  // equal columns are one: x₁ stands for x₂
  const cost = Float64Array.of(-1, 0)
  const check = (solution: number[], prices: number[], total = 1) =>
    checkedOptimum(matrix, right, cost, Float64Array.from(solution), Float64Array.from(prices), total)

  it('accept a least point with its prices', () => {
    expect(check([0.3, 0.7], [-1, 0])).toMatchObject({ value: -0.3, lowerBound: -0.3 })
    expect(check([0.3, 0.7], [-1, 0], Number.POSITIVE_INFINITY)).toMatchObject({ value: -0.3, lowerBound: -0.3 })
  })
  it('reject points outside, points that are not least, and prices that prove nothing', () => {
    expect(check([0.3, 0.6], [-1, 0])).toBeNull()
    expect(check([0.3 + 1e-8, 0.7], [-1, 0])).toBeNull()
    expect(check([-0.1, 1.1], [-1, 0])).toBeNull()
    expect(check([Number.NaN, 0.7], [-1, 0])).toBeNull()
    expect(check([0.3, 0.7], [0, 0])).toBeNull()
    expect(check([0.3, 0.7], [-2, 0])).toBeNull()
    expect(check([0.3, 0.7], [0, -0.3], Number.POSITIVE_INFINITY)).toBeNull()
  })
  it('make the bound of prices that are slightly wrong safe', () => {
    const result = check([0.3, 0.7], [-1 + 1e-10, 0])
    expect(result!.lowerBound).toBeLessThanOrEqual(-0.3)
  })
  it('accept a proof that there is no point, and no other', () => {
    // the first sum is a part of the second, which is smaller
    expect(isFarkasProof(matrix, [1, 0.3], Float64Array.of(1, -1), 10)).toBe(true)
    expect(isFarkasProof(matrix, [0.3, 1], Float64Array.of(1, -1), 10)).toBe(false)
    expect(isFarkasProof(matrix, [1, 0.3], Float64Array.of(-1, 1), 10)).toBe(false)
    expect(isFarkasProof(matrix, [1, 0.3], Float64Array.of(1, 0), 10)).toBe(false)
  })
  it('accept a direction of endless gain, and no other', () => {
    const { matrix: line } = distinctColumns([[1, -1]], 2)
    expect(isRay(line, Float64Array.of(-1, 0), 0, Float64Array.of(1, 1))).toBe(true)
    expect(isRay(line, Float64Array.of(1, 0), 0, Float64Array.of(1, 1))).toBe(false)
    expect(isRay(line, Float64Array.of(-1, 0), 0, Float64Array.of(1, 0.5))).toBe(false)
    expect(isRay(line, Float64Array.of(-1, 0), 0, Float64Array.of(-1, -1))).toBe(false)
  })
})

describe('programSolver', () => {
  it('answers one objective after another over the same region', () => {
    const solver = programSolver({ rows: [[1, 1, 1]], right: [1], total: 1 }, 3)
    for (const objective of [
      [1, 2, 3],
      [3, 1, 2],
      [-1, -2, -3],
      [0, 0, 0],
    ]) {
      const result = solver.minimise(objective)
      expect(result).toMatchObject({
        status: 'optimal',
        value: Math.min(...objective),
        lowerBound: Math.min(...objective),
      })
    }
  })
  it('means the same in other units', () => {
    const rows = [
      [1, 1, 1, 0],
      [1, 3, 0, 1],
    ]
    for (const unit of [1e-9, 1, 1e9]) {
      const result = programSolver(
        { rows: [rows[0]!.map((a) => a * unit), rows[1]!], right: [4 * unit * unit, 6 * unit] },
        4,
      ).minimise([-2, -1, 0, 0].map((c) => c / unit))
      expect(result.status === 'optimal' && result.value).toBeCloseTo(-8, 12)
    }
  })
})
