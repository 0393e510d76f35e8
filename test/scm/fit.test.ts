import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  averageTreatmentEffect,
  bernoulli,
  column,
  counterfactual,
  cpt,
  dag,
  deterministic,
  expectation,
  fitScm,
  linear,
  logistic,
  logLikelihood,
  mechanism,
  normal,
  query,
  readBif,
  readNetwork,
  sample,
  scm,
  table,
  toBif,
  toNetwork,
  uniform,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('fitScm', () => {
  it('learns linear mechanisms as least squares does, indicators included', () => {
    const data = table({ X: [0, 1, 2, 3, 4], Y: [1, 3, 2, 5, 4] })
    const m = fitScm(dag('X -> Y'), data)
    // slope 0.8, intercept 1.4, RSS 3.6 by hand
    expect(m.laws[1]).toMatchObject({
      family: 'linear',
      intercept: expect.closeTo(1.4, 10),
      coefficients: [expect.closeTo(0.8, 10)],
    })
    expect((m.laws[1] as unknown as { noise: { parameters: { sd: number } } }).noise.parameters.sd).toBeCloseTo(
      Math.sqrt(3.6 / 3),
      10,
    )
    const groups = table({ G: ['a', 'a', 'b', 'b', 'c', 'c'], Y: [1, 2, 5, 6, 9, 11] })
    expect(expectation(fitScm(dag('G -> Y'), groups), 'Y', { do: { G: 'c' } }).value).toBeCloseTo(10, 1)
  })

  it('learns tables as frequencies, smoothed or not', () => {
    const data = table({ A: ['x', 'x', 'x', 'y'], B: [0, 0, 1, 1] })
    const plain = fitScm(dag('A -> B'), data, { B: 'cpt' })
    expect(expectation(plain, 'B', { do: { A: 'x' } }).value).toBeCloseTo(1 / 3, 12)
    const smooth = fitScm(dag('A -> B'), data, { B: 'cpt' }, { response: 'quantile', smoothing: 1 })
    expect(expectation(smooth, 'B', { do: { A: 'x' } }).value).toBeCloseTo(2 / 5, 12)
    expect(query(counterfactual(smooth, { given: { A: 'y', B: 0 }, do: { A: 'x' } }), ['B']).method).toBe('discrete')
  })

  it('names the combination of parents that no row has', () => {
    const data = table({ A: ['x', 'x', 'y', 'y'], G: [1, 2, 1, 1], B: ['p', 'q', 'p', 'q'] })
    const error = expectCausalError(() => fitScm(dag('A -> B <- G'), data, { G: 'cpt' }), 'fitScm', 'invalid-data')
    expect(error.message).toContain('"B" is categorical with a numeric parent')
    const unseen = expectCausalError(
      () => fitScm(dag('A -> B <- G'), data, { G: 'cpt', B: 'cpt' }),
      'fitScm',
      'zero-support',
    )
    expect(unseen.message).toContain('no row of the data has A = "y", G = 2')
    expect(unseen.details).toEqual({ variable: 'B', combination: { A: 'y', G: 2 }, missing: 1 })
    const smoothed = fitScm(dag('A -> B <- G'), data, { G: 'cpt', B: 'cpt' }, { smoothing: 1 })
    expect(query(smoothed, ['B'], { do: { A: 'y', G: 2 } })).toMatchObject({ values: Float64Array.of(0.5, 0.5) })
  })

  it('learns logistic weights, smooth functions and residuals', () => {
    const truth = scm({
      X: normal(0, 1),
      B: logistic({ X: 2 }, { intercept: -1 }),
      S: mechanism(['X'], normal(0, 0.1), ({ X }: { X: number }, u) => Math.sin(2 * X) + u),
      E: linear({ X: 1 }, uniform(-1, 1)),
    })
    const data = sample(truth, 4000, { seed: 1 })
    const m = fitScm(dag('X -> B; X -> S; X -> E'), data, { B: 'logistic', S: 'additive', E: 'empirical' })
    expect(expectation(m, 'B', { do: { X: 1 } }).value).toBeCloseTo(1 / (1 + Math.exp(-1)), 1)
    expect(Math.abs(expectation(m, 'S', { do: { X: 0.7 } }).value! - Math.sin(1.4))).toBeLessThan(0.05)
    expect(Math.abs(expectation(m, 'S', { do: { X: -1 } }).value! - Math.sin(-2))).toBeLessThan(0.05)
    const e = column(sample(m, 5000, { seed: 2 }), 'E')
    const x = column(sample(m, 5000, { seed: 2 }), 'X')
    expect(Math.max(...e.map((v, i) => Math.abs(v - x[i]!)))).toBeLessThan(1.3)
  })

  it('refuses what cannot be learnt', () => {
    const data = table({ X: [1, 2, 3, 4], Z: [2, 4, 6, 8], Y: [1, 3, 2, 4], C: ['a', 'b', 'a', 'b'], K: [1, 1, 1, 1] })
    expectCausalError(() => fitScm(dag('X -> Y; Z -> Y'), data), 'fitScm', 'collinear')
    expectCausalError(() => fitScm(dag('K -> Y'), data), 'fitScm', 'constant-column')
    expectCausalError(() => fitScm(dag('X -> C'), data), 'fitScm', 'invalid-data')
    expectCausalError(() => fitScm(dag('X -> Y'), data, { Y: 'logistic' }), 'fitScm', 'invalid-data')
    expectCausalError(() => fitScm(dag('X -> Y'), data, { Y: 'forest' as 'linear' }), 'fitScm', 'invalid-argument')
    expectCausalError(() => fitScm(dag('X -> Q') as never, data), 'fitScm', 'unknown-name')
    expectCausalError(() => fitScm(dag('X -> Y'), table({ X: [1, Number.NaN], Y: [1, 2] })), 'fitScm', 'missing-values')
    expectCausalError(() => fitScm(dag('X -> Y'), table({ X: [1, 2], Y: [1, 2] })), 'fitScm', 'too-few-rows')
    expectCausalError(() => fitScm(dag('X -> Z'), data), 'fitScm', 'collinear')
    expectCausalError(
      () => fitScm(dag({ nodes: ['X', 'Y'], directed: [['X', 'Y']], latents: ['X'] }), data),
      'fitScm',
      'latent',
    )
    const parted = table({ X: [1, 2, 3, 4, 5, 6], B: [0, 0, 0, 1, 1, 1] })
    expectCausalError(() => fitScm(dag('X -> B'), parted, { B: 'logistic' }), 'fitScm', 'invalid-data')
    expectCausalError(() => fitScm(dag('C -> Y'), data, { Y: 'cpt' }, { smoothing: -1 }), 'fitScm', 'invalid-argument')
  })
})

