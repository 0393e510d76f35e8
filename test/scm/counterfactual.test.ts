import { describe, expect, it } from 'vitest'
import {
  abduct,
  additive,
  averageTreatmentEffect,
  bernoulli,
  categorical,
  categoricalLogit,
  column,
  counterfactual,
  counterfactualProbability,
  counterfactualRows,
  cpt,
  dag,
  deterministic,
  discrete,
  discreteScm,
  dSeparated,
  effectOfTreatmentOnTreated,
  expectation,
  exponential,
  graphOf,
  intervene,
  latent,
  linear,
  locationScale,
  logistic,
  mechanism,
  naturalIndirectEffect,
  noiseOf,
  normal,
  parallelWorlds,
  probabilityOfNecessity,
  probabilityOfNecessityAndSufficiency,
  query,
  queryTerms,
  sample,
  scm,
  shift,
  table,
  twinNetwork,
  uniform,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length

describe('counterfactual', () => {
  it('of a linear unit is exact, and of partial evidence the normal posterior', () => {
    const m = scm({
      U: latent(normal(0, 1)),
      X: linear({ U: 1 }, normal(0, 1)),
      Y: linear({ X: 2, U: 3 }, normal(0, 1)),
    })
    const cf = counterfactual(m, { given: { X: 1, Y: 4 }, do: { X: 0 } })
    // E[U, e_Y | X, Y] by hand: X = U + e1, Y − 2 X = 3 U + e2, so U | X, Y has precision 1 + 1 + 9 and mean (1 + 3 · 2) / 11
    expect(expectation(cf, 'Y').value).toBeCloseTo(2, 12)
    expect(expectation(cf, 'U').value).toBeCloseTo(7 / 11, 12)
    const answer = query(cf, ['Y', 'U'])
    if (answer.method !== 'gaussian') throw new Error(answer.method)
    expect(Array.from(answer.covariance, (v) => Math.round(v * 1e9) / 1e9)).toEqual([
      0,
      0,
      0,
      Math.round(1e9 / 11) / 1e9,
    ])
  })

  it('of an invertible unit is exact', () => {
    const m = scm({
      X: uniform(-3, 3),
      Y: locationScale(
        ['X'],
        ({ X }: { X: number }) => X ** 2,
        ({ X }: { X: number }) => 1 + Math.abs(X),
        exponential(1),
      ),
      Z: additive(['Y'], ({ Y }: { Y: number }) => Math.sin(Y), normal(0, 1)),
    })
    const unit = { X: 1, Y: 4, Z: 2 }
    expect(noiseOf(m, unit).Y).toBeCloseTo(1.5, 12)
    const answer = query(counterfactual(m, { given: unit, do: { X: 2 } }), ['Y', 'Z'])
    if (answer.method !== 'unit') throw new Error(answer.method)
    expect(answer.values.Y).toBeCloseTo(4 + 3 * 1.5, 12)
    expect(answer.values.Z).toBeCloseTo(2 - Math.sin(4) + Math.sin(8.5), 12)
    // a unit outside the noise's range is impossible
    expect(query(abduct(m, { X: 1, Y: 0.5, Z: 0 }), ['Y', 'Z']).method).toBe('zero-probability')
  })

  it('by weighted draws agrees with the exact posterior', () => {
    // the same model, once in a form that no exact engine reads
    const exact = scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)) })
    const drawn = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => X, normal(0, 1)) })
    const question = { given: { Y: 2 }, do: { X: shift(1) } } as const
    const [a, b] = [
      expectation(counterfactual(exact, question), 'Y'),
      expectation(counterfactual(drawn, question), 'Y'),
    ]
    expect(a.value).toBeCloseTo(3, 12)
    expect(b.method).toBe('samples')
    expect(Math.abs(b.value! - 3)).toBeLessThan(1e-9)
    const x = expectation(abduct(drawn, { Y: 2 }), 'X', { draws: 40_000, seed: 3 })
    expect(Math.abs(x.value! - 1)).toBeLessThan(5 * x.standardError)
    expect(x.effectiveSampleSize).toBeLessThan(40_000)
    const post = query(abduct(drawn, { Y: 2 }), ['X'], { draws: 40_000, seed: 3 })
    if (post.method !== 'samples') throw new Error(post.method)
    // the density of Y = 2 under N(0, 2)
    expect(post.logEvidence).toBeCloseTo(-1 - 0.5 * Math.log(4 * Math.PI), 1)
  })

  it('weighs an inverse by its slope, given or found by differences', () => {
    const link = { apply: Math.exp, invert: Math.log }
    const density = (slope: boolean) => {
      const m = scm({
        X: normal(0, 1),
        Y: mechanism(['X'], normal(0, 1), ({ X }: { X: number }, u) => Math.exp(X + u), {
          invert: (y: number, { X }: { X: number }) => link.invert(y) - X,
        }),
      })
      const answer = query(m, ['X'], { given: { Y: slope ? 1 : 2 }, draws: 40_000 })
      return answer.method === 'samples' ? answer.logEvidence : Number.NaN
    }
    const lognormal = (y: number) => -Math.log(y) - 0.5 * Math.log(4 * Math.PI) - Math.log(y) ** 2 / 4
    expect(density(true)).toBeCloseTo(lognormal(1), 1)
    expect(density(false)).toBeCloseTo(lognormal(2), 1)
  })

  it('says where an inverse is wrong', () => {
    const m = scm({
      X: normal(0, 1),
      Y: mechanism(['X'], normal(0, 1), ({ X }: { X: number }, u) => X + u, { invert: (y) => y }),
    })
    expect(expectCausalError(() => noiseOf(m, { X: 1, Y: 2 }), 'noiseOf', 'not-invertible').details['variable']).toBe(
      'Y',
    )
    expectCausalError(() => query(abduct(m, { X: 1, Y: 2 }), ['Y'], { do: { X: 0 } }), 'query', 'not-invertible')
  })

  it('of impossible evidence is a value that names it', () => {
    const m = discreteScm({
      exogenous: [{ name: 'U', p: [0.5, 0.5] }],
      endogenous: [{ name: 'X', parents: ['U'], table: [0, 0], states: 2 }],
    })
    expect(query(abduct(m, { X: 1 }), ['X'])).toEqual({ method: 'zero-probability', given: { X: 1 } })
    expect(query(m, ['U'], { given: { X: 1 } })).toEqual({ method: 'zero-probability', given: { X: 1 } })
    expect(expectation(abduct(m, { X: 1 }), 'X').value).toBe(null)
    expectCausalError(() => sample(abduct(m, { X: 1 }), 3), 'sample', 'zero-support')
    expect(query(scm({ X: normal(0, 1), Y: linear({ X: 1 }, null) }), ['X'], { given: { X: 1, Y: 2 } }).method).toBe(
      'zero-probability',
    )
    expect(query(scm({ X: normal(0, 1) }), ['X'], { do: { X: 1 }, given: { X: 2 } }).method).toBe('zero-probability')
    expect(query(abduct(abduct(m, { U: 0 }), { U: 1 }), ['X']).method).toBe('zero-probability')
  })

  it('refuses a table whose response is not stated, in any form', () => {
    const m = scm({ X: bernoulli(0.5), Y: cpt(['X'], { 0: 0.2, 1: 0.6 }) })
    expectCausalError(() => abduct(m as never, { X: 1 }), 'abduct', 'not-supported')
    expectCausalError(
      () =>
        queryTerms(m, [
          { variable: 'Y', do: { X: 0 } },
          { variable: 'Y', do: { X: 1 } },
        ]),
      'queryTerms',
      'not-supported',
    )
    expectCausalError(
      () => probabilityOfNecessity(m, { treatment: 'X', outcome: 'Y' }),
      'probabilityOfNecessity',
      'not-supported',
    )
    expectCausalError(() => parallelWorlds(m as never, { a: {} }), 'parallelWorlds', 'not-supported')
    // what is the same however the noise works is answered
    expect(averageTreatmentEffect(m, { treatment: 'X', outcome: 'Y' }).value).toBeCloseTo(0.4, 12)
    expect(
      counterfactualProbability(m, [{ variable: 'Y', value: 1, do: { X: 1 } }], {
        given: [{ variable: 'X', value: 0 }],
      }).value,
    ).toBeCloseTo(0.6, 12)
  })
})

