import { describe, expect, it } from 'vitest'
import {
  dag,
  type ExposureEffectsQuestion,
  exposureEffects,
  exposureProbabilities,
  pdag,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const line = { edges: [[0, 1] as const, [1, 2] as const, [2, 3] as const] }
const data = table({
  z: [1, 0, 0, 1],
  y: [4, 3, 1, 5],
  block: ['a', 'a', 'b', 'b'],
  p: [0.5, 0.5, 0.5, 0.5],
  name: ['Ann', 'Bob', 'Cem', 'Dee'],
})
type Question = ExposureEffectsQuestion<'z' | 'y' | 'block' | 'p' | 'name'>
const question: Question = { network: line, design: { type: 'bernoulli', p: 0.5 }, treatment: 'z', outcome: 'y' }
const refused = (change: object, code: string, of: object = data): void => {
  expectCausalError(
    () => exposureEffects(of as typeof data, { ...question, ...change } as Question),
    'exposureEffects',
    code as 'overlap',
  )
}

describe('exposureEffects', () => {
  it('reads a network as a graph, as edges or as neighbours', () => {
    const [first, ...others] = [
      exposureEffects(data, question),
      exposureEffects(data, { ...question, network: { neighbors: [[1], [0, 2], [1, 3], [2]] } }),
      exposureEffects(data, { ...question, network: pdag('Ann -- Bob -- Cem -- Dee'), unit: 'name' }),
      exposureEffects(data, { ...question, network: { edges: [...line.edges, [1, 0], [0, 1]] } }),
      exposureEffects(data, { ...question, design: { type: 'bernoulli', p: 'p' } }),
    ]
    for (const other of others) expect(other.means).toEqual(first!.means)
  })

  it('says whom a number is about, and warns of few units and of exposures that nobody had', () => {
    const found = exposureEffects(data, { ...question, network: { edges: [[0, 1]] } })
    expect(found.unreachable['01']).toEqual(['2', '3'])
    expect(found.means.map(({ level, count }) => [level, count])).toEqual([
      ['00', 1],
      ['01', 1],
      ['10', 2],
      ['11', 0],
    ])
    expect(found.means[1]!.target).toContain('the 2 of 4 units that can come to it')
    expect(found.means[3]!.hajek).toEqual({ estimate: null, standardError: null, interval: null })
    expect(found.contrasts.map(({ to, n }) => [to, n])).toEqual([
      ['01', 2],
      ['10', 4],
      ['11', 2],
    ])
    expect(found.warnings.join()).toContain('nobody had "11"')
    expect(found.warnings.join()).toContain('fewer than 10 units')
    expect(found.warnings.join()).toContain('2 units can never come to "01"')
    const one = exposureEffects(data, { ...question, contrast: { from: '01', to: '10' } })
    expect(one.contrasts).toHaveLength(1)
  })

  it('leaves out of a contrast who hardly comes to it, when asked to, and says what a design is worth', () => {
    // the middle of the line has no treated neighbour with chance 1/8, the ends with 1/4
    const whole = exposureEffects(data, { ...question, contrast: { from: '00', to: '10' } }).contrasts[0]!
    expect([whole.n, whole.effectiveUnits]).toEqual([4, 16 / (4 + 8 + 8 + 4)])
    const ends = exposureEffects(data, { ...question, minChance: 0.25, contrast: { from: '00', to: '10' } })
    expect([ends.contrasts[0]!.n, ends.contrasts[0]!.effectiveUnits]).toEqual([2, 0.5])
    expect(ends.contrasts[0]!.target).toContain('2 of 4')
    const other = exposureEffects(data, { ...question, contrast: { from: '01', to: '10' } })
    expect(other.warnings.join()).toContain('for "10 less 01" the design is worth fewer than 20 units')
  })

  it('draws where neighbourhoods are too large for a function, and says how well', () => {
    const n = 40
    const star = Array.from({ length: n - 1 }, (_, i) => [0, i + 1] as const)
    const units = table({
      z: Array.from({ length: n }, (_, i) => i % 2),
      y: Array.from({ length: n }, (_, i) => i % 7),
    })
    const exposure = (own: 0 | 1, around: readonly (0 | 1)[]): string =>
      `${own}${around.filter((z) => z === 1).length >= 2 ? 1 : 0}`
    const asked = { network: { edges: star }, design: { type: 'bernoulli', p: 0.5 }, exposure, draws: 2000 } as const
    const drawn = exposureProbabilities(units, asked)
    expect(drawn.method).toBe('simulation')
    expect(drawn.probabilityError).toBeCloseTo(0.5 / Math.sqrt(2000), 3)
    expect(drawn).toEqual(exposureProbabilities(units, { ...asked, seed: 0 }))
    const exact = exposureProbabilities(units, { ...asked, exposure: { count: [2] } })
    expect(exact.method).toBe('exact')
    for (const [i, of] of drawn.probabilities.entries())
      for (const [a, level] of drawn.levels.entries()) {
        const b = exact.levels.indexOf(
          level.startsWith('0') ? (level === '00' ? '0:0-1' : '0:2+') : level === '10' ? '1:0-1' : '1:2+',
        )
        expect(Math.abs(of[a]! - exact.probabilities[i]![b]!)).toBeLessThan(4 * drawn.probabilityError + 1e-9)
      }
    const both = exposureEffects(units, { ...asked, treatment: 'z', outcome: 'y' })
    const known = exposureEffects(units, { ...asked, exposure: { count: [2] }, treatment: 'z', outcome: 'y' })
    expect(both.warnings.join()).toContain('simulated')
    const [a, b] = [both.means[2]!.hajek, known.means[2]!.hajek]
    expect(Math.abs(a.estimate! - b.estimate!)).toBeLessThan(0.2)
    expect(a.standardError! / b.standardError!).toBeGreaterThan(0.8)
    expect(a.standardError! / b.standardError!).toBeLessThan(1.25)
    refusedDraws(units)
  })

  const refusedDraws = (units: object): void => {
    const exposure = (own: 0 | 1): string => String(own)
    const many = { edges: Array.from({ length: 39 }, (_, i) => [0, i + 1]) }
    refused({ network: many, exposure, draws: 2 ** 26 }, 'too-large', units)
  }

  it('refuses networks that are none', () => {
    refused({ network: { edges: [[0, 4]] } }, 'unknown-name')
    refused({ network: { edges: [[0, -1]] } }, 'unknown-name')
    refused({ network: { edges: [[2, 2]] } }, 'invalid-graph')
    refused({ network: { edges: [[0, 1, 2]] } }, 'invalid-argument')
    refused({ network: { edges: [[0, 1]], neighbors: [] } }, 'invalid-argument')
    refused({ network: { neighbors: [[1], [], [], []] } }, 'contradiction')
    refused({ network: { neighbors: [[1], [0]] } }, 'invalid-data')
    refused({ network: { neighbors: [[0], [], [], []] } }, 'invalid-graph')
    refused({ network: dag('Ann -> Bob'), unit: 'name' }, 'invalid-argument')
    refused({ network: pdag('Ann -- Bob') }, 'unknown-name')
    refused({ network: {} }, 'invalid-argument')
    refused({ unit: 'block' }, 'duplicate-name')
    refused({ unit: 'who' }, 'unknown-name')
  })

  it('refuses assignments that the design cannot have made', () => {
    refused({ design: { type: 'complete', treated: 3 } }, 'contradiction')
    refused({ design: { type: 'cluster', clusters: 'block', p: 0.5 } }, 'contradiction')
    refused({ design: { type: 'bernoulli', p: 0 } }, 'contradiction')
    refused({ design: { type: 'bernoulli', p: 1 } }, 'contradiction')
    const blocks = table({ z: [1, 1, 0, 0], y: [1, 2, 3, 4], block: ['a', 'a', 'b', 'b'] })
    refused({ design: { type: 'cluster', clusters: 'block', treated: 2 } }, 'contradiction', blocks)
  })

  it('refuses designs, mappings and columns that make no sense', () => {
    refused({ design: { type: 'bernoulli', p: 1.5 } }, 'not-probability')
    refused({ design: { type: 'bernoulli' } }, 'not-probability')
    refused({ design: { type: 'random', p: 0.5 } }, 'invalid-argument')
    refused({ design: { type: 'complete', treated: 5 } }, 'invalid-argument')
    refused({ design: { type: 'cluster', clusters: 'block' } }, 'invalid-argument')
    refused({ design: { type: 'cluster', clusters: 'block', p: 0.5, treated: 1 } }, 'invalid-argument')
    refused({ design: { type: 'bernoulli', p: 0.5, treated: 2 } }, 'unknown-option')
    refused({ exposure: { count: [] } }, 'invalid-argument')
    refused({ exposure: { count: [2, 1] } }, 'invalid-argument')
    refused({ exposure: { share: [1.5] } }, 'invalid-argument')
    refused({ exposure: 'all' }, 'invalid-argument')
    refused({ exposure: () => 1 }, 'invalid-argument')
    refused({ contrast: { from: '00', to: '00' } }, 'overlap')
    refused({ contrast: { from: '00', to: '12' } }, 'unknown-name')
    refused({ treatment: 'y' }, 'invalid-data')
    refused({ outcome: 'block' }, 'invalid-data')
    refused({ confidence: 95 }, 'invalid-argument')
    refused({ draws: 3 }, 'invalid-argument')
    refused({ minChance: 1 }, 'invalid-argument')
    refused({}, 'missing-values', table({ z: [1, 0, 0, 1], y: [Number.NaN, 1, 2, 3] }))
  })
})