describe('logLikelihood', () => {
  it('is the sum of the densities of all rows', () => {
    const m = scm({
      X: bernoulli(0.25),
      C: cpt(['X'], { 0: { a: 0.5, b: 0.5 }, 1: { a: 0.1, b: 0.9 } }),
      Y: linear({ X: 2 }, normal(1, 2)),
    })
    const data = table({ X: [0, 1], C: ['a', 'b'], Y: [0, 5] })
    const density = (y: number, mean: number) => -Math.log(2) - 0.5 * Math.log(2 * Math.PI) - ((y - mean) / 2) ** 2 / 2
    expect(logLikelihood(m, data as never)).toBeCloseTo(
      Math.log(0.75 * 0.5) + density(0, 1) + Math.log(0.25 * 0.9) + density(5, 3),
      10,
    )
    const d = scm({ X: bernoulli(0.5), Y: deterministic(['X'], ({ X }: { X: number }) => X) })
    expect(logLikelihood(d, table({ X: [1], Y: [0] }))).toBe(Number.NEGATIVE_INFINITY)
  })

  it('is larger for the fitted model than for any other of the family', () => {
    const truth = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
    const data = sample(truth, 500, { seed: 3 })
    const best = logLikelihood(fitScm(dag('X -> Y'), data), data)
    for (const slope of [1.5, 1.9, 2.1, 2.5]) {
      expect(logLikelihood(scm({ X: normal(0, 1), Y: linear({ X: slope }, normal(0, 1)) }), data)).toBeLessThan(best)
    }
  })
})