describe('an exogenous variable that is seen', () => {
  it('leaves a linear model exact, whatever its distribution', () => {
    const m = scm({ X: bernoulli(0.25), U: latent(normal(0, 1)), Y: linear({ X: 2, U: 1 }, normal(0, 1)) })
    const seen = query(m, ['Y', 'U'], { given: { X: 1, Y: 4 } })
    if (seen.method !== 'gaussian') throw new Error(seen.method)
    expect(Array.from(seen.mean)).toEqual([4, expect.closeTo(1, 12)])
    // P(X = 1) times the density of Y = 4 under N(2, 2)
    expect(seen.logDensity).toBeCloseTo(Math.log(0.25) - 0.5 * Math.log(4 * Math.PI) - 1, 12)
    expect(effectOfTreatmentOnTreated(m, { treatment: 'X', outcome: 'Y' })).toMatchObject({
      method: 'gaussian',
      value: expect.closeTo(2, 12),
    })
    const never = scm({ X: discrete([0, 1], [1, 0]), Y: linear({ X: 2 }, normal(0, 1)) })
    expect(query(never, ['Y'], { given: { X: 1 } }).method).toBe('zero-probability')
  })
})

describe('responses', () => {
  const rows = { 0: { a: 0.5, b: 0.3, c: 0.2 }, 1: { a: 0.1, b: 0.3, c: 0.6 } } as const

  it('quantile: the same uniform number, states in order', () => {
    const m = scm({ X: bernoulli(0.5), Y: cpt(['X'], rows, { response: 'quantile' }) })
    const both = queryTerms(m, [
      { variable: 'Y', do: { X: 0 } },
      { variable: 'Y', do: { X: 1 } },
    ])
    if (both.method !== 'discrete') throw new Error(both.method)
    expect(Array.from(both.values, (p) => Math.round(p * 1e12) / 1e12)).toEqual([0.1, 0.3, 0.1, 0, 0, 0.3, 0, 0, 0.2])
  })

  it('gumbel-max: keeps its marginals, and is stable', () => {
    const m = scm({ X: bernoulli(0.5), Y: cpt(['X'], rows, { response: 'gumbel-max' }) })
    const both = queryTerms(
      m,
      [
        { variable: 'Y', do: { X: 0 } },
        { variable: 'Y', do: { X: 1 } },
      ],
      { draws: 40_000, seed: 2 },
    )
    if (both.method !== 'samples') throw new Error(both.method)
    const [before, after] = both.table.data as unknown as { codes: Int32Array }[]
    const share = (test: (a: number, b: number) => boolean) =>
      mean(before!.codes.map((a, i) => (test(a, after!.codes[i]!) ? 1 : 0)))
    expect(share((a) => a === 0)).toBeCloseTo(0.5, 1)
    expect(share((_, b) => b === 2)).toBeCloseTo(0.6, 1)
    // a state whose probability ratio grew is never left for one whose ratio shrank
    expect(share((a, b) => a === 2 && b !== 2)).toBe(0)
    expect(share((a, b) => a === 1 && b === 0)).toBe(0)
    // P(both = c) = 1 / Σ_k max(p_k / p_c, q_k / q_c) (Oberst & Sontag 2019)
    expect(share((a, b) => a === 2 && b === 2)).toBeCloseTo(1 / (0.5 / 0.2 + 0.3 / 0.2 + 1), 1)
    // the posterior given the factual state keeps it in the factual world
    const unit = abduct(m, { X: 0, Y: 'c' }, { draws: 2000 })
    const what = query(intervene(unit, { X: 1 }), ['Y'], { draws: 2000 })
    if (what.method !== 'samples') throw new Error(what.method)
    expect(new Set((what.table.data[0] as { codes: Int32Array; levels: string[] }).codes).size).toBe(1)
  })

  it('quantile over a logit of finite parents is exact', () => {
    const m = scm({ X: bernoulli(0.5), Y: logistic({ X: Math.log(3) }, { response: 'quantile' }) })
    expect(probabilityOfNecessity(m, { treatment: 'X', outcome: 'Y' })).toMatchObject({ method: 'discrete' })
    expect(probabilityOfNecessity(m, { treatment: 'X', outcome: 'Y' }).value).toBeCloseTo(1 - 0.5 / 0.75, 12)
  })

  it('necessity and sufficiency are of the state 1 unless told: 0 asks for the opposite change', () => {
    // monotone: X can bring Y about, and never keeps it off
    const m = scm({ X: bernoulli(0.5), Y: logistic({ X: Math.log(3) }, { response: 'quantile' }) })
    const both = probabilityOfNecessityAndSufficiency(m, { treatment: 'X', outcome: 'Y' })
    expect(both.value).toBeCloseTo(0.75 - 0.5, 12)
    const not = probabilityOfNecessityAndSufficiency(m, { treatment: 'X', outcome: 'Y', outcomeState: 0 })
    expect(not.value).toBeCloseTo(0, 12)
  })

  it('logit mechanisms: probabilities, evidence and counterfactuals', () => {
    const m = scm({ X: normal(0, 1), Y: logistic({ X: 2 }, { intercept: -1, response: 'quantile' }) })
    expect(expectation(m, 'Y', { do: { X: 1 } }).value).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
    const up = expectation(counterfactual(m, { given: { X: 0, Y: 1 }, do: { X: 1 }, draws: 2000 }), 'Y')
    expect(up.value).toBeCloseTo(1, 12)
    const car = scm({ X: bernoulli(0.5), Y: categoricalLogit(['X'], { bus: [0, 0], car: [0, Math.log(4)] }) })
    const post = query(car, ['X'], { given: { Y: 'car' } })
    expect(post.method === 'discrete' && post.values[1]).toBeCloseTo(0.8 / 1.3, 12)
  })
})

