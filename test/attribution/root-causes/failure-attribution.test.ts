import { describe, expect, it } from 'vitest'
import { failureAttribution } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

describe('failureAttribution', () => {
  it('blames who did bad work, not who passed it on', () => {
    const found = failureAttribution([
      { agent: 'planner', score: 0.9 },
      { agent: 'searcher', score: 0.1 },
      { agent: 'writer', score: 1 },
    ])
    expect(found.performance).toBeCloseTo(0.09, 12)
    expect(found.repaired).toBe(1)
    expect(found.blame.map(({ agent }) => agent)).toEqual(['searcher', 'planner', 'writer'])
    // the worths are 0.09, 0.1, 0.9 and 1: Shapley by hand
    expect(found.blame[0]!.blame).toBeCloseTo((0.9 - 0.09 + 1 - 0.1) / 2, 12)
    expect(found.decisive).toMatchObject({ step: 1, agent: 'searcher' })
    expect(found.method).toBe('exact')
  })

  it('follows who read whom: a bad step that nobody read costs nothing', () => {
    const found = failureAttribution([
      { agent: 'a', score: 0.5 },
      { agent: 'b', score: 0, reads: [0] },
      { agent: 'c', score: 1, reads: [0] },
    ])
    expect(found.blame).toEqual([
      { agent: 'a', blame: 0.5, standardError: 0 },
      { agent: 'b', blame: 0, standardError: 0 },
      { agent: 'c', blame: 0, standardError: 0 },
    ])
    expect([...found.effects]).toEqual([0.5, 0, 0])
  })

  it('takes a performance of its own: one good input may be enough', () => {
    const either = (own: number, inputs: readonly number[]) => own * (inputs.length === 0 ? 1 : Math.max(...inputs))
    const found = failureAttribution(
      [
        { agent: 'a', score: 0 },
        { agent: 'b', score: 0, reads: [] },
        { agent: 'judge', score: 1, reads: [0, 1] },
      ],
      { performance: either },
    )
    expect(found.blame.map(({ agent, blame }) => [agent, blame])).toEqual([
      ['a', 0.5],
      ['b', 0.5],
      ['judge', 0],
    ])
  })

  it('says when no single repair helps', () => {
    const found = failureAttribution([
      { agent: 'a', score: 0 },
      { agent: 'b', score: 0 },
    ])
    expect(found.decisive).toBeNull()
    expect(found.warnings[0]).toContain('several must go together')
    expect(found.blame.map(({ blame }) => blame)).toEqual([0.5, 0.5])
  })

  it('samples orders where many agents act', () => {
    const steps = Array.from({ length: 15 }, (_, i) => ({ agent: `agent ${i}`, score: i === 4 ? 0.2 : 1 }))
    const found = failureAttribution(steps, { draws: 20 })
    expect(found.method).toBe('permutations')
    expect(found.blame[0]).toMatchObject({ agent: 'agent 4', blame: expect.closeTo(0.8, 10) })
  })

  it('refuses by name', () => {
    const refused = (steps: unknown) =>
      expectCausalError(() => failureAttribution(steps as never), 'failureAttribution', 'invalid-argument').message
    expect(refused([])).toContain('no steps')
    expect(refused([{ agent: 'a', score: 2 }])).toContain('step 0')
    expect(refused([{ agent: 'a', score: 1, reads: [0] }])).toContain('does not come before')
    expect(refused([{ score: 1 }])).toContain('agent')
  })
})
