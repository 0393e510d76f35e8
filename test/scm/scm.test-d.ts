import { describe, expectTypeOf, it } from 'vitest'
import {
  bernoulli,
  type Capability,
  categorical,
  column,
  conditionalLinear,
  cpt,
  type Dag,
  type DiscreteAnswer,
  expectation,
  graphOf,
  type ImpossibleEvidence,
  intervene,
  latent,
  linear,
  mechanism,
  normal,
  query,
  type Scm,
  sample,
  scale,
  scm,
  shift,
  type Table,
} from '../../src/index.js'

const model = scm({
  Z: normal(0, 1),
  X: linear({ Z: 0.8 }, normal(0, 1), { intercept: 2 }),
  S: categorical({ low: 0.3, high: 0.7 }),
  C: cpt(['S'], { low: { yes: 0.1, no: 0.9 }, high: { yes: 0.6, no: 0.4 } }),
  Y: mechanism(
    ['X', 'C'],
    normal(0, 1),
    ({ X, C }: { X: number; C: 'yes' | 'no' }, u) => X ** 2 + (C === 'yes' ? 1 : 0) + u,
  ),
})
interface Values {
  Z: number
  X: number
  S: 'low' | 'high'
  C: 'yes' | 'no'
  Y: number
}

describe('a model at compile time', () => {
  it('knows each variable and what it holds', () => {
    expectTypeOf<typeof model extends Scm<infer T, infer _C, infer _K> ? T : never>().toEqualTypeOf<Values>()
    expectTypeOf(sample(model, 1)).toEqualTypeOf<Table<Values>>()
    expectTypeOf(graphOf(model)).toEqualTypeOf<Dag<'Z' | 'X' | 'S' | 'C' | 'Y'>>()
  })

  it('knows which variables are latent: a sample has no columns for them, unless asked', () => {
    const hidden = scm({ U: latent(normal(0, 1)), X: linear({ U: 1 }, normal(0, 1)), Y: linear({ X: 1, U: 1 }, null) })
    expectTypeOf(sample(hidden, 1)).toEqualTypeOf<Table<{ X: number; Y: number }>>()
    expectTypeOf(sample(intervene(hidden, { X: 1 }), 1)).toEqualTypeOf<Table<{ X: number; Y: number }>>()
    expectTypeOf(sample(hidden, 1, { seed: 2 })).toEqualTypeOf<Table<{ X: number; Y: number }>>()
    expectTypeOf(sample(hidden, 1, { latents: true })).toEqualTypeOf<Table<{ U: number; X: number; Y: number }>>()
    // @ts-expect-error a latent variable has no column
    column(sample(hidden, 1), 'U')
    // names known at run time only
    const unknown = hidden as unknown as Scm<Record<string, number>>
    expectTypeOf(sample(unknown, 1)).toEqualTypeOf<Table<Record<string, number>>>()
  })

  it('knows what its mechanisms can do', () => {
    type Can<M> = M extends Scm<infer _T, infer C, infer _K> ? C : never
    expectTypeOf<Can<typeof model>>().toEqualTypeOf<'sample'>()
    const discrete = scm({ S: bernoulli(0.5), T: cpt(['S'], { 0: 0.1, 1: 0.7 }) })
    expectTypeOf<Can<typeof discrete>>().toEqualTypeOf<'sample' | 'enumerate'>()
    const gaussian = scm({ S: normal(), T: linear({ S: 1 }, normal()) })
    expectTypeOf<Can<typeof gaussian>>().toEqualTypeOf<'sample' | 'evaluate' | 'invert'>()
    const finite = scm({ S: bernoulli(0.5), T: cpt(['S'], { 0: 0.1, 1: 0.7 }, { response: 'quantile' }) })
    expectTypeOf<Can<typeof finite>>().toEqualTypeOf<'sample' | 'evaluate' | 'enumerate'>()
    const answer = query(discrete, ['T'])
    expectTypeOf(answer).toEqualTypeOf<DiscreteAnswer<'T'> | ImpossibleEvidence>()
  })

  it('an unknown parent does not compile', () => {
    // @ts-expect-error there is no variable Q
    scm({ X: linear({ Q: 1 }, normal(0, 1)) })
    const typo = mechanism(['smokin'], normal(), ({ smokin }: { smokin: number }, u) => smokin + u)
    // @ts-expect-error there is no variable smokin
    scm({ smoking: bernoulli(0.3), Y: typo })
  })

  it('a parent that holds something else does not compile', () => {
    // @ts-expect-error S holds states, not numbers
    scm({ S: categorical({ low: 0.3, high: 0.7 }), X: linear({ S: 1 }, normal(0, 1)) })
    // @ts-expect-error the table has no row for high
    scm({ S: categorical({ low: 0.3, high: 0.7 }), X: cpt(['S'], { low: { yes: 0.1, no: 0.9 } }) })
    // @ts-expect-error S is never medium
    scm({ S: categorical({ low: 0.3, high: 0.7 }), X: mechanism(['S'], null, ({ S }: { S: 'low' | 'medium' }) => S) })
  })

  it('a conditional linear mechanism knows the states of its parents, and its numbers', () => {
    const C = categorical({ a: 0.5, b: 0.5 })
    const rows = { a: { coefficients: { X: 1 }, sd: 1 }, b: { intercept: 2, sd: 2 } } as const
    scm({ C, X: normal(0, 1), Y: conditionalLinear(['C'], rows) })
    // @ts-expect-error the number X is no variable
    scm({ C, Y: conditionalLinear(['C'], rows) })
    // @ts-expect-error C may hold a state without a row
    scm({ C: categorical({ a: 0.5, c: 0.5 }), X: normal(0, 1), Y: conditionalLinear(['C'], rows) })
    scm({ C: bernoulli(0.5), Y: conditionalLinear(['C'], { 0: { sd: 1 }, 1: { sd: 2 } }) })
    // @ts-expect-error a row needs its sd
    conditionalLinear(['C'], { a: { intercept: 1 }, b: { sd: 1 } })
  })

  it('a wrong intervention or wrong evidence does not compile', () => {
    intervene(model, { X: 1, S: 'low', Z: shift(2), Y: scale(2), C: categorical({ yes: 1, no: 0 }) })
    // @ts-expect-error no such variable
    intervene(model, { Q: 1 })
    // @ts-expect-error no such state
    intervene(model, { S: 'medium' })
    // @ts-expect-error a number is no state
    intervene(model, { S: 1 })
    // @ts-expect-error states cannot be scaled
    intervene(model, { S: scale(2) })
    // @ts-expect-error no such state
    query(model, ['X'], { given: { C: 'maybe' } })
    // @ts-expect-error no such target
    query(model, ['Q'])
    // @ts-expect-error named states have no mean
    expectation(model, 'S')
  })

  it('names known at run time only always work', () => {
    const spec: Record<string, ReturnType<typeof normal>> = { X: normal(0, 1) }
    const loose = scm(spec)
    expectTypeOf(loose).toExtend<Scm<Readonly<Record<string, number>>, Capability>>()
    intervene(loose, { anything: 1 })
    const name: string = 'X'
    scm({ X: normal(), Y: linear({ [name]: 1 }, null) })
  })
})
