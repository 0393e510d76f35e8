import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clustersOf, singletons } from '../../../../src/estimation/core/clusters/clusters.js'
import { type LinearModel, linearModel } from '../../../../src/estimation/core/regression/linear-model.js'
import { errorRules, sandwich } from '../../../../src/estimation/core/regression/sandwich.js'
import { symmetricEigen } from '../../../../src/numeric/symmetric-eigen.js'
import { generator } from '../../../../src/probability/streams/stream.js'

/** A random regression with clusters of random sizes. */
function draw(seed: number, n: number, k: number, groups: number) {
  const random = generator(seed)
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) for (let a = 0; a < k; a++) x[i * k + a] = a === 0 ? 1 : random.normal()
  const codes = Int32Array.from({ length: n }, (_, i) => (i < groups ? i : random.integer(groups)))
  const y = Float64Array.from({ length: n }, () => random.normal())
  const model = linearModel(x, n, k, y)
  if (!model.ok) throw new Error('collinear by chance')
  return { model, x, codes, y }
}

/** The definition with n × n matrices: M Σ X_gᵀ (I − H_gg)^(−p) e e ᵀ (I − H_gg)^(−p) X_g M. */
function byDefinition({ k, x, residuals, inverse }: LinearModel, codes: Int32Array, groups: number, power: number) {
  const row = (i: number): number[] => Array.from({ length: k }, (_, a) => x[i * k + a]!)
  const times = (v: number[]): number[] =>
    v.map((_, a) => v.reduce((sum, value, b) => sum + inverse[a * k + b]! * value, 0))
  const dot = (u: number[], v: number[]): number => u.reduce((sum, value, a) => sum + value * v[a]!, 0)
  const meat = Array.from({ length: k }, () => new Array<number>(k).fill(0))
  for (let g = 0; g < groups; g++) {
    const rows = Array.from(codes.keys()).filter((i) => codes[i] === g)
    const size = rows.length
    const left = new Float64Array(size * size)
    rows.forEach((i, p) => {
      rows.forEach((j, q) => {
        left[p * size + q] = (p === q ? 1 : 0) - dot(row(i), times(row(j)))
      })
    })
    const { values, vectors } = symmetricEigen(left, size)
    const bent = rows.map((_, p) => {
      let sum = 0
      for (let e = 0; e < size; e++) {
        let along = 0
        rows.forEach((j, q) => {
          along += vectors[e * size + q]! * residuals[j]!
        })
        sum += values[e]! > 1e-9 ? values[e]! ** -power * along * vectors[e * size + p]! : 0
      }
      return sum
    })
    const score = Array.from({ length: k }, (_, a) => rows.reduce((sum, i, p) => sum + row(i)[a]! * bent[p]!, 0))
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) meat[a]![b]! += score[a]! * score[b]!
  }
  return Array.from({ length: k }, (_, a) =>
    Array.from({ length: k }, (_, b) => {
      const unit = (c: number): number[] => times(Array.from({ length: k }, (_, d) => (c === d ? 1 : 0)))
      return dot(
        unit(a),
        meat.map((line) => dot(line, unit(b))),
      )
    }),
  ).flat()
}

describe('sandwich', () => {
  const shapes = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    n: fc.integer({ min: 12, max: 40 }),
    k: fc.integer({ min: 1, max: 4 }),
    groups: fc.integer({ min: 3, max: 8 }),
  })
  const near = (found: ArrayLike<number>, wanted: ArrayLike<number>): void => {
    for (let i = 0; i < wanted.length; i++)
      expect(Math.abs(found[i]! - wanted[i]!)).toBeLessThan(1e-8 * (1 + Math.abs(wanted[i]!)))
  }

  it('CR0, CR2 and CR3 are what their definition with n × n matrices says', () => {
    fc.assert(
      fc.property(shapes, ({ seed, n, k, groups }) => {
        const { model, codes } = draw(seed, n, k, groups)
        const clusters = clustersOf(codes, groups)
        for (const [rule, power] of [
          ['CR0', 0],
          ['CR2', 0.5],
          ['CR3', 1],
        ] as const)
          near(sandwich(model, rule, clusters).covariance, byDefinition(model, codes, groups, power))
      }),
    )
  })

  it('with each row a cluster of its own, CR is HC', () => {
    fc.assert(
      fc.property(shapes, ({ seed, n, k, groups }) => {
        const { model } = draw(seed, n, k, groups)
        for (const j of [0, 1, 2, 3] as const)
          near(sandwich(model, `CR${j}`, singletons(n)).covariance, sandwich(model, `HC${j}`).covariance)
      }),
    )
  })

  it('does not depend on the order of rows or on what clusters are called', () => {
    fc.assert(
      fc.property(shapes, ({ seed, n, k, groups }) => {
        const { x, y, codes, model } = draw(seed, n, k, groups)
        const back = Array.from({ length: n }, (_, i) => n - 1 - i)
        const turned = linearModel(
          Float64Array.from(back.flatMap((i) => [...x.subarray(i * k, i * k + k)])),
          n,
          k,
          Float64Array.from(back, (i) => y[i]!),
        )
        if (!turned.ok) throw new Error('collinear')
        const other = clustersOf(
          Int32Array.from(back, (i) => groups - 1 - codes[i]!),
          groups,
        )
        const direction = Float64Array.from({ length: k }, (_, a) => (a === k - 1 ? 1 : 0))
        for (const rule of errorRules) {
          const [a, b] = [sandwich(model, rule, clustersOf(codes, groups)), sandwich(turned, rule, other)]
          near(a.covariance, b.covariance)
          near([a.degreesOfFreedom(direction)], [b.degreesOfFreedom(direction)])
        }
      }),
    )
  })

  it('HC3 is never below HC2, nor HC2 below HC0', () => {
    fc.assert(
      fc.property(shapes, ({ seed, n, k, groups }) => {
        const { model } = draw(seed, n, k, groups)
        const at = (rule: 'HC0' | 'HC2' | 'HC3'): number => sandwich(model, rule).covariance[0]!
        expect(at('HC2')).toBeGreaterThanOrEqual(at('HC0'))
        expect(at('HC3')).toBeGreaterThanOrEqual(at('HC2'))
      }),
    )
  })

  it("Bell and McCaffrey's degrees of freedom of a mean are rows − 1", () => {
    const y = Float64Array.of(1, 4, 2, 8, 5)
    const model = linearModel(new Float64Array(5).fill(1), 5, 1, y)
    if (!model.ok) throw new Error('collinear')
    expect(sandwich(model, 'HC2').degreesOfFreedom(Float64Array.of(1))).toBeCloseTo(4, 10)
  })
})