describe('networks', () => {
  const model = scm({
    'a b': cpt([], { '2': 0.25, yes: 0.75 }),
    constructor: cpt(['a b'], { '2': { x: 0.1, y: 0.2, z: 0.7 }, yes: { x: 1 / 3, y: 1 / 3, z: 1 / 3 } }),
    D: cpt(['constructor', 'a b'], {
      x: { '2': { p: 0.5, q: 0.5 }, yes: { p: 0.1, q: 0.9 } },
      y: { '2': { p: 0, q: 1 }, yes: { p: 1, q: 0 } },
      z: { '2': { p: 0.3, q: 0.7 }, yes: { p: 0.4, q: 0.6 } },
    }),
  })

  it('come back from BIF and from JSON as they were', () => {
    for (const again of [readBif(toBif(model)), readNetwork(JSON.parse(JSON.stringify(toNetwork(model))))]) {
      expect(toNetwork(again)).toEqual(toNetwork(model))
      const [a, b] = [
        query(again, ['a b'], { given: { D: 'p' } as never }),
        query(model, ['a b'], { given: { D: 'p' } as never }),
      ]
      if (a.method !== 'discrete' || b.method !== 'discrete') throw new Error(a.method)
      for (const [s, p] of b.values.entries()) expect(a.values[s]).toBeCloseTo(p, 14)
    }
  })

  it('any random table survives the journey', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }), ([a, b, c, d]) => {
        const m = scm({
          X: cpt([], { u: a! / (a! + b!), v: b! / (a! + b!) }),
          Y: cpt(['X'], { u: { s: c! / 10, t: 1 - c! / 10 }, v: { s: d! / 10, t: 1 - d! / 10 } }),
        })
        expect(toNetwork(readBif(toBif(m)))).toEqual(toNetwork(m))
      }),
      { numRuns: 30 },
    )
  })

  it('BIF: tables with parents, defaults, properties and comments', () => {
    const m = readBif(`
      // a comment
      network "a net" { property version 1; }
      variable A { type discrete [2] { t, f }; property position = (1, 2); }
      variable B { type discrete [2] { t, f }; }
      variable C { type discrete [2] { t, f }; }
      probability ( A ) { table 0.1, 0.9; }
      probability ( B | A ) { table 0.2, 0.3, 0.8, 0.7; } /* the child runs slowest */
      probability ( C | A B ) { default 0.5, 0.5; (t, f) 1.0 0.0; }`)
    const at = (name: 'B' | 'C', act: Record<string, string>) => {
      const answer = query(m, [name], { do: act })
      return answer.method === 'discrete' ? answer.values[0] : Number.NaN
    }
    expect([
      at('B', { A: 't' }),
      at('B', { A: 'f' }),
      at('C', { A: 't', B: 'f' }),
      at('C', { A: 'f', B: 'f' }),
    ]).toEqual([0.2, 0.3, 1, 0.5])
  })

  it('BIF: says where it cannot be read', () => {
    const error = expectCausalError(() => readBif('network a { }\nvariable B { type continuous; }'), 'readBif', 'parse')
    expect(error.details).toMatchObject({ line: 2 })
    expectCausalError(() => readBif('variable A { type discrete [3] { a, b }; }'), 'readBif', 'parse')
    expectCausalError(() => readBif('variable A { type discrete [2] { a, b };'), 'readBif', 'parse')
    expectCausalError(
      () => readBif('variable A { type discrete [2] { a, b }; } probability ( A ) { table 0.5, x; }'),
      'readBif',
      'parse',
    )
    expectCausalError(
      () => readBif('variable A { type discrete [2] { a, b }; } probability ( A ) { table 0.5, 0.6; }'),
      'readBif',
      'not-probability',
    )
    expectCausalError(
      () => readBif('variable A { type discrete [2] { a, b }; } probability ( Q ) { table 0.5, 0.5; }'),
      'readBif',
      'unknown-name',
    )
    expectCausalError(() => readBif('variable A { type discrete [2] { a, b }; }'), 'readBif', 'invalid-argument')
    expectCausalError(() => readNetwork({} as never), 'readNetwork', 'invalid-argument')
    expectCausalError(() => toBif(scm({ X: normal(0, 1) })), 'toBif', 'not-supported')
    expect(
      averageTreatmentEffect(scm({ X: bernoulli(0.5), Y: linear({ X: 1 }, null) }), { treatment: 'X', outcome: 'Y' })
        .value,
    ).toBe(1)
  })
})
