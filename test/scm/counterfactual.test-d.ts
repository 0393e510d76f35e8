import { describe, expectTypeOf, it } from 'vitest'
import {
  type Answer,
  abduct,
  averageTreatmentEffect,
  bernoulli,
  categorical,
  counterfactual,
  counterfactualProbability,
  cpt,
  discreteScm,
  expectation,
  linear,
  mechanism,
  naturalDirectEffect,
  normal,
  query,
  queryTerms,
  scm,
} from '../../src/index.js'

const gaussian = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
const table = scm({ X: bernoulli(0.5), Y: cpt(['X'], { 0: { a: 0.1, b: 0.9 }, 1: { a: 0.6, b: 0.4 } }) })
const responding = scm({
  X: bernoulli(0.5),
  Y: cpt(['X'], { 0: { a: 0.1, b: 0.9 }, 1: { a: 0.6, b: 0.4 } }, { response: 'quantile' }),
})
const gumbel = scm({ X: bernoulli(0.5), Y: cpt(['X'], { 0: 0.1, 1: 0.6 }, { response: 'gumbel-max' }) })
const opaque = scm({ X: normal(0, 1), Y: mechanism(['X'], normal(0, 1), ({ X }: { X: number }, u) => X * u) })
const inverted = scm({
  X: normal(1, 1),
  Y: mechanism(['X'], normal(0, 1), ({ X }: { X: number }, u) => X * u, { invert: (y, { X }) => y / X }),
})

describe('a counterfactual compiles only where it can be computed', () => {
  it('of invertible and of enumerable models', () => {
    expectTypeOf(counterfactual(gaussian, { given: { X: 1, Y: 2 }, do: { X: 0 } })).toEqualTypeOf<typeof gaussian>()
    abduct(gaussian, { Y: 1 })
    counterfactual(responding, { given: { Y: 'a' }, do: { X: 1 } })
    counterfactual(inverted, { given: { X: 1, Y: 2 }, do: { X: 2 } })
  })

  it('not of probabilities without a response', () => {
    // @ts-expect-error a table alone has no counterfactuals
    counterfactual(table, { given: { Y: 'a' }, do: { X: 1 } })
    // @ts-expect-error not even by draws
    counterfactual(table, { given: { Y: 'a' }, do: { X: 1 }, draws: 1000 })
    // @ts-expect-error nor can its noise be abduced
    abduct(table, { Y: 'a' })
  })

  it('of a mechanism without an inverse only with a number of draws', () => {
    counterfactual(opaque, { given: { X: 1 }, do: { X: 2 }, draws: 1000 })
    // @ts-expect-error neither invertible nor enumerable: say how many draws
    counterfactual(opaque, { given: { X: 1 }, do: { X: 2 } })
    // @ts-expect-error the same for a choice by Gumbel noise
    counterfactual(gumbel, { given: { Y: 1 }, do: { X: 1 } })
    abduct(opaque, { X: 1 }, { draws: 1000 })
    // @ts-expect-error say how many draws
    abduct(opaque, { X: 1 })
  })

  it('with the right names and states', () => {
    // @ts-expect-error no such variable
    counterfactual(gaussian, { given: { Q: 1 }, do: { X: 0 } })
    // @ts-expect-error no such state
    counterfactual(responding, { given: { Y: 'c' }, do: { X: 1 } })
    counterfactualProbability(responding, [{ variable: 'Y', value: 'a', do: { X: 1 } }], {
      given: [{ variable: 'Y', value: 'b' }],
    })
    // @ts-expect-error no such state of Y
    counterfactualProbability(responding, [{ variable: 'Y', value: 1 }])
    // @ts-expect-error no such variable in the nested world
    queryTerms(responding, [{ variable: 'Y', do: { X: { variable: 'Q' } } }])
  })
})

describe('effects', () => {
  it('know treatment, outcome and their values', () => {
    expectTypeOf(averageTreatmentEffect(gaussian, { treatment: 'X', outcome: 'Y' })).toEqualTypeOf<Answer>()
    averageTreatmentEffect(responding, { treatment: 'X', outcome: 'Y', outcomeState: 'a' })
    // @ts-expect-error no such outcome
    averageTreatmentEffect(gaussian, { treatment: 'X', outcome: 'Z' })
    // @ts-expect-error no such state
    averageTreatmentEffect(responding, { treatment: 'X', outcome: 'Y', outcomeState: 'c' })
    // @ts-expect-error no such mediator
    naturalDirectEffect(gaussian, { treatment: 'X', outcome: 'Y', mediators: ['Z'] })
  })

  it('expectation knows which variables hold numbers', () => {
    expectation(gaussian, 'Y')
    // @ts-expect-error named states have no mean
    expectation(responding, 'Y')
  })
})

describe('a model of tables', () => {
  it('knows its variables and their states', () => {
    const model = discreteScm({
      exogenous: [{ name: 'U', p: [0.5, 0.5] }],
      endogenous: [
        { name: 'X', parents: ['U'], states: ['no', 'yes'], table: [0, 1] },
        { name: 'Y', parents: ['X', 'U'], table: [0, 1, 1, 0] },
      ],
    })
    query(model, ['Y'], { given: { X: 'yes' }, do: { U: 1 } })
    // @ts-expect-error no such state
    query(model, ['Y'], { given: { X: 'maybe' } })
    counterfactual(model, { given: { X: 'no' }, do: { X: 'yes' } })
  })

  it('a categorical variable knows its states', () => {
    const model = scm({ S: categorical({ low: 0.5, high: 0.5 }) })
    // @ts-expect-error no such state
    abduct(model, { S: 'medium' })
  })
})
