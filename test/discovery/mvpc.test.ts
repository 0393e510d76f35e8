import { describe, expect, it } from 'vitest'
import {
  cpdagOf,
  dag,
  fisherZ,
  missingDataDeletion,
  mvpc,
  pc,
  simulateDag,
  simulateLinear,
  structuralHammingDistance,
  table,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'

/** X and Y independent; Z is missing more where X + Y is large, and W follows Z. */
function selected(seed: number, n: number) {
  const random = generator(`mvpc ${seed}`)
  const normal = () => Float64Array.from({ length: n }, () => random.normal())
  const [X, Y, e, f] = [normal(), normal(), normal(), normal()]
  const U = X.map((v, i) => v + Y[i]! + 0.5 * e[i]!)
  const Z = normal().map((v, i) => (random.uniform() < 1 / (1 + Math.exp(-2.5 * U[i]!)) ? Number.NaN : v))
  const V = X.map((v, i) => v + f[i]!)
  return table({ X, Y, U, Z, V })
}

describe('mvpc', () => {
  it('finds the causes of missingness', () => {
    let right = 0
    for (let seed = 0; seed < 10; seed++) {
      const { missingness } = mvpc(selected(seed, 1000), { alpha: 0.01 })
      expect(missingness.map(({ column }) => column)).toEqual(['Z'])
      expect(missingness[0]!.share).toBeGreaterThan(0.3)
      if (missingness[0]!.causes.join() === 'U') right++
    }
    expect(right).toBeGreaterThan(7)
  })

  it('does not take selection for dependence, as deletion does', () => {
    // A and B are independent causes of C, and A is missing where C is large: among the rows seen A and B look dependent
    let corrected = 0
    let deleted = 0
    let right = 0
    for (let seed = 0; seed < 25; seed++) {
      const random = generator(`selected ${seed}`)
      const n = 1500
      const normal = () => Float64Array.from({ length: n }, () => random.normal())
      const [A, B, e] = [normal(), normal(), normal()]
      const C = A.map((v, i) => v + B[i]! + 0.7 * e[i]!)
      const seen = A.map((v, i) => (random.uniform() < 1 / (1 + Math.exp(-1.5 * C[i]!)) ? Number.NaN : v))
      const data = table({ A: seen, B, C })
      const joined = (graph: { readonly edges: readonly { readonly from: string; readonly to: string }[] }) =>
        graph.edges.some(({ from, to }) => from !== 'C' && to !== 'C')
      const found = mvpc(data, { alpha: 0.01 })
      if (joined(found.graph)) corrected++
      if (found.missingness[0]!.causes.join() === 'C') right++
      if (joined(pc(missingDataDeletion(data, fisherZ as never), { alpha: 0.01 }).graph)) deleted++
    }
    expect(right).toBeGreaterThan(20)
    expect(deleted).toBeGreaterThan(20)
    expect(corrected).toBeLessThan(4)
  })

  it('is pc where nothing is missing', () => {
    const { data } = simulateLinear(simulateDag(7, { seed: 3 }), 500, { seed: 4 })
    const found = mvpc(data, { alpha: 0.01 })
    expect(found.graph).toEqual(pc(fisherZ(data), { alpha: 0.01 }).graph)
    expect(found.missingness).toEqual([])
    expect(found.corrected).toBe(0)
  })

  it('finds the class with values missing completely at random', () => {
    const truth = dag('A -> C <- B; C -> D')
    const { data } = simulateLinear(truth, 4000, { seed: 8 })
    const random = generator('holes')
    const holes = table(
      Object.fromEntries(
        data.columns.map((name, i) => [
          name,
          (data.data[i] as Float64Array).map((v) => (random.uniform() < 0.1 ? Number.NaN : v)),
        ]),
      ),
    )
    const found = mvpc(holes, { alpha: 0.001 })
    expect(structuralHammingDistance(found.graph as never, cpdagOf(truth) as never)).toBe(0)
    expect(found.missingness.every(({ causes }) => causes.length === 0)).toBe(true)
  })

  it('refuses categories, a column that is never observed, and a bad alpha', () => {
    expectCausalError(() => mvpc(table({ x: ['a', 'b'], y: [1, 2] })), 'mvpc', 'invalid-data')
    expectCausalError(() => mvpc(table({ x: [null, null], y: [1, 2] })), 'mvpc', 'invalid-data')
    expectCausalError(() => mvpc(table({ x: [1, 2], y: [1, 2] }), { alpha: 0 }), 'mvpc', 'invalid-argument')
  })
})
