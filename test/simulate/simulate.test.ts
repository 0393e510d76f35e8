import { describe, expect, it } from 'vitest'
import { column, dag, isAcyclic, moments, simulateDag, simulateLinear, simulateNonlinear } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

describe('simulateDag', () => {
  it('makes acyclic graphs of the degree asked for, the same from the same seed', () => {
    const graph = simulateDag(200, { degree: 4, seed: 'a' })
    expect(isAcyclic(graph)).toBe(true)
    // 400 expected, standard deviation 20
    expect(Math.abs(graph.edges.length - 400)).toBeLessThan(100)
    expect(simulateDag(200, { degree: 4, seed: 'a' })).toEqual(graph)
    expect(simulateDag(200, { degree: 4, seed: 'b' })).not.toEqual(graph)
  })
  it('takes names of any form, no node, and a degree above all others', () => {
    expect(simulateDag(oddNames).nodes).toEqual(oddNames)
    expect(simulateDag(0).nodes).toEqual([])
    expect(simulateDag(4, { degree: 99 }).edges).toHaveLength(6)
  })
  it('refuses what is no number', () => {
    expectCausalError(() => simulateDag(1.5), 'simulateDag', 'invalid-argument')
    expectCausalError(() => simulateDag(3, { degree: Number.NaN }), 'simulateDag', 'invalid-argument')
    expectCausalError(() => simulateDag(['A', 'A']), 'simulateDag', 'duplicate-name')
  })
})

describe('simulateLinear', () => {
  const graph = dag('A -> B -> C; A -> C; D')
  it('follows its own equations', () => {
    const { data, coefficients } = simulateLinear(graph, 50_000, { seed: 3 })
    const { covariance, mean } = moments(data)
    const weight = (from: string, to: string): number =>
      coefficients.find((edge) => edge.from === from && edge.to === to)!.coefficient
    const ab = weight('A', 'B')
    const b = data.columns.indexOf('B')
    expect(mean[b]).toBeCloseTo(0, 1)
    expect(covariance[0]).toBeCloseTo(1, 1)
    expect(covariance[b]! / covariance[0]!).toBeCloseTo(ab, 1)
    expect(covariance[b * 4 + b]! / (1 + ab * ab)).toBeCloseTo(1, 1)
  })
  it('gives each noise mean 0 and variance 1', () => {
    for (const noise of ['normal', 'uniform', 'laplace', 'exponential'] as const) {
      const { data } = simulateLinear(dag('A'), 100_000, { noise, seed: 5 })
      const { mean, covariance } = moments(data)
      expect(Math.abs(mean[0]!), noise).toBeLessThan(0.02)
      expect(Math.abs(covariance[0]! - 1), noise).toBeLessThan(0.05)
    }
  })
  it('reorders its columns with the nodes, and leaves latent nodes out', () => {
    const one = simulateLinear(graph, 20, { seed: 1 }).data
    const other = simulateLinear(dag('D; C; B; A; A -> B -> C; A -> C'), 20, { seed: 1 }).data
    for (const name of one.columns) expect(column(other, name)).toEqual(column(one, name))
    const hidden = dag({ nodes: ['U', 'A'], directed: [['U', 'A']], latents: ['U'] })
    expect(simulateLinear(hidden, 5).data.columns).toEqual(['A'])
    expect(simulateNonlinear(hidden, 5).columns).toEqual(['A'])
  })
  it('refuses bad settings', () => {
    expectCausalError(() => simulateLinear(graph, 0), 'simulateLinear', 'invalid-argument')
    expectCausalError(() => simulateLinear(graph, 5, { noise: 'pink' as never }), 'simulateLinear', 'invalid-argument')
    expectCausalError(() => simulateLinear(graph, 5, { coefficients: [2, 1] }), 'simulateLinear', 'invalid-argument')
  })
})

describe('simulateNonlinear', () => {
  it('scales the function of the parents to variance 1 and adds noise', () => {
    const data = simulateNonlinear(dag('A -> B'), 20_000, { seed: 2, noiseScale: 0.5 })
    const { covariance } = moments(data)
    expect(covariance[3]).toBeCloseTo(1.25, 1)
    const exact = moments(simulateNonlinear(dag('A -> B'), 1000, { noiseScale: 0 }))
    expect((exact.covariance[3]! * 999) / 1000).toBeCloseTo(1, 10)
  })
  it('reorders its columns with the nodes, the same from the same seed', () => {
    const one = simulateNonlinear(dag('A -> C <- B'), 20, { seed: 1 })
    const other = simulateNonlinear(dag('C; B; A; A -> C <- B'), 20, { seed: 1 })
    for (const name of one.columns) expect(column(other, name)).toEqual(column(one, name))
  })
  it('refuses bad settings', () => {
    expectCausalError(() => simulateNonlinear(dag('A'), -1), 'simulateNonlinear', 'invalid-argument')
    expectCausalError(() => simulateNonlinear(dag('A'), 5, { noiseScale: -1 }), 'simulateNonlinear', 'invalid-argument')
  })
})
