import { describe, expect, it } from 'vitest'
import {
  admg,
  bestPolicy,
  categorical,
  cpt,
  dag,
  factor,
  minimalInterventionSets,
  offPolicyValue,
  policyValue,
  scm,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('minimalInterventionSets', () => {
  it('a front door: to set what comes first throws away what its hidden cause knows', () => {
    const g = admg('X -> Z -> Y; X <-> Y')
    expect([...minimalInterventionSets(g, { outcome: 'Y' })]).toEqual([[], ['X'], ['Z']])
    expect([...minimalInterventionSets(g, { outcome: 'Y', keep: 'possibly-optimal' })]).toEqual([[], ['Z']])
  })

  it('projects out what cannot be set', () => {
    const g = admg('A -> B -> Y; B <-> Y')
    expect([...minimalInterventionSets(g, { outcome: 'Y', manipulable: ['A'] })]).toEqual([[], ['A']])
    expect([...minimalInterventionSets(g, { outcome: 'Y', manipulable: [] })]).toEqual([[]])
  })

  it('refuses what makes no sense, by name', () => {
    const g = dag({
      nodes: ['X', 'Y', 'U'],
      directed: [
        ['X', 'Y'],
        ['U', 'Y'],
      ],
      latents: ['U'],
    })
    expectCausalError(
      () => minimalInterventionSets(g, { outcome: 'Z' as 'Y' }),
      'minimalInterventionSets',
      'unknown-name',
    )
    expectCausalError(
      () => minimalInterventionSets(g, { outcome: 'Y', manipulable: ['U'] }),
      'minimalInterventionSets',
      'latent',
    )
    expectCausalError(
      () => minimalInterventionSets(g, { outcome: 'Y', manipulable: ['Y'] }),
      'minimalInterventionSets',
      'overlap',
    )
    expectCausalError(
      () => minimalInterventionSets(g, { outcome: 'Y', keep: 'best' as 'all' }),
      'minimalInterventionSets',
      'invalid-argument',
    )
  })
})

const bits = ['0', '1']
const joint = factor(
  [
    { name: 'X', states: bits },
    { name: 'A', states: bits },
    { name: 'R', states: bits },
  ],
  [0.1, 0.1, 0.15, 0.15, 0.05, 0.15, 0.24, 0.06],
)
const graph = dag('X -> A -> R; X -> R')
const question = { action: 'A', context: 'X', reward: 'R' } as const

describe('policyValue and bestPolicy', () => {
  it('refuse what the policy does and nobody did, and name it', () => {
    const holes = factor(joint.variables, [0.2, 0.2, 0, 0, 0.05, 0.25, 0.24, 0.06])
    const found = policyValue({ graph, joint: holes }, { ...question, policy: () => '1' })
    expect(found).toMatchObject({
      identifiable: false,
      reason: 'no-support',
      witness: { cells: [{ context: { X: '0' }, action: '1' }] },
    })
    expect(policyValue({ graph, joint: holes }, { ...question, policy: () => '0' })).toMatchObject({
      identifiable: true,
    })
    expect(bestPolicy({ graph, joint: holes }, question)).toMatchObject({ identifiable: false, reason: 'no-support' })
  })

  it('a context that tells more than it should does not mislead: the best arm of a confounded bandit', () => {
    const both = admg('X -> A -> R; X -> R; A <-> R')
    expect(bestPolicy({ graph: both, joint }, question)).toMatchObject({
      identifiable: false,
      reason: 'not-identifiable',
    })
  })

  it('value rewards by their worth, from a model too', () => {
    const model = scm({
      X: categorical({ low: 0.5, high: 0.5 }),
      A: cpt(['X'], { low: { go: 0.5, stay: 0.5 }, high: { go: 0.9, stay: 0.1 } }),
      R: cpt(['X', 'A'], {
        low: { go: { won: 0.2, lost: 0.8 }, stay: { won: 0.4, lost: 0.6 } },
        high: { go: { won: 0.9, lost: 0.1 }, stay: { won: 0.4, lost: 0.6 } },
      }),
    })
    const rewards = { won: 10, lost: -1 }
    const best = bestPolicy(model, { ...question, rewards })
    expect(best.actions.map(({ actions }) => actions)).toEqual([['stay'], ['go']])
    expect(best.value).toBeCloseTo(0.5 * (10 * 0.4 - 0.6) + 0.5 * (10 * 0.9 - 0.1), 12)
    const same = policyValue(model, { ...question, rewards, policy: ({ X }) => (X === 'low' ? 'stay' : 'go') })
    expect(same.value).toBeCloseTo(best.value, 12)
    expectCausalError(() => bestPolicy(model, question), 'bestPolicy', 'invalid-argument')
    expectCausalError(() => bestPolicy(model, { ...question, rewards: { won: 1 } }), 'bestPolicy', 'invalid-argument')
  })

  it('refuse a policy that is none, and a context that comes after', () => {
    const ask = (policy: unknown) => () =>
      policyValue({ graph, joint }, { ...question, policy: policy as () => string })
    expectCausalError(ask('1'), 'policyValue', 'invalid-argument')
    expectCausalError(
      ask(() => '2'),
      'policyValue',
      'unknown-name',
    )
    expectCausalError(
      ask(() => ({ '0': 0.5, '1': 0.4 })),
      'policyValue',
      'not-probability',
    )
    expectCausalError(
      ask(() => ({ '0': 1.5, '1': -0.5 })),
      'policyValue',
      'not-probability',
    )
    expectCausalError(
      ask(() => null),
      'policyValue',
      'invalid-argument',
    )
    expectCausalError(
      () => bestPolicy({ graph: dag('A -> X -> R'), joint }, question),
      'bestPolicy',
      'invalid-argument',
    )
    expectCausalError(() => bestPolicy({ graph, joint }, { ...question, context: 'R' }), 'bestPolicy', 'overlap')
  })
})

describe('offPolicyValue', () => {
  const log = table({ x: [1, 2, 1, 2], a: ['p', 'q', 'q', 'p'], r: [1, 0, 3, 2], c: [0.5, 0.5, 0.25, 0.5] })
  const asked = { action: 'a', context: 'x', reward: 'r', propensity: 'c' } as const

  it('refuses what the log never tried, and weights that are all zero', () => {
    expect(offPolicyValue(log, { ...asked, policy: () => 'z' })).toMatchObject({
      estimated: false,
      reason: 'no-support',
      witness: { untried: ['z'] },
    })
    const never = offPolicyValue(log, { ...asked, policy: ({ x }) => ({ p: x === '1' ? 0 : 0, q: 0, z: 1 }) })
    expect(never).toMatchObject({ estimated: false, reason: 'no-support' })
    const dm = offPolicyValue(log, {
      ...asked,
      policy: () => 'z',
      estimator: 'dm',
      rewardModel: (_, a) => (a === 'z' ? 7 : 0),
    })
    expect(dm).toMatchObject({ estimated: true, value: 7, standardError: null, interval: null })
  })

  it('says when few rows carry the weight', () => {
    const found = offPolicyValue(log, { ...asked, policy: () => 'q' })
    expect(found.estimated && found.effectiveSampleSize).toBeCloseTo(36 / 20, 12)
    expect(found.estimated && found.warnings.join()).toContain('worth 1.80 rows')
  })

  it('refuses columns and options that cannot be used', () => {
    const policy = (): string => 'p'
    const bad =
      (columns: object, options: object = {}) =>
      () =>
        offPolicyValue(table({ x: [1, 2], a: ['p', 'q'], r: [1, 0], c: [0.5, 0.5], ...columns }), {
          ...asked,
          policy,
          ...options,
        })
    expectCausalError(bad({ c: [0.5, 0] }), 'offPolicyValue', 'invalid-data')
    expectCausalError(bad({ c: [0.5, 1.5] }), 'offPolicyValue', 'invalid-data')
    expectCausalError(bad({ r: [1, Number.NaN] }), 'offPolicyValue', 'invalid-data')
    expectCausalError(bad({ x: [1, Number.NaN] }), 'offPolicyValue', 'missing-values')
    expectCausalError(bad({}, { estimator: 'dr' }), 'offPolicyValue', 'invalid-argument')
    expectCausalError(bad({}, { estimator: 'clipped' }), 'offPolicyValue', 'invalid-argument')
    expectCausalError(bad({}, { estimator: 'best' }), 'offPolicyValue', 'invalid-argument')
    expectCausalError(bad({}, { confidence: 95 }), 'offPolicyValue', 'invalid-argument')
    expectCausalError(bad({}, { estimator: 'dr', rewardModel: () => Number.NaN }), 'offPolicyValue', 'invalid-argument')
  })
})
