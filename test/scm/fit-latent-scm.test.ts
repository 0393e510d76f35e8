import { describe, expect, it } from 'vitest'
import {
  bernoulli,
  categorical,
  cpt,
  dag,
  fitLatentScm,
  fitScm,
  latent,
  logLikelihood,
  query,
  sample,
  scm,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const truth = scm({
  U: latent(bernoulli(0.4)),
  A: cpt(['U'], { 0: { a: 0.8, b: 0.1, c: 0.1 }, 1: { a: 0.1, b: 0.2, c: 0.7 } }),
  B: cpt(['U'], { 0: 0.2, 1: 0.9 }),
  C: cpt(['U', 'B'], { 0: { 0: 0.3, 1: 0.5 }, 1: { 0: 0.7, 1: 0.9 } }),
})
const graph = dag({
  nodes: ['U', 'A', 'B', 'C'],
  directed: [
    ['U', 'A'],
    ['U', 'B'],
    ['U', 'C'],
    ['B', 'C'],
  ],
  latents: ['U'],
})
const rows = sample(truth, 2000, { seed: 1 })

describe('fitLatentScm', () => {
  const fit = fitLatentScm(graph, rows, { states: { U: 2 }, starts: 6, tolerance: 1e-8 })

  it('reports the likelihood of its model, which an independent sum over the joint confirms', () => {
    const joint = query(fit.model, ['A', 'B', 'C'])
    if (joint.method !== 'discrete') throw new Error(joint.method)
    const [a, b, c] = rows.data.map((column) => (column instanceof Float64Array ? column : column.codes))
    let sum = 0
    for (let i = 0; i < rows.rowCount; i++) sum += Math.log(joint.values[a![i]! * 4 + b![i]! * 2 + c![i]!]!)
    expect(fit.logLikelihood).toBeCloseTo(sum, 6)
    expect(fit.model.latents).toEqual(['U'])
    expect(fit.n).toBe(2000)
    // 1 + 2 × 2 + 2 + 4
    expect(fit.parameters).toBe(11)
    expect(fit.bic).toBeCloseTo(fit.logLikelihood - 5.5 * Math.log(2000), 6)
  })

  it('fits at least as well as the truth, and as any model without the latent node', () => {
    const law = query(truth, ['A', 'B', 'C'])
    if (law.method !== 'discrete') throw new Error(law.method)
    const [a, b, c] = rows.data.map((column) => (column instanceof Float64Array ? column : column.codes))
    let sum = 0
    for (let i = 0; i < rows.rowCount; i++) sum += Math.log(law.values[a![i]! * 4 + b![i]! * 2 + c![i]!]!)
    expect(fit.logLikelihood).toBeGreaterThan(sum)
    const apart = fitScm(dag('A; B -> C'), rows, { A: 'cpt', B: 'cpt', C: 'cpt' })
    expect(fit.logLikelihood).toBeGreaterThan(logLikelihood(apart, rows))
    expect(fit.starts).toHaveLength(6)
    for (const [k, { logLikelihood: value }] of fit.starts.entries())
      if (k > 0) expect(value).toBeLessThanOrEqual(fit.starts[k - 1]!.logLikelihood)
  })

  it('without latent nodes is the plain frequencies, in one start', () => {
    const plain = fitLatentScm(dag('B -> C'), rows, { states: {} })
    const counted = fitScm(dag('B -> C'), rows, { B: 'cpt', C: 'cpt' })
    expect(plain.starts).toHaveLength(1)
    expect(plain.logLikelihood).toBeCloseTo(logLikelihood(counted, rows), 8)
    expect(plain.warnings.join()).toContain('does not name the columns "A"')
  })

  it('says where a run has not converged, and where one start stands alone', () => {
    const short = fitLatentScm(graph, rows, { states: { U: 3 }, starts: 5, maxIterations: 3 })
    expect(short.converged).toBe(false)
    expect(short.warnings.join()).toContain('had not converged after 3 iterations')
    expect(short.agreeing).toBe(1)
    expect(short.warnings.join()).toContain('local optima')
    expect(fitLatentScm(graph, rows, { states: { U: 2 }, starts: 2, maxIterations: 5, seed: 3 })).toEqual(
      fitLatentScm(graph, rows, { states: { U: 2 }, starts: 2, maxIterations: 5, seed: 3 }),
    )
  })

  it('refuses what it cannot learn', () => {
    const call = (options: object, g: unknown = graph, t: unknown = rows) =>
      fitLatentScm(g as typeof graph, t as typeof rows, options as never)
    expectCausalError(() => call({ states: {} }), 'fitLatentScm', 'invalid-argument')
    expectCausalError(() => call({ states: { U: 1 } }), 'fitLatentScm', 'invalid-argument')
    expectCausalError(() => call({ states: { U: 2, A: 2 } }), 'fitLatentScm', 'invalid-argument')
    expectCausalError(() => call({ states: { Q: 2 } }), 'fitLatentScm', 'unknown-name')
    const shown = sample(truth, 20, { latents: true })
    expectCausalError(() => call({ states: { U: 2 } }, graph, shown), 'fitLatentScm', 'latent')
    const gap = table({ A: ['a', null], B: [0, 1], C: [0, 1] })
    expectCausalError(() => call({ states: { U: 2 } }, graph, gap), 'fitLatentScm', 'missing-values')
    expectCausalError(() => call({ states: { U: 2 }, starts: 0 }), 'fitLatentScm', 'invalid-argument')
    expect(categorical({ a: 1 }).family).toBe('finite')
  })
})
