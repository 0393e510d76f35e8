import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bernoulli,
  categorical,
  cpt,
  discrete,
  exponential,
  intervene,
  linear,
  logistic,
  logLikelihood,
  mechanism,
  normal,
  scale,
  scm,
  shift,
  table,
  uniform,
} from '../../src/index.js'
import { discreteAnswer } from '../../src/scm/engines/discrete-engine.js'
import { gaussianAnswer } from '../../src/scm/engines/gaussian-engine.js'
import { mixtureAnswer } from '../../src/scm/engines/mixture/mixture-engine.js'
import { type EventTerm, prepare } from '../../src/scm/engines/terms.js'
import { weightedAnswer } from '../../src/scm/engines/weighted-engine.js'
import type { AnyScm } from '../../src/scm/models/types.js'
import { arbitraryMixture, mixtureModel } from './arbitrary-mixture.js'

type Given = Record<string, number | string>

/** The mean of `target` and the logarithm of the probability or density of the evidence, by each engine that can say. */
function byEngine(model: AnyScm, target: string, given: Given, act: Record<string, unknown>, draws = 8_000) {
  const world = { do: act }
  const terms = Object.entries(given).map(([variable, value]) => ({ variable, value, ...world }))
  const query = prepare(model, [{ variable: target, ...world }] as never, terms as EventTerm<never>[])
  const answers = new Map<string, { mean: number; logEvidence: number; error: number; size: number }>()
  const exact = discreteAnswer(query)
  if (exact !== null && exact !== 'zero-probability') {
    const mean = exact.values.reduce((sum, p, i) => sum + p * (exact.states[0]![i] as number), 0)
    answers.set('discrete', {
      mean,
      logEvidence: Math.log(exact.evidenceProbability),
      error: 0,
      size: Number.POSITIVE_INFINITY,
    })
  }
  const normalAnswer = gaussianAnswer(query)
  if (normalAnswer !== null && normalAnswer !== 'zero-probability')
    answers.set('gaussian', {
      mean: normalAnswer.mean[0]!,
      logEvidence: normalAnswer.logDensity,
      error: 0,
      size: Number.POSITIVE_INFINITY,
    })
  const mixed = mixtureAnswer(query)
  if (mixed !== null && mixed !== 'zero-probability') {
    const of = ({ mean, cell }: { mean: Float64Array; cell: number }) =>
      mixed.numbers.length > 0 ? mean[0]! : (mixed.states[0]![cell] as number)
    const parts =
      mixed.numbers.length > 0
        ? mixed.components
        : [...mixed.values].map((probability, cell) => ({ probability, cell, mean: new Float64Array(0) }))
    answers.set(mixed.method, {
      mean: parts.reduce((sum, part) => sum + part.probability * of(part), 0),
      logEvidence: mixed.logDensity,
      error: 0,
      size: Number.POSITIVE_INFINITY,
    })
  }
  const weighted = weightedAnswer(query, { draws: draws, seed: 1 }, true)
  if (weighted !== 'zero-probability' && weighted.method === 'samples') {
    const values = weighted.columns[0]!
    const at = (i: number) =>
      values.codes === null ? values.numbers![i]! : (values.states![values.codes[i]!] as number)
    let mean = 0
    for (let i = 0; i < draws; i++) mean += weighted.weights[i]! * at(i)
    let variance = 0
    for (let i = 0; i < draws; i++) variance += (weighted.weights[i]! * (at(i) - mean)) ** 2
    answers.set('samples', {
      mean,
      logEvidence: weighted.logEvidence,
      error: Math.sqrt(variance),
      size: weighted.effectiveSampleSize,
    })
  }
  return answers
}

/** False where the draws are worth too little to judge by. */
function agree(answers: ReturnType<typeof byEngine>): boolean {
  expect(answers.size).toBeGreaterThanOrEqual(2)
  // exact engines agree to rounding
  const exact = [...answers].filter(([name]) => name !== 'samples')
  for (const [name, one] of exact.slice(1)) {
    expect(Math.abs(one.mean - exact[0]![1].mean), name).toBeLessThan(1e-9 * (1 + Math.abs(one.mean)))
    expect(Math.abs(one.logEvidence - exact[0]![1].logEvidence), name).toBeLessThan(1e-9)
  }
  const samples = answers.get('samples')!
  if (samples.size < 200) return false
  for (const [name, exact] of answers) {
    if (name === 'samples') continue
    // five standard errors; the mean weight has a relative variance of 1 / effective size
    expect(Math.abs(samples.mean - exact.mean), name).toBeLessThan(5 * samples.error + 1e-9)
    expect(Math.abs(samples.logEvidence - exact.logEvidence), `${name}, evidence`).toBeLessThan(
      6 / Math.sqrt(samples.size),
    )
  }
  return true
}

