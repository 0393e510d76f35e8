import { describe, expect, it } from 'vitest'
import {
  bernoulli,
  categorical,
  checkAbstraction,
  checkNaturality,
  composeAbstractions,
  cpt,
  deterministic,
  interchangeAccuracy,
  linear,
  normal,
  type Setting,
  scm,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const low = scm({ S: bernoulli(0.2), T: cpt(['S'], { 0: 0, 1: 0.8 }), C: cpt(['T'], { 0: 0.1, 1: 0.4 }) })
const high = scm({ S: bernoulli(0.2), C: cpt(['S'], { 0: 0.1, 1: 0.34 }) })
const plain = { variables: { S: 'S', C: 'C' } }

describe('smoking, tar and cancer with and without tar (Rischel 2020, section 4; Zennaro 2022)', () => {
  it('is an abstraction: leaving tar out is exact', () => {
    const found = checkAbstraction(low, high, plain)
    expect(found).toMatchObject({ exact: true, failures: [], disordered: [], unreached: [] })
    // nothing, S = 0, S = 1, C = 0, C = 1
    expect(found.squares.map((square) => square.low)).toEqual([{}, { C: 0 }, { C: 1 }, { S: 0 }, { S: 1 }])
    expect(found.message).toBe('all 5 squares commute.')
  })

  it('says at which intervention a rough model fails, and by how much', () => {
    const rough = scm({ S: bernoulli(0.2), C: cpt(['S'], { 0: 0.1, 1: 0.4 }) })
    const found = checkAbstraction(low, rough, plain)
    expect(found.exact).toBe(false)
    expect(found.failures.map((square) => square.low)).toEqual([{ S: 1 }, {}])
    expect(found.totalVariation).toBeCloseTo(0.06, 12)
    expect(found.failures[0]!.differs[0]!.prediction).toBeCloseTo(0.6, 12)
    // one square as a matrix: the same distance
    const square = checkNaturality(
      [
        [0.9, 0.1],
        [0.66, 0.34],
      ],
      [
        [0.9, 0.1],
        [0.6, 0.4],
      ],
      { cause: [0, 1], effect: [0, 1] },
    )
    expect(found.jensenShannon).toBeCloseTo(square.jensenShannon, 12)
  })

  it('tells seeing from doing: a model that fits what is seen fails at an intervention', () => {
    const confounded = scm({
      H: bernoulli(0.5),
      S: cpt(['H'], { 0: 0.2, 1: 0.8 }),
      C: cpt(['H'], { 0: 0.1, 1: 0.9 }),
    })
    // P(C | S) as it is seen
    const seen = scm({ S: bernoulli(0.5), C: cpt(['S'], { 0: 0.26, 1: 0.74 }) })
    const found = checkAbstraction(confounded, seen, plain)
    expect(found.squares.find((square) => Object.keys(square.low).length === 0)!.totalVariation).toBeCloseTo(0, 12)
    expect(found.failures.map((square) => square.low)).toEqual(expect.arrayContaining([{ S: 0 }, { S: 1 }]))
    expect(found.totalVariation).toBeCloseTo(0.24, 12)
  })
})

describe('total cholesterol (Spirtes & Scheines 2004; the opening example of Rubenstein et al. 2017)', () => {
  // LDL harms, HDL protects: total cholesterol is their sum
  const body = scm({
    LDL: bernoulli(0.5),
    HDL: bernoulli(0.5),
    HD: cpt(['LDL', 'HDL'], { 0: { 0: 0.3, 1: 0.1 }, 1: { 0: 0.7, 1: 0.5 } }),
  })
  const sum = ({ LDL, HDL }: Setting): number => Number(LDL) + Number(HDL)
  const total = scm({
    TC: categorical({ none: 0.25, one: 0.5, both: 0.25 }),
    HD: cpt(['TC'], { none: 0.3, one: 0.4, both: 0.5 }),
  })
  const map = {
    variables: { TC: ['LDL', 'HDL'], HD: 'HD' },
    states: { TC: (values: Setting) => ['none', 'one', 'both'][sum(values)]! },
  }

  it('is no abstraction: to set total cholesterol to 1 means two things', () => {
    const found = checkAbstraction(body, total, map)
    expect(found.exact).toBe(false)
    // 0.7 or 0.1 where 0.4 is promised
    expect(found.totalVariation).toBeCloseTo(0.3, 12)
    expect(found.failures.map((square) => square.low)).toEqual(
      expect.arrayContaining([
        { LDL: 0, HDL: 1 },
        { LDL: 1, HDL: 0 },
      ]),
    )
    expect(found.failures).toHaveLength(2)
  })

  it('is exact where the interventions allowed are those that mean one thing', () => {
    const interventions = [{}, { LDL: 0, HDL: 0 }, { LDL: 1, HDL: 1 }, { HD: 1 }]
    expect(checkAbstraction(body, total, map, { interventions }).exact).toBe(true)
    const error = expectCausalError(
      () => checkAbstraction(body, total, map, { interventions: [{ LDL: 1 }] }),
      'checkAbstraction',
      'invalid-argument',
    )
    expect(error.message).toContain('does not settle "TC"')
  })

  it('is exact again where both have one effect', () => {
    const same = scm({
      LDL: bernoulli(0.5),
      HDL: bernoulli(0.5),
      HD: cpt(['LDL', 'HDL'], { 0: { 0: 0.3, 1: 0.4 }, 1: { 0: 0.4, 1: 0.5 } }),
    })
    expect(checkAbstraction(same, total, map).exact).toBe(true)
  })
})

describe('voting (Beckers & Halpern 2019): only the number of votes matters', () => {
  const votes = ['V1', 'V2', 'V3'] as const
  const count = (values: Setting): number => votes.reduce((sum, name) => sum + Number(values[name]), 0)
  const people = scm({
    V1: bernoulli(0.5),
    V2: bernoulli(0.5),
    V3: bernoulli(0.5),
    W: deterministic([...votes], (values: Readonly<Record<'V1' | 'V2' | 'V3', 0 | 1>>) => (count(values) > 1 ? 1 : 0)),
  })
  const polls = scm({
    N: categorical({ 0: 0.125, 1: 0.375, 2: 0.375, 3: 0.125 } as Record<string, number>),
    W: deterministic(['N'], ({ N }: { N: string }) => (Number(N) > 1 ? 1 : 0)),
  })
  const map = { variables: { N: [...votes], W: 'W' }, states: { N: (values: Setting) => String(count(values)) } }

  it('is an abstraction, and interchange interventions agree', () => {
    expect(checkAbstraction(people, polls, map).exact).toBe(true)
    const all = [0, 1].flatMap((V1) => [0, 1].flatMap((V2) => [0, 1].map((V3) => ({ V1, V2, V3 }))))
    const accuracy = (high: unknown): number =>
      interchangeAccuracy(
        {
          low: people,
          high,
          alignment: { N: votes },
          inputs: (values: Setting) => ({ N: String(count(values)) }),
          read: (run: Setting) => run.W!,
          output: 'W',
        } as never,
        all.flatMap((base) => all.map((source) => [base, source] as const)) as never,
      )
    expect(accuracy(polls)).toBe(1)
    const wrong = scm({
      N: categorical({ 0: 0.125, 1: 0.375, 2: 0.375, 3: 0.125 } as Record<string, number>),
      W: deterministic(['N'], ({ N }: { N: string }) => (Number(N) > 0 ? 1 : 0)),
    })
    // an interchange is one of the squares: both see it
    expect(accuracy(wrong)).toBeCloseTo(5 / 8, 12)
    const failing = checkAbstraction(people, wrong, map, { interventions: all }).failures
    expect(failing).toHaveLength(3)
  })
})

describe('what cannot be checked is named', () => {
  const bad = (call: () => unknown, code: Parameters<typeof expectCausalError>[2]): string =>
    expectCausalError(call, 'checkAbstraction', code).message

  it('names, clusters and summaries', () => {
    bad(() => checkAbstraction(low, high, { variables: { S: 'S' } }), 'invalid-argument')
    bad(() => checkAbstraction(low, high, { variables: { S: 'Q', C: 'C' } }), 'unknown-name')
    bad(() => checkAbstraction(low, high, { variables: { S: 'S', C: 'C', D: 'T' } }), 'unknown-name')
    bad(() => checkAbstraction(low, high, { variables: { S: 'S', C: ['S', 'C'] } }), 'duplicate-name')
    bad(() => checkAbstraction(low, high, { variables: { S: 'S', C: ['T', 'C'] } }), 'invalid-argument')
    bad(() => checkAbstraction(low, high, { ...plain, states: { T: () => 1 } }), 'unknown-name')
    bad(() => checkAbstraction(low, high, { ...plain, states: { S: () => undefined as never } }), 'invalid-argument')
    bad(() => checkAbstraction(low, high, plain, { interventions: [{ Q: 1 }] }), 'unknown-name')
    bad(() => checkAbstraction(low, high, plain, { budget: 3 }), 'too-large')
    expect(checkAbstraction(low, high, { ...plain, states: { S: () => 0 } }).unreached).toEqual([
      { variable: 'S', state: 1 },
    ])
  })

  it('models without an exact finite distribution', () => {
    const noisy = scm({ S: normal(0, 1), C: linear({ S: 1 }, normal(0, 1)) })
    bad(() => checkAbstraction(noisy, high, plain), 'not-supported')
    bad(() => checkAbstraction(noisy, high, plain, { interventions: [{ S: 1 }] }), 'not-supported')
  })

  it('a map of interventions that loses their order', () => {
    const map = { ...plain, interventions: (act: Setting): Setting => (Object.keys(act).length === 2 ? {} : act) }
    const found = checkAbstraction(low, high, map, { interventions: [{ S: 1 }, { S: 1, C: 1 }] })
    expect(found.disordered).toEqual([[{ S: 1 }, { S: 1, C: 1 }]])
    expect(found.exact).toBe(false)
    expectCausalError(() => composeAbstractions(map, plain), 'composeAbstractions', 'not-supported')
    expectCausalError(
      () => composeAbstractions(plain, { variables: { S: 'Z' } }),
      'composeAbstractions',
      'unknown-name',
    )
  })
})
