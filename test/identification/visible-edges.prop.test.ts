import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexed } from '../../src/graph/core/indexed.js'
import { adjacencyTest, isVisible } from '../../src/identification/adjustment/visible-edges.js'
import { type CausalGraph, magOf } from '../../src/index.js'
import { arbitraryAdmg } from '../support/arbitrary.js'

/** Zhang 2008, definition 8, by all simple paths that end at `a` with an arrowhead. */
function visibleByDefinition(graph: CausalGraph, a: string, b: string): boolean {
  const into = (from: string, to: string): boolean =>
    graph.edges.some((e) => e.from === from && e.to === to && e.toMark === 'arrow') ||
    graph.edges.some((e) => e.from === to && e.to === from && e.fromMark === 'arrow')
  const joined = (x: string, y: string): boolean =>
    graph.edges.some((e) => (e.from === x && e.to === y) || (e.from === y && e.to === x))
  const parentOfB = (v: string): boolean => into(v, b) && joined(v, b) && !into(b, v)
  const walk = (path: readonly string[]): boolean => {
    const v = path[0]!
    return graph.nodes.some((c) => {
      if (path.includes(c) || c === b || !into(c, v)) return false
      if (!joined(c, b)) return true
      // c becomes an inner node: a collider on the path, and a parent of b
      return into(v, c) && parentOfB(c) && walk([c, ...path])
    })
  }
  return walk([a])
}

describe('the visibility of an edge', () => {
  it('is what its definition says, by all paths', () => {
    let yes = 0
    let no = 0
    fc.assert(
      fc.property(arbitraryAdmg(3, 6), (g) => {
        const mag = magOf(g)
        const inner = indexed(mag, 'mag')
        const adjacent = adjacencyTest(inner)
        for (const e of mag.edges) {
          if (e.fromMark !== 'tail' || e.toMark !== 'arrow') continue
          const wanted = visibleByDefinition(mag, e.from, e.to)
          if (wanted) yes++
          else no++
          expect(isVisible(inner, adjacent, mag.nodes.indexOf(e.from), mag.nodes.indexOf(e.to))).toBe(wanted)
        }
      }),
      { numRuns: 300 },
    )
    expect(Math.min(yes, no)).toBeGreaterThan(50)
  })
})