describe('sample after abduction', () => {
  it('draws the exact posterior of discrete and Gaussian models', () => {
    const m = scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)) })
    const post = sample(abduct(m, { Y: 2 }), 20_000, { seed: 1 })
    expect(new Set(column(post, 'Y')).size).toBe(1)
    const x = column(post, 'X')
    expect(mean(x)).toBeCloseTo(1, 1)
    expect(mean(x.map((v) => (v - 1) ** 2))).toBeCloseTo(0.5, 1)
    const d = scm({
      X: bernoulli(0.5),
      Y: mechanism(['X'], bernoulli(0.2), ({ X }: { X: number }, u) => (X + u > 0 ? 1 : 0)),
    })
    expect(mean(column(sample(abduct(d, { Y: 1 }), 20_000, { seed: 1 }), 'X'))).toBeCloseTo(0.5 / 0.6, 1)
  })

  it('draws again from weighted draws, and repeats a unit that is known', () => {
    const m = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => X, normal(0, 1)) })
    expect(mean(column(sample(abduct(m, { Y: 2 }), 5000, { seed: 1 }), 'X'))).toBeCloseTo(1, 1)
    expect(Array.from(column(sample(counterfactual(m, { given: { X: 1, Y: 2 }, do: { X: 5 } }), 2), 'Y'))).toEqual([
      6, 6,
    ])
  })
})

