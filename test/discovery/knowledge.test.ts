import { describe, expect, it } from 'vitest'
import { knowledge } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

describe('knowledge', () => {
  it('keeps what it is given, frozen', () => {
    const spec = deepFreeze({
      required: [['A', 'B']] as const,
      forbidden: [['C', '__proto__']] as const,
      tiers: [['A'], ['B', 'C']] as const,
    })
    const known = knowledge(spec)
    expect(known).toEqual(spec)
    expect(Object.isFrozen(known)).toBe(true)
    expect(Object.isFrozen(known.tiers[1])).toBe(true)
  })
  it('may be empty', () => {
    expect(knowledge({})).toEqual({ required: [], forbidden: [], tiers: [] })
  })
  it('names an edge that is both required and forbidden', () => {
    const error = expectCausalError(
      () => knowledge({ required: [['A', 'B']], forbidden: [['A', 'B']] }),
      'knowledge',
      'contradiction',
    )
    expect(error.details['edge']).toEqual(['A', 'B'])
  })
  it('refuses required edges in a circle, and lists it', () => {
    const error = expectCausalError(
      () =>
        knowledge({
          required: [
            ['A', 'B'],
            ['B', 'C'],
            ['C', 'A'],
          ],
        }),
      'knowledge',
      'contradiction',
    )
    expect([...(error.details['cycle'] as string[])].sort()).toEqual(['A', 'B', 'C'])
  })
  it('refuses a required edge back in time', () => {
    const error = expectCausalError(
      () => knowledge({ required: [['late', 'early']], tiers: [['early'], ['late']] }),
      'knowledge',
      'contradiction',
    )
    expect(error.details['tiers']).toEqual([1, 0])
  })
  it('refuses a name in two tiers, an edge to itself, and what is not a pair', () => {
    expectCausalError(() => knowledge({ tiers: [['A'], ['A']] }), 'knowledge', 'duplicate-name')
    expectCausalError(() => knowledge({ forbidden: [['A', 'A']] }), 'knowledge', 'invalid-argument')
    expectCausalError(() => knowledge({ required: [['A']] as never }), 'knowledge', 'invalid-argument')
    expectCausalError(() => knowledge(null as never), 'knowledge', 'invalid-argument')
  })
})