describe('engines that can answer one question give one answer', () => {
  const chain = scm({ Z: normal(1, 1), X: linear({ Z: 0.5 }, normal(0, 1)), Y: linear({ X: 2 }, normal(1, 2)) })
  for (const [what, act] of [
    ['nothing done', {}],
    ['a scaled cause', { X: scale(3) }],
    ['a scaled cause, turned round', { X: scale(-0.25) }],
    ['a shifted cause', { X: shift(2) }],
    ['a scaled effect', { Y: scale(10) }],
    ['a scaled root', { Z: scale(0.1) }],
    ['several', { Z: scale(2), X: shift(-1), Y: scale(0.5) }],
  ] as const) {
    it(`normal: ${what}`, () => {
      for (const given of [{ Y: 1.5 }, { X: 0.7 }, { X: 0.7, Y: 1.5 }])
        expect(agree(byEngine(chain, 'Z', given, act))).toBe(true)
    })
  }
  it('normal: the Jacobian of changes one after another', () => {
    const twice = intervene(intervene(chain, { X: scale(3) }), { X: scale(-2) })
    expect(agree(byEngine(twice, 'Z', { X: 1.2 }, {}))).toBe(true)
    expect(agree(byEngine(twice, 'Z', { X: 1.2, Y: 4 }, { X: scale(0.5) }))).toBe(true)
  })
  it('finite states: numbers that are scaled have probabilities, not densities', () => {
    const model = scm({
      Z: discrete([0, 1, 2], [0.2, 0.5, 0.3]),
      // numbers as states of a table: the compiler cannot know which
      S: cpt(['Z'], {
        0: { a: 0.9, b: 0.1 },
        1: { a: 0.5, b: 0.5 },
        2: { a: 0.2, b: 0.8 },
      }) as never,
      X: linear({ Z: 2 }, bernoulli(0.4)),
    })
    for (const act of [{}, { Z: scale(3) }, { X: scale(5) }, { X: shift(1), Z: scale(1) }])
      expect(agree(byEngine(model as AnyScm, 'Z', { S: 'b' }, 'Z' in act && act.Z?.amount === 3 ? {} : act))).toBe(true)
    expect(agree(byEngine(model as AnyScm, 'Z', { X: 15 }, { X: scale(5) }))).toBe(true)
  })
  it('random linear models, random changes', () => {
    const weight = fc.double({ min: -2, max: 2, noNaN: true })
    const change = fc.oneof(
      fc.constant(undefined),
      fc.double({ min: 0.2, max: 4, noNaN: true }).map((a) => scale(a)),
      fc.double({ min: -2, max: 2, noNaN: true }).map((a) => shift(a)),
    )
    let judged = 0
    fc.assert(
      fc.property(weight, weight, weight, change, change, weight, (a, b, c, x, y, seen) => {
        const model = scm({
          Z: normal(0, 1),
          X: linear({ Z: a }, normal(0, 1)),
          Y: linear({ X: b, Z: c }, normal(0, 1.5)),
        })
        if (agree(byEngine(model, 'Z', { Y: seen }, { X: x, Y: y }))) judged++
      }),
      { numRuns: 15 },
    )
    expect(judged).toBeGreaterThanOrEqual(8)
  })
  it('the log-likelihood of a row is the density of all its values as evidence', () => {
    const scaled = intervene(chain, { X: scale(3), Y: shift(2) })
    const row = { Z: 0.5, X: 1.5, Y: 4 }
    const query = prepare(
      scaled,
      [{ variable: 'Z' }],
      Object.entries(row).map(([variable, value]) => ({ variable, value })) as never,
    )
    const exact = gaussianAnswer(query)
    if (exact === null || exact === 'zero-probability') throw new Error('no answer')
    const rows = table({ Z: [row.Z], X: [row.X], Y: [row.Y] })
    expect(logLikelihood(scaled, rows)).toBeCloseTo(exact.logDensity, 10)
    // an exponential cause, by hand: X = 3 X', X' of rate 2
    const other = intervene(scm({ X: exponential(2) }), { X: scale(3) })
    expect(logLikelihood(other, table({ X: [1.5] }))).toBeCloseTo(Math.log(2) - 2 * 0.5 - Math.log(3), 12)
  })
  it('one mechanism, written as a root, as a sum and as a function', () => {
    const square = (u: number) => u
    const ways = [
      scm({ X: uniform(1, 3), S: bernoulli(0.5) }),
      scm({ X: linear({}, uniform(1, 3)), S: bernoulli(0.5) }),
      scm({
        X: mechanism([], uniform(1, 3), (_, u: number) => square(u), { invert: (x: number) => x }),
        S: bernoulli(0.5),
      }),
      scm({
        X: mechanism([], uniform(0, 1), (_, u: number) => 1 + 2 * u, { invert: (x: number) => (x - 1) / 2 }),
        S: bernoulli(0.5),
      }),
    ] as unknown as AnyScm[]
    for (const model of ways)
      for (const x of [1, 1.7, 3])
        expect(logLikelihood(model, table({ X: [x], S: [1] })), `at ${x}`).toBeCloseTo(Math.log(0.25), 6)
  })
  it('every kind of model that two engines can answer: which they are', () => {
    const mixed = scm({
      C: discrete([0, 1], [0.3, 0.7]),
      X: linear({ C: 2 }, normal(0, 1)),
      A: logistic({ X: 1 }),
      Y: linear({ X: 1, C: -1 }, normal(0, 1)),
    }) as AnyScm
    const finite = scm({ Z: discrete([0, 1], [0.3, 0.7]), X: linear({ Z: 2 }, bernoulli(0.4)) }) as AnyScm
    const seen = scm({ T: exponential(1), X: normal(0, 1), Y: linear({ T: 1, X: 1 }, normal(0, 1)) }) as AnyScm
    const known = [
      [mixed, 'C', { Y: 1 }, ['mixture', 'samples']],
      [mixed, 'X', { Y: 1 }, ['mixture', 'samples']],
      [mixed, 'X', { Y: 1, A: 1 }, ['quadrature', 'samples']],
      [mixed, 'C', { A: 0 }, ['quadrature', 'samples']],
      [finite, 'Z', { X: 1 }, ['discrete', 'mixture', 'samples']],
      [chain as AnyScm, 'Z', { Y: 1.5 }, ['gaussian', 'mixture', 'samples']],
      [seen, 'X', { T: 0.4, Y: 1 }, ['gaussian', 'mixture', 'samples']],
    ] as const
    for (const [model, target, given, engines] of known) {
      const answers = byEngine(model, target, given, {})
      expect([...answers.keys()]).toEqual(engines)
      expect(agree(answers)).toBe(true)
    }
  })
  it('random mixtures', () => {
    let judged = 0
    fc.assert(
      fc.property(arbitraryMixture, fc.integer({ min: -10, max: 10 }), (tables, y) => {
        const model = mixtureModel(tables) as AnyScm
        const last = `X${tables.numbers.length - 1}`
        const answers = byEngine(model, 'X0', { [last]: y / 10 }, { X1: scale(2) }, 3_000)
        if (answers.size >= 2 && agree(answers)) judged++
      }),
      { numRuns: 8 },
    )
    expect(judged).toBeGreaterThanOrEqual(4)
  })
  it('a slope that is stated, and one by differences', () => {
    const waiting = (derivative?: (pa: { X: number }, u: number) => number) =>
      scm({
        X: normal(1, 0.2),
        Y: mechanism(['X'], uniform(0, 1), ({ X }: { X: number }, u: number) => -Math.log(u) * (1 + X * X), {
          invert: (y: number, { X }: { X: number }) => Math.exp(-y / (1 + X * X)),
          ...(derivative === undefined ? {} : { derivative }),
        }),
      }) as AnyScm
    const stated = waiting(({ X }, u) => -(1 + X * X) / u)
    for (const y of [0.1, 1, 5, 20, 200]) {
      const rows = table({ X: [1.1], Y: [y] })
      const exact = -0.5 * 0.25 - Math.log(0.2 * Math.sqrt(2 * Math.PI)) - y / 2.21 - Math.log(2.21)
      expect(logLikelihood(stated, rows)).toBeCloseTo(exact, 9)
      expect(logLikelihood(waiting(), rows)).toBeCloseTo(exact, 6)
    }
  })
  it('a category that depends on a scaled number', () => {
    const model = scm({ C: categorical({ a: 0.5, b: 0.5 }), X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)) })
    expect(agree(byEngine(model as AnyScm, 'X', { Y: 1 }, { X: scale(2) }))).toBe(true)
  })
})