describe('counterfactualRows', () => {
  it('equals the counterfactual of each row', () => {
    const m = scm({
      X: normal(0, 1),
      C: categorical({ a: 0.5, b: 0.5 }),
      M: linear({ X: 2 }, normal(0, 1)),
      Y: mechanism(
        ['M', 'C'],
        normal(0, 1),
        ({ M, C }: { M: number; C: 'a' | 'b' }, u) => M * (C === 'a' ? 1 : 3) + u,
        { invert: (y, { M, C }) => y - M * (C === 'a' ? 1 : 3) },
      ),
    })
    const units = sample(m, 20, { seed: 1 })
    const after = counterfactualRows(m, units, { do: { X: shift(1), C: 'a' } })
    expect(after.columns).toEqual(units.columns)
    for (let i = 0; i < 20; i++) {
      const at = (t: typeof units, name: 'X' | 'M' | 'Y') => column(t, name)[i]!
      const c = column(units, 'C')
      const given = { X: at(units, 'X'), M: at(units, 'M'), Y: at(units, 'Y'), C: c.levels[c.codes[i]!]! }
      const answer = query(counterfactual(m, { given, do: { X: shift(1), C: 'a' } }), ['X', 'M', 'Y'])
      if (answer.method !== 'unit') throw new Error(answer.method)
      for (const name of ['X', 'M', 'Y'] as const) expect(at(after, name)).toBeCloseTo(answer.values[name], 10)
    }
    expect(units).toEqual(sample(m, 20, { seed: 1 }))
  })

  it('draws noise that a row leaves open from its posterior, and keeps other columns', () => {
    const m = scm({ X: bernoulli(0.5), Y: cpt(['X'], { 0: 0.2, 1: 0.6 }, { response: 'quantile' }) })
    const n = 20_000
    const units = table({ id: Array.from({ length: n }, (_, i) => i), X: new Float64Array(n), Y: new Float64Array(n) })
    const after = counterfactualRows(m, units, { do: { X: 1 }, seed: 4 })
    expect(mean(column(after, 'Y'))).toBeCloseTo(0.5, 1)
    expect(column(after, 'id')).toBe(column(units, 'id'))
  })

  it('refuses hidden variables, missing values, unknown states and impossible rows', () => {
    const m = scm({ X: bernoulli(0.5), Y: deterministic(['X'], ({ X }: { X: number }) => X * 2) })
    const where = 'counterfactualRows'
    expectCausalError(
      () => counterfactualRows(m, table({ X: [0, 1] }) as never, { do: { X: 1 } }),
      where,
      'unknown-name',
    )
    expectCausalError(
      () => counterfactualRows(m, table({ X: [0, Number.NaN], Y: [0, 2] }), { do: { X: 1 } }),
      where,
      'missing-values',
    )
    expectCausalError(
      () => counterfactualRows(m, table({ X: [0, 3], Y: [0, 2] }), { do: { X: 1 } }),
      where,
      'unknown-name',
    )
    const hidden = scm({ U: latent(normal(0, 1)), X: linear({ U: 1 }, null) })
    expectCausalError(
      () => counterfactualRows(hidden, table({ X: [1] }) as never, { do: { X: 1 } }),
      where,
      'not-supported',
    )
    const narrow = scm({
      X: uniform(0, 1),
      Y: additive(['X'], ({ X }: { X: number }) => X, uniform(0, 1)),
      Z: linear({ Y: 1 }, null),
    })
    expect(
      expectCausalError(
        () => counterfactualRows(narrow, table({ X: [0.5, 0.5], Y: [1, 3], Z: [1, 3] }), { do: { X: 0 } }),
        where,
        'zero-support',
      ).details['row'],
    ).toBe(1)
  })
})

