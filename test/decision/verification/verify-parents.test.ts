import { describe, expect, it } from 'vitest'
import { type RecipeSimulator, type SimulatorRun, verifyParents } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const fire = {
  recipes: {
    match: [[]],
    bolt: [[]],
    wood: [[]],
    fire: [
      ['match', 'wood'],
      ['bolt', 'wood'],
    ],
  },
} as const
const asked = { effect: 'fire', candidates: ['match', 'bolt', 'wood'] } as const

describe('verifyParents', () => {
  it('keeps neither of two causes that stand in for each other, and says so', () => {
    const found = verifyParents(fire, asked)
    expect(found.kept).toEqual(['wood'])
    expect(found.alternatives).toEqual(['match', 'bolt'])
    expect(found.warnings.join()).toContain('removal keeps none of "match" and "bolt"')
    expect(found.trialsNeeded).toBe(1)
    expect(found.missed).toBe(0)
  })

  it('keeps an ancestor whose child is no candidate, and says that it is not direct', () => {
    const chain = { recipes: { a: [[]], b: [['a']], y: [['b']] } } as const
    const found = verifyParents(chain, { effect: 'y', candidates: ['a'] })
    expect([found.kept, found.directCauses, found.indirect]).toEqual([['a'], [], ['a']])
    expect(verifyParents(chain, { effect: 'y', candidates: ['a', 'b'] }).kept).toEqual(['b'])
  })

  it('a recipe that holds another one adds no cause', () => {
    const found = verifyParents(
      { recipes: { a: [[]], b: [[]], y: [['a'], ['a', 'b']] } },
      { effect: 'y', candidates: ['a', 'b'] },
    )
    expect([found.directCauses, found.necessary]).toEqual([['a'], ['a']])
  })

  it('runs a function, states what it may have missed, and is the same for the same seed', () => {
    const runs: SimulatorRun[] = []
    const simulate = (run: SimulatorRun): boolean => {
      runs.push(run)
      return run.given.includes('a') && run.seed % 4 === 0
    }
    const question = { effect: 'y', candidates: ['a', 'b'], trials: 200, leastChance: 0.25 } as const
    const found = verifyParents(simulate, question)
    expect(found.kept).toEqual(['a'])
    expect(found.probability).toBeGreaterThan(0.15)
    expect(found.probability).toBeLessThan(0.35)
    expect(found.minimalSufficientSets).toEqual([['a']])
    expect(found.directCauses).toBeNull()
    expect(found.missed).toBeCloseTo(0.75 ** 200, 30)
    expect(found.trialsNeeded).toBe(17)
    expect(found.runs).toBe(runs.length)
    expect(verifyParents(simulate, question)).toEqual(found)
    expect(verifyParents(simulate, { ...question, seed: 1 }).probability).not.toBe(found.probability)
    const bound = verifyParents(simulate, { effect: 'y', candidates: ['a', 'b'], trials: 200 })
    expect(bound.leastChance).toBeLessThan(bound.probability)
    expect(bound.leastChance).toBeGreaterThan(0.1)
    const short = verifyParents(simulate, { ...question, budget: 1500 })
    expect(short.minimalSufficientSets).toBeNull()
    expect(short.warnings.join()).toContain('above the budget')
    const never = verifyParents(() => false, question)
    expect([never.kept, never.probability]).toEqual([[], 0])
  })

  it('refuses what it cannot verify', () => {
    const refused = (call: () => unknown, code: string): void => {
      expectCausalError(call, 'verifyParents', code as 'cycle')
    }
    const bad =
      (simulator: object, question: object = {}) =>
      () =>
        verifyParents(simulator as RecipeSimulator, { ...asked, ...question } as never)
    refused(bad(fire, { effect: 'wood' }), 'overlap')
    refused(bad(fire, { candidates: ['match', 'match'] }), 'duplicate-name')
    refused(bad(fire, { candidates: ['water'] }), 'unknown-name')
    refused(bad(fire, { effect: 'rain' }), 'unknown-name')
    refused(bad(fire, { trials: 10 }), 'invalid-argument')
    refused(bad(fire, { error: 0 }), 'invalid-argument')
    refused(bad({ recipes: { a: [['b']], b: [['a']] } }, { effect: 'a', candidates: ['b'] }), 'cycle')
    refused(bad({ recipes: { a: [['a']] } }, { effect: 'a', candidates: [] }), 'cycle')
    refused(bad({ recipes: { a: [['z']] } }, { effect: 'a', candidates: [] }), 'unknown-name')
    refused(bad({ ...fire, success: { fire: 2 } }), 'not-probability')
    refused(bad({ ...fire, success: { rain: 1 } }), 'unknown-name')
    const many = Array.from({ length: 21 }, (_, i) => `i${i}`)
    const long = {
      recipes: { ...Object.fromEntries(many.map((name) => [name, [[]]])), y: [many] },
      success: Object.fromEntries(many.map((name) => [name, 0.5])),
    }
    refused(bad(long, { effect: 'y', candidates: [] }), 'too-large')
    refused(() => verifyParents((() => 1) as never, asked), 'invalid-argument')
    refused(() => verifyParents(() => true, { ...asked, trials: 0 }), 'invalid-argument')
    refused(() => verifyParents(() => true, { ...asked, leastChance: 2 }), 'invalid-argument')
    refused(() => verifyParents(() => true, { ...asked, budget: 100 }), 'too-large')
    refused(() => verifyParents(() => true, { ...asked, signal: AbortSignal.abort() }), 'aborted')
    let steps = 0
    verifyParents(fire, { ...asked, onProgress: () => steps++ })
    expect(steps).toBeGreaterThan(5)
  })
})
