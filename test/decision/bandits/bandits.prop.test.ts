import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  armRewards,
  discreteScm,
  expectation,
  intentValues,
  intervene,
  linear,
  normal,
  scm,
  shift,
} from '../../../src/index.js'

const weights = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 40, maxLength: 40 })

describe('the rewards of arms', () => {
  it('are the expectations of the model after what the levers do', () => {
    fc.assert(
      fc.property(weights, (w) => {
        let at = 0
        const part = (parents: readonly string[]) =>
          linear(Object.fromEntries(parents.map((name) => [name, w[at++]!])), normal(w[at++]!, 1))
        const model = scm({ A: part([]), B: part(['A']), C: part(['A', 'B']), Y: part(['B', 'C']) } as never)
        const levers = { A: shift(w[at++]!), B: part(['A']), C: w[at++]! }
        const found = armRewards(model as never, { reward: 'Y', levers } as never)
        for (const [arm, reward] of found.rewards.entries()) {
          const act = Object.fromEntries(Object.entries(levers).filter((_, k) => (arm >> k) & 1))
          expect(reward).toBeCloseTo(expectation(intervene(model, act as never), 'Y' as never).value!, 8)
        }
        expect(found.bestReward).toBe(Math.max(...found.rewards))
      }),
      { numRuns: 30 },
    )
  })
})

describe('values by intent', () => {
  it('are at least those of the best action for all, and of following the intent, and average to them', () => {
    const bits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 24, maxLength: 24 })
    fc.assert(
      fc.property(bits, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (draws, p) => {
        const model = discreteScm({
          exogenous: [
            { name: 'U', p: [p, 1 - p] },
            { name: 'V', p: [0.3, 0.7] },
          ],
          endogenous: [
            { name: 'A', parents: ['U', 'V'], table: draws.slice(0, 4), states: 2 },
            { name: 'R', parents: ['A', 'U', 'V'], table: draws.slice(4, 12), states: 2 },
          ],
        })
        const found = intentValues(model, { action: 'A', reward: 'R' })
        expect(found.value).toBeGreaterThanOrEqual(Math.max(found.bestArm, found.observational) - 1e-12)
        expect(found.observational).toBeCloseTo(expectation(model, 'R').value!, 10)
        const arms = [0, 1].map((A) => expectation(model, 'R', { do: { A } }).value!)
        expect(found.bestArm).toBeCloseTo(Math.max(...arms), 10)
      }),
      { numRuns: 40 },
    )
  })
})