describe('worlds', () => {
  it('twin network of a graph shares the noise and cuts what is set', () => {
    const twin = twinNetwork(dag('Z -> X -> Y; Z -> Y'), ['X'])
    expect(twin.nodes.length).toBe(9)
    expect(twin.latents).toEqual(['U(Z)', 'U(X)', 'U(Y)'])
    expect(dSeparated(twin, 'Y*', 'X', ['Z'])).toBe(true)
    expect(dSeparated(twin, 'Y*', 'X', [])).toBe(false)
    expect(twin.edges.some(({ from, to }) => from === 'Z*' && to === 'X*')).toBe(false)
  })

  it('twin network of a model answers across the two worlds', () => {
    const m = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
    const twin = twinNetwork(m, { X: 1 })
    expect(graphOf(twin).latents).toEqual(['U(X)', 'U(Y)'])
    expect(expectation(twin, 'Y*', { given: { X: 0, Y: 3 } }).value).toBeCloseTo(5, 12)
    const t = sample(parallelWorlds(m, { a: {}, b: { X: shift(1) } }), 5, { seed: 1 })
    expect(t.columns).toEqual(['X@a', 'Y@a', 'X@b', 'Y@b'])
    for (let i = 0; i < 5; i++)
      expect((t.data[3] as Float64Array)[i]! - (t.data[1] as Float64Array)[i]!).toBeCloseTo(2, 10)
  })
})

