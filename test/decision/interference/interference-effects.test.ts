import { describe, expect, it } from 'vitest'
import { type InterferenceQuestion, interferenceEffects, table } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const data = table({
  home: ['a', 'a', 'b', 'b', 'c'],
  z: [1, 0, 0, 1, 1],
  y: [3, 1, 2, 4, 5],
  p: [0.5, 0.5, 0.4, 0.4, 0.2],
})
type Question = InterferenceQuestion<'home' | 'z' | 'y' | 'p'>
const question: Question = { group: 'home', treatment: 'z', outcome: 'y', policies: [0.2, 0.8], propensity: 0.5 }

describe('interferenceEffects', () => {
  it('warns of groups of one, of few groups, and of policies far from what was done', () => {
    const found = interferenceEffects(data, question)
    expect([found.groups, found.n]).toEqual([3, 5])
    expect(found.warnings.join()).toContain('1 of 3 groups have one unit')
    expect(found.warnings.join()).toContain('3 groups')
    const groups = Array.from({ length: 30 }, (_, g) => g)
    const many = table({
      g: groups.flatMap((g) => [g, g, g, g]),
      z: groups.flatMap((g) => [0, g % 2, g % 3 === 0 ? 1 : 0, g === 0 ? 1 : 0]),
      y: groups.flatMap((g) => [g, 1, 2, 3]),
    })
    const far = interferenceEffects(many, {
      ...({ group: 'g', treatment: 'z', outcome: 'y', propensity: 0.3 } as const),
      policies: [0.3, 0.98],
    })
    expect(far.policies[0].effectiveGroups).toBeCloseTo(30, 9)
    expect(far.policies[1].effectiveGroups).toBeLessThan(10)
    expect(far.warnings.join()).toContain('the policy 0.98')
  })

  it('has no estimate where no unit tells', () => {
    const nobody = table({ home: ['a', 'a', 'b', 'b'], z: [0, 0, 0, 0], y: [1, 2, 3, 4] })
    const found = interferenceEffects(nobody, { ...question, policies: [0, 1] } as never)
    expect(found.policies[0].untreated.estimate).not.toBeNull()
    expect(found.policies[0].treated).toEqual({ estimate: null, standardError: null, interval: null })
    expect(found.policies[1].overall.estimate).toBeNull()
    expect(found.totalEffect.estimate).toBeNull()
    expect(found.warnings.join()).toContain('there is no estimate')
  })

  it('refuses what makes no sense', () => {
    const refused = (change: object, code: string): void => {
      expectCausalError(
        () => interferenceEffects(data, { ...question, ...change } as Question),
        'interferenceEffects',
        code as 'overlap',
      )
    }
    refused({ policies: [0.2] }, 'not-probability')
    refused({ policies: [0.2, 1.2] }, 'not-probability')
    refused({ policies: 0.2 }, 'invalid-argument')
    refused({ propensity: 0 }, 'not-probability')
    refused({ propensity: 1 }, 'not-probability')
    refused({ propensity: 'y' }, 'not-probability')
    refused({ propensity: 'q' }, 'unknown-name')
    refused({ treatment: 'y' }, 'invalid-data')
    refused({ outcome: 'home' }, 'invalid-data')
    refused({ group: 'house' }, 'unknown-name')
    refused({ estimator: 'dr' }, 'invalid-argument')
    refused({ confidence: 1 }, 'invalid-argument')
  })
})
