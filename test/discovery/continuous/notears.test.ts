import { describe, expect, it } from 'vitest'
import { acyclicity } from '../../../src/discovery/continuous/acyclicity.js'
import { orthantWise } from '../../../src/discovery/continuous/orthant-wise.js'
import {
  bicScore,
  column,
  cpdagOf,
  dag,
  exactSearch,
  knowledge,
  moments,
  notears,
  simulateDag,
  simulateLinear,
  structuralHammingDistance,
  table,
  varsortability,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const graph = simulateDag(8, { degree: 2, seed: 4 })
const { data } = simulateLinear(graph, 1000, { seed: 4 })
const standard = (values: Float64Array): Float64Array => {
  const n = values.length
  const mean = values.reduce((a, b) => a + b, 0) / n
  const size = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / n)
  return values.map((v) => (v - mean) / size)
}
const edgesOf = (g: { edges: readonly { from: string; to: string }[] }): string[] =>
  g.edges.map((e) => e.from + e.to).sort()

describe('notears', () => {
  it('by default minimises in standard deviations: units change nothing', () => {
    const found = notears(data)
    const scaled = table(
      Object.fromEntries(data.columns.map((name, i) => [name, column(data, name).map((v) => v * 10 ** (i - 4) + i)])),
    )
    const other = notears(scaled as typeof data)
    expect(edgesOf(other.graph)).toEqual(edgesOf(found.graph))
    for (const [k, w] of found.weights.entries()) expect(other.weights[k]).toBeCloseTo(w, 4)
    expect(found.converged).toBe(true)
    expect(found.acyclicity).toBeLessThan(1e-8)
    expect(found.warnings.join()).toMatch(/decided by shrinkage/)
    expect(notears(moments(data)).graph).toEqual(found.graph)
  })
  it('as given comes near the truth where variances rise along the order, and says that units decide', () => {
    const found = notears(data, { scale: 'as given' })
    expect(varsortability(graph, data)!).toBeGreaterThan(0.9)
    expect(structuralHammingDistance(found.graph, graph)).toBeLessThanOrEqual(3)
    expect(found.warnings.join()).toMatch(/in the units of the table/)
    // the same rows standardised: what gave the order away is gone
    const flat = table(
      Object.fromEntries(data.columns.map((name) => [name, standard(column(data, name))])),
    ) as typeof data
    expect(varsortability(graph, flat)).toBe(0.5)
    expect(edgesOf(notears(flat, { scale: 'as given', penalty: 0.1 }).graph)).toEqual(edgesOf(notears(data).graph))
    // a search by score does not care
    const truth = cpdagOf(graph)
    expect(structuralHammingDistance(cpdagOf(exactSearch(bicScore(flat)).graph), truth)).toBeLessThanOrEqual(
      structuralHammingDistance(cpdagOf(notears(flat).graph), truth),
    )
  })
  it('obeys knowledge', () => {
    const [a, b, c] = graph.nodes as readonly string[]
    const known = knowledge({ required: [[a!, b!]], forbidden: [[b!, c!]], tiers: [[c!], [a!]] })
    const found = notears(data, { knowledge: known as never })
    expect(edgesOf(found.graph)).toContain(`${a}${b}`)
    expect(edgesOf(found.graph)).not.toContain(`${b}${c}`)
    expect(edgesOf(found.graph)).not.toContain(`${a}${c}`)
  })
  it('refuses a circle, and prices that are none', () => {
    expectCausalError(() => notears(data, { penalty: 0, threshold: 0 }), 'notears', 'cycle')
    expectCausalError(() => notears(data, { penalty: -1 }), 'notears', 'invalid-argument')
    expectCausalError(() => notears(data, { scale: 'log' as never }), 'notears', 'invalid-argument')
  })
})

describe('the measure of circles', () => {
  it('is 0 for a DAG, and has the gradient that differences give', () => {
    const w = Float64Array.from([0, 0.5, 0, 0, 0, -1.2, 0, 0, 0])
    expect(acyclicity(w, 3, new Float64Array(9))).toBeCloseTo(0, 12)
    w[6] = 0.7
    const gradient = new Float64Array(9)
    expect(acyclicity(w, 3, gradient)).toBeGreaterThan(0.05)
    for (let k = 0; k < 9; k++) {
      const [up, down] = [1e-6, -1e-6].map((step) => {
        const moved = w.slice()
        moved[k]! += step
        return acyclicity(moved, 3, new Float64Array(9))
      })
      expect(gradient[k]).toBeCloseTo((up! - down!) / 2e-6, 6)
    }
  })
})

describe('orthantWise', () => {
  it('solves the lasso with one coordinate exactly, and drops the other', () => {
    // ½ (x − 3)² + ½ (y − 0.4)² + |x| + |y|
    const found = orthantWise(
      new Float64Array(2),
      (x, g) => {
        g[0] = x[0]! - 3
        g[1] = x[1]! - 0.4
        return 0.5 * g[0] ** 2 + 0.5 * g[1] ** 2
      },
      Float64Array.from([1, 1]),
      { maxSteps: 100, tolerance: 1e-10 },
    )
    expect(found.x[0]).toBeCloseTo(2, 8)
    expect(found.x[1]).toBe(0)
    expect(found.converged).toBe(true)
  })
})

describe('varsortability', () => {
  it('counts paths along which the variance rises', () => {
    const chain = dag('A -> B -> C')
    const of = (...variances: number[]) => {
      const covariance = new Float64Array(9)
      for (const [i, v] of variances.entries()) covariance[i * 4] = v
      return { names: ['A', 'B', 'C'] as const, count: 10, mean: new Float64Array(3), covariance }
    }
    expect(varsortability(chain, of(1, 2, 3))).toBe(1)
    expect(varsortability(chain, of(3, 2, 1))).toBe(0)
    expect(varsortability(chain, of(1, 3, 2))).toBeCloseTo(2 / 3, 12)
    expect(varsortability(chain, of(1, 1, 1))).toBe(0.5)
    expect(varsortability(dag('A; B; C'), of(1, 2, 3))).toBe(null)
  })
})
