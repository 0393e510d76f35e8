import { describe, expect, it } from 'vitest'
import {
  admg,
  bernoulli,
  cpt,
  dag,
  discreteScm,
  factor,
  type InvariantSubset,
  invariantSubset,
  linear,
  normal,
  scm,
  uniform,
} from '../../../../src/index.js'
import { expectCausalError } from '../../../support/errors.js'

const found = (answer: ReturnType<typeof invariantSubset>): InvariantSubset => {
  if (!answer.found) throw new Error(answer.message)
  return answer
}
const binary = (name: string) => ({ name, states: ['0', '1'] })

describe('invariantSubset', () => {
  // Y → M → Z ← Y: the laboratory's M decides whether Z says anything of Y
  const misled = scm({
    Y: bernoulli(0.5),
    M: cpt(['Y'], { 0: 0.2, 1: 0.8 }),
    Z: cpt(['Y', 'M'], { 0: { 0: 0.1, 1: 0.6 }, 1: { 0: 0.9, 1: 0.9 } }),
  })

  it('names the mechanism that is worst, and what it costs', () => {
    const answer = found(invariantSubset(misled, { outcome: 'Y', mutable: 'M' }))
    const withZ = answer.classes.find(({ subset }) => subset.length === 1)!
    // by hand: under do(M = 0), Z = 1 has P(Y = 1) = .9; under do(M = 1), Z = 1 has .9/1.5 = .6 and Z = 0 has .1/.5 = .2
    const loss = (y: number, z: number, m: number): number =>
      (y - (m === 0 ? (z === 1 ? 0.9 : 0.1) : z === 1 ? 0.6 : 0.2)) ** 2
    const chance = (y: number, m: number): number => (y === 1 ? 0.9 : m === 0 ? 0.1 : 0.6)
    const risk = (y: number, m: number): number => chance(y, m) * loss(y, 1, m) + (1 - chance(y, m)) * loss(y, 0, m)
    const worst = (y: number): number => Math.max(risk(y, 0), risk(y, 1))
    expect(withZ.worstRisk).toBeCloseTo(0.5 * worst(0) + 0.5 * worst(1), 12)
    expect(withZ.worstMechanisms).toEqual({
      M: [0, 1].map((y) => ({ given: { Y: String(y) }, state: risk(y, 1) > risk(y, 0) ? '1' : '0' })),
    })
    expect(answer.mutableChildren).toEqual(['M'])
    expect(answer.descendantsOfMutableChildren).toEqual(['Z'])
    expect(answer.graphicalCondition).toBe('does not decide')
  })

  it('says that the whole stable set is optimal where the condition holds', () => {
    const g = dag('X -> Y -> M')
    const joint = factor([binary('X'), binary('Y'), binary('M')], [0.2, 0.1, 0.1, 0.1, 0.05, 0.1, 0.05, 0.3])
    const answer = found(invariantSubset({ graph: g, joint }, { outcome: 'Y', mutable: 'M' }))
    expect(answer).toMatchObject({ graphicalCondition: 'holds', wholeSetOptimal: true, best: ['X'], exact: true })
  })

  it('takes an empty stable set, and no mutable variable', () => {
    const model = scm({ Y: bernoulli(0.5), M: cpt(['Y'], { 0: 0.2, 1: 0.8 }) })
    expect(invariantSubset(model, { outcome: 'Y', mutable: ['M'] })).toMatchObject({
      best: [],
      stable: [],
      minimaxRisk: 0.25,
    })
    const fixed = found(invariantSubset(model, { outcome: 'Y', mutable: [] }))
    expect(fixed.best).toEqual(['M'])
    expect(fixed.minimaxRisk).toBeCloseTo(0.16, 12)
  })

  it('finds in a linear Gaussian model that no mechanism matters', () => {
    const model = scm({
      X: normal(0, 1),
      Y: linear({ X: 1 }, normal(0, 1)),
      M: linear({ Y: 1 }, normal(0, 1)),
      Z: linear({ Y: 1, M: -2 }, normal(0, 1)),
    })
    const answer = found(invariantSubset(model, { outcome: 'Y', mutable: 'M' }))
    // Var(Y | X, Z, do(M)): the precisions 1 of Y's noise and 1 of Z's add up
    expect(answer).toMatchObject({ method: 'gaussian', best: ['X', 'Z'], wholeSetOptimal: true, exact: true })
    expect(answer.minimaxRisk).toBeCloseTo(0.5, 12)
    expect(answer.classes[0]!.worstMechanisms).toBeNull()
  })

  it('refuses where a mutable variable has a hidden cause', () => {
    const joint = factor([binary('M'), binary('Y')], [0.3, 0.2, 0.1, 0.4])
    expect(invariantSubset({ graph: admg('M -> Y; M <-> Y'), joint }, { outcome: 'Y', mutable: 'M' })).toMatchObject({
      found: false,
      reason: 'hidden-cause',
      witness: { variables: ['M'] },
    })
    const confounded = discreteScm({
      exogenous: [{ name: 'U', p: [0.5, 0.5] }],
      endogenous: [
        { name: 'M', parents: ['U'], table: [0, 1] },
        { name: 'Y', parents: ['U', 'M'], table: [0, 1, 1, 0] },
      ],
    })
    expect(invariantSubset(confounded, { outcome: 'Y', mutable: 'M' })).toMatchObject({ reason: 'hidden-cause' })
  })

  it('allows hidden causes elsewhere, and then the graph does not decide', () => {
    const model = discreteScm({
      exogenous: [
        { name: 'U', p: [0.3, 0.7] },
        { name: 'E', p: [0.8, 0.2] },
      ],
      endogenous: [
        { name: 'X', parents: ['U'], table: [0, 1] },
        { name: 'Y', parents: ['U', 'E'], table: [0, 1, 1, 0] },
        { name: 'M', parents: ['X'], table: [0, 1] },
      ],
    })
    expect(invariantSubset(model, { outcome: 'Y', mutable: 'M' })).toMatchObject({
      ...{ best: ['X'], graphicalCondition: 'does not decide' },
      minimaxRisk: expect.closeTo(0.16, 12),
    })
  })

  it('refuses a joint without the states that a mechanism may take', () => {
    const joint = factor([binary('X'), binary('M'), binary('Y')], [0.2, 0.1, 0.1, 0.1, 0.2, 0.3, 0, 0])
    const answer = invariantSubset({ graph: dag('X -> M -> Y; X -> Y'), joint }, { outcome: 'Y', mutable: 'M' })
    expect(answer).toMatchObject({
      found: false,
      reason: 'no-support',
      witness: { variable: 'M', state: '1', given: { X: '1' } },
    })
  })

  it('says that a search cut short gives a lower bound, with an upper one', () => {
    const chance = (i: number): number => 0.05 + 0.9 * ((i * 0.618034) % 1)
    const joint = factor(
      ['A', 'B', 'C', 'Y', 'M', 'N'].map(binary),
      Array.from({ length: 64 }, (_, i) => chance(i)),
    )
    const full = { graph: dag('A -> Y; B -> Y; C -> Y; A -> M; Y -> M; B -> M; Y -> N; C -> N; B -> N'), joint }
    const exact = found(invariantSubset(full, { outcome: 'Y', mutable: ['M', 'N'] }))
    const cut = found(invariantSubset(full, { outcome: 'Y', mutable: ['M', 'N'], budget: 0 }))
    expect(exact.exact).toBe(true)
    const open = cut.classes.filter((each) => !each.exact)
    expect(open.length).toBeGreaterThan(0)
    for (const each of cut.classes) {
      const truth = exact.classes.find(({ subset }) => subset.join() === each.subset.join())!.worstRisk
      expect(each.worstRisk).toBeLessThanOrEqual(truth + 1e-12)
      expect(each.atMost).toBeGreaterThanOrEqual(truth - 1e-12)
    }
  })

  it('says what is wrong', () => {
    const ask = (question: object) => () => invariantSubset(misled, question as never)
    expectCausalError(ask({ outcome: 'Y', mutable: ['Y'] }), 'invariantSubset', 'overlap')
    expectCausalError(ask({ outcome: 'Y', mutable: ['Q'] }), 'invariantSubset', 'unknown-name')
    expectCausalError(ask({ outcome: 'Y', mutable: ['M', 'M'] }), 'invariantSubset', 'duplicate-name')
    expectCausalError(ask({ outcome: 'Y', mutable: 'M', budget: -1 }), 'invariantSubset', 'invalid-argument')
    expectCausalError(ask({ outcome: 'Y', mutable: 'M', alpha: 0.1 }), 'invariantSubset', 'unknown-option')
    const words = factor([{ name: 'Y', states: ['ill', 'well'] }, binary('M')], [0.1, 0.2, 0.3, 0.4])
    const named = () => invariantSubset({ graph: dag('Y -> M'), joint: words }, { outcome: 'Y', mutable: 'M' })
    expectCausalError(named, 'invariantSubset', 'invalid-argument')
    const skewed = scm({ M: uniform(0, 1), Y: linear({ M: 1 }, uniform(0, 1)) })
    expectCausalError(() => invariantSubset(skewed, { outcome: 'Y', mutable: 'M' }), 'invariantSubset', 'not-supported')
    const stopped = ask({ outcome: 'Y', mutable: 'M', signal: { aborted: true } })
    expectCausalError(stopped, 'invariantSubset', 'aborted')
  })
})