describe('effects of models that are drawn', () => {
  it('use the same draws for both treatments', () => {
    const m = scm({
      X: bernoulli(0.5),
      Z: normal(0, 1),
      Y: additive(['X', 'Z'], ({ X, Z }: { X: number; Z: number }) => X + Math.exp(Z), normal(0, 1)),
    })
    const effect = averageTreatmentEffect(m, { treatment: 'X', outcome: 'Y' })
    expect(effect).toMatchObject({ method: 'samples' })
    expect(effect.value).toBeCloseTo(1, 9)
    expect(effect.standardError).toBeLessThan(1e-9)
    expect(effectOfTreatmentOnTreated(m, { treatment: 'X', outcome: 'Y' }).value).toBeCloseTo(1, 9)
  })

  it('refuse what is both treatment and outcome, unknown states, and named states without a choice', () => {
    const m = scm({ X: bernoulli(0.5), Y: cpt(['X'], { 0: { no: 0.8, yes: 0.2 }, 1: { no: 0.5, yes: 0.5 } }) })
    const where = 'averageTreatmentEffect'
    expectCausalError(() => averageTreatmentEffect(m, { treatment: 'X', outcome: 'X' }), where, 'overlap')
    expectCausalError(() => averageTreatmentEffect(m, { treatment: 'X', outcome: 'Y' }), where, 'type-mismatch')
    expectCausalError(
      () => averageTreatmentEffect(m, { treatment: 'X', outcome: 'Y', outcomeState: 'maybe' as 'yes' }),
      where,
      'unknown-name',
    )
    expectCausalError(
      () =>
        averageTreatmentEffect(m, {
          treatment: 'X',
          outcome: 'Y',
          contrast: { from: 0, to: 2 as 1 },
          outcomeState: 'yes',
        }),
      where,
      'unknown-name',
    )
    expect(averageTreatmentEffect(m, { treatment: 'X', outcome: 'Y', outcomeState: 'yes' }).value).toBeCloseTo(0.3, 12)
    expectCausalError(
      () => naturalIndirectEffect(m, { treatment: 'X', outcome: 'Y', mediators: [] }),
      'naturalIndirectEffect',
      'invalid-argument',
    )
    const continuous = scm({ X: bernoulli(0.5), Y: linear({ X: 1 }, normal(0, 1)) })
    expectCausalError(
      () => probabilityOfNecessityAndSufficiency(continuous, { treatment: 'X', outcome: 'Y' }),
      'probabilityOfNecessityAndSufficiency',
      'not-supported',
    )
  })

  it('a finite noise is enumerated, whatever the function', () => {
    const m = scm({
      X: discrete([1, 2, 3]),
      Y: mechanism(['X'], discrete([0, 1], [0.9, 0.1]), ({ X }: { X: number }, u) => (X * 7 + u) % 4),
    })
    const answer = query(m, ['Y'], { do: { X: 3 } })
    expect(answer.method === 'discrete' && [answer.variables[0]!.states, ...answer.values]).toEqual([
      ['1', '2'],
      0.9,
      expect.closeTo(0.1, 12),
    ])
  })
})
