import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  adjacent,
  admg,
  cpdagOf,
  dag,
  dSeparation,
  type Edge,
  jci,
  magOf,
  orientByKnowledge,
} from '../../../src/index.js'
import { edgeTexts, hashed } from '../support.js'

const system: readonly string[] = ['V', 'W', 'X', 'Y']
const context: readonly string[] = ['C1', 'C2']

/** A graph in which two context variables act on others; `hidden`: whether others may share hidden causes. */
function worldOf(seed: number, hidden: boolean): Admg {
  const directed: [string, string][] = []
  const bidirected: [string, string][] = []
  for (const [i, a] of system.entries()) {
    for (const b of system.slice(i + 1)) {
      if (hashed(`${seed}|${a}${b}`) < 0.45) directed.push([a, b])
      if (hidden && hashed(`${seed}|u${a}${b}`) < 0.2) bidirected.push([a, b])
    }
    for (const c of context) if (hashed(`${seed}|${c}${a}`) < 0.35) directed.push([c, a])
  }
  return admg({ nodes: [...context, ...system], directed, bidirected: [...bidirected, ['C1', 'C2']] })
}

const markAt = (edge: Edge, name: string): string => (edge.from === name ? edge.fromMark : edge.toMark)

describe('jci with the oracle', () => {
  it.each([0, 1, 2, 3] as const)('writes no mark that the graph does not have, under assumptions %s', (assumptions) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const graph = worldOf(seed, true)
        const truth = magOf(graph)
        const found = jci(dSeparation(graph), { context, assumptions })
        expect(found.contradictions).toEqual([])
        expect(found.graph.edges).toHaveLength(truth.edges.length)
        for (const edge of found.graph.edges) {
          const real = truth.edges.find((e) => [e.from, e.to].includes(edge.from) && [e.from, e.to].includes(edge.to))!
          for (const name of [edge.from, edge.to]) {
            if (markAt(edge, name) !== 'circle') expect(markAt(edge, name)).toBe(markAt(real, name))
          }
        }
        for (const { context: c, adjacent: list } of found.effects) {
          expect(list).toEqual(adjacent(truth, c).filter((name) => !context.includes(name)))
        }
      }),
      { numRuns: 60 },
    )
  })
  it('knows more the more is assumed', () => {
    let more = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const test = dSeparation(worldOf(seed, true))
        const circles = ([0, 1, 2, 3] as const).map((assumptions) => {
          const { edges } = jci(test, { context, assumptions }).graph
          return edges.filter((e) => e.fromMark === 'circle').length + edges.filter((e) => e.toMark === 'circle').length
        })
        expect(circles).toEqual([...circles].sort((a, b) => b - a))
        if (circles[3]! < circles[0]!) more++
      }),
      { numRuns: 40 },
    )
    expect(more).toBeGreaterThan(20)
  })
  it('with pc finds the class that the context leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const { edges } = worldOf(seed, false)
        const directed = edges.filter((e) => e.fromMark === 'tail').map((e) => [e.from, e.to] as const)
        const whole = dag({ nodes: [...context, ...system], directed: [...directed, ['C1', 'C2']] })
        const found = jci(dSeparation(whole), { context, search: 'pc' })
        const truth = orientByKnowledge(cpdagOf(whole), { tiers: [[...context], [...system]] })
        const apart = (list: readonly string[]): string[] => list.filter((e) => !(e.includes('C1') && e.includes('C2')))
        expect(apart(edgeTexts(found.graph))).toEqual(apart(edgeTexts(truth)))
        expect(found.graph.edges.filter((e) => e.from === 'C1' && e.to === 'C2')[0]?.toMark).toBe('tail')
        expect(found.isExtendable).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
  it('with known targets tells at least as much, and what it tells is right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const { edges } = worldOf(seed, false)
        const directed = edges.filter((e) => e.fromMark === 'tail').map((e) => [e.from, e.to] as const)
        const whole = dag({ nodes: [...context, ...system], directed: [...directed, ['C1', 'C2']] })
        const targets: Record<string, string[]> = { C1: directed.filter(([from]) => from === 'C1').map(([, to]) => to) }
        const found = jci(dSeparation(whole), { context, search: 'pc', targets })
        expect(found.effects[0]!.adjacent).toEqual(system.filter((name) => targets['C1']!.includes(name)))
        const plain = jci(dSeparation(whole), { context, search: 'pc' })
        expect(edgeTexts(found.graph)).toEqual(edgeTexts(plain.graph))
      }),
      { numRuns: 40 },
    )
  })
})
