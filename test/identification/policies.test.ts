import { describe, expect, it } from 'vitest'
import { admg, dag, evaluateEstimand, type Factor, identifyPolicy, toText } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const binary = (name: string) => ({ name, states: ['0', '1'] })

describe('identifyPolicy', () => {
  it('averages over what the policy looks at, and evaluates with the policy’s table', () => {
    const g = dag('Z -> X -> Y; Z -> Y')
    const answer = identifyPolicy(g, { policies: { treatment: 'X', given: 'Z' }, outcome: 'Y' })
    if (!answer.identifiable) throw new Error(answer.message)
    expect(toText(answer.estimand)).toBe('Σ_{X, Z} P(Y | X, Z) P^policy(X | Z) P(Z)')
    // P(Z), P(X | Z), P(Y | X, Z)
    const joint: Factor = {
      variables: ['Z', 'X', 'Y'].map(binary),
      values: Float64Array.of(0.28, 0.07, 0.09, 0.06, 0.06, 0.04, 0.08, 0.32),
    }
    // treats all with Z = 1 and no one else: P(Y = 1) = P(Z=0) P(Y=1|X=0,Z=0) + P(Z=1) P(Y=1|X=1,Z=1)
    const policy: Factor = { variables: ['Z', 'X'].map(binary), values: Float64Array.of(1, 0, 0, 1) }
    const { values } = evaluateEstimand(answer.estimand, [{ joint }, { domain: 'policy', given: ['Z'], joint: policy }])
    expect(values[1]).toBeCloseTo(0.5 * (0.07 / 0.35) + 0.5 * (0.32 / 0.4), 12)
    // a table that is known only given Z says nothing about X alone
    expectCausalError(
      () =>
        evaluateEstimand(answer.estimand, [
          { joint, given: ['Z'] },
          { domain: 'policy', given: ['Z'], joint: policy },
        ]),
      'evaluateEstimand',
      'invalid-argument',
    )
  })

  it('takes sequences: a dynamic regime with time-varying confounding (Robins 1986)', () => {
    const g = dag('L0 -> A0 -> L1 -> A1 -> Y; L0 -> L1; L1 -> Y; A0 -> Y')
    const policies = [
      { treatment: 'A1', given: ['L1', 'A0'], name: 'second' },
      { treatment: 'A0', given: 'L0', name: 'first' },
    ] as const
    const answer = identifyPolicy(g, { policies, outcome: 'Y' })
    expect(answer.identifiable && toText(answer.estimand)).toBe(
      'Σ_{A0, A1, L0, L1} P(Y | A0, A1, L1) P^second(A1 | A0, L1) P(L1 | A0, L0) P^first(A0 | L0) P(L0)',
    )
    expect(identifyPolicy(g, { policies: [...policies].reverse(), outcome: 'Y' })).toEqual(answer)
  })

  it('may know the outcome under a policy where it does not know it given what the policy looks at, and refuses with a thicket', () => {
    const bow = admg('W -> X -> Y; X <-> Y; W -> Y')
    const refused = identifyPolicy(bow, { policies: { treatment: 'X', given: 'W' }, outcome: 'Y' })
    expect(!refused.identifiable && refused.thicket?.district).toEqual(['Y'])
    const trial = identifyPolicy(bow, {
      policies: { treatment: 'X', given: 'W' },
      outcome: 'Y',
      available: [{ do: 'X', over: ['W', 'Y'] }],
    })
    expect(trial.identifiable && toText(trial.estimand)).toBe('Σ_{W, X} P^policy(X | W) P(Y, W | do(X))')
  })

  it('leaves out policies that do not matter, and speaks of treatments as outcomes', () => {
    const g = dag('X -> Y; Y -> T; Z -> X')
    const answer = identifyPolicy(g, { policies: [{ treatment: 'X' }, { treatment: 'T', given: 'Z' }], outcome: 'Y' })
    expect(answer.identifiable && toText(answer.estimand)).toBe('Σ_X P(Y | X) P^policy(X)')
    const own = identifyPolicy(g, { policies: { treatment: 'X', given: 'Z' }, outcome: ['X', 'Y'] })
    expect(own.identifiable && toText(own.estimand)).toBe('P(Y | X) Σ_Z P^policy(X | Z) P(Z)')
  })

  it('carries a policy over to another population', () => {
    const g = admg('Z -> X -> Y; Z -> Y; X <-> Y')
    const answer = identifyPolicy(g, {
      policies: { treatment: 'X', given: 'Z' },
      outcome: 'Y',
      selection: 'Z',
      available: [{ domain: 'source', do: 'X' }, { domain: 'target' }],
    })
    expect(answer.identifiable && toText(answer.estimand)).toBe(
      'Σ_{X, Z} P^policy(X | Z) P^source(Y | do(X), Z) P^target(Z)',
    )
  })

  it('refuses policies that look at effects of their treatment, and what cannot be read', () => {
    const g = dag('Z -> X -> Y')
    const ask =
      (policies: unknown, more = {}) =>
      (): unknown =>
        identifyPolicy(g, { policies: policies as never, outcome: 'Y', ...more })
    expectCausalError(ask({ treatment: 'X', given: 'Y' }), 'identifyPolicy', 'cycle')
    expectCausalError(ask({ treatment: 'X', given: 'X' }), 'identifyPolicy', 'overlap')
    expectCausalError(ask([{ treatment: 'X' }, { treatment: 'X' }]), 'identifyPolicy', 'duplicate-name')
    expectCausalError(ask([]), 'identifyPolicy', 'invalid-argument')
    expectCausalError(ask({ treatment: ['X', 'Z'] }), 'identifyPolicy', 'invalid-argument')
    expectCausalError(ask({ treatment: 'X' }, { do: 'X' }), 'identifyPolicy', 'overlap')
    expectCausalError(
      ask({ treatment: 'X', name: 'here' }, { selection: [{ domain: 'here', nodes: ['Z'] }] }),
      'identifyPolicy',
      'duplicate-name',
    )
    const hidden = dag({
      nodes: ['Z', 'X', 'Y'],
      directed: [
        ['Z', 'X'],
        ['X', 'Y'],
      ],
      latents: ['Z'],
    })
    expectCausalError(
      () => identifyPolicy(hidden, { policies: { treatment: 'X', given: 'Z' }, outcome: 'Y' }),
      'identifyPolicy',
      'latent',
    )
  })
})
