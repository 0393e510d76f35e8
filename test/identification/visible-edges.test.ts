import { describe, expect, it } from 'vitest'
import { indexed } from '../../src/graph/core/indexed.js'
import { adjacencyTest, isVisible } from '../../src/identification/adjustment/visible-edges.js'
import { mag, pag } from '../../src/index.js'

/** Whether A → B is visible. */
function visible(graph: ReturnType<typeof mag> | ReturnType<typeof pag>): boolean {
  const g = indexed(graph)
  return isVisible(g, adjacencyTest(g), g.index.get('A')!, g.index.get('B')!)
}

describe('a visible edge A → B (Zhang 2008, definition 8)', () => {
  it('has a node C *→ A that is not adjacent to B', () => {
    expect(visible(mag('A -> B'))).toBe(false)
    expect(visible(mag('C -> A -> B'))).toBe(true)
    expect(visible(mag('C <-> A -> B'))).toBe(true)
    expect(visible(pag('C o-> A -> B'))).toBe(true)
  })
  it('is not made visible by a node without an arrow at A, or one that is adjacent to B', () => {
    expect(visible(mag('C <- A -> B'))).toBe(false)
    expect(visible(pag('C o-o A -> B'))).toBe(false)
    expect(visible(mag('C -> A -> B; C -> B'))).toBe(false)
  })
  it('or a collider path from C into A through parents of B', () => {
    expect(visible(mag('C -> D <-> A -> B; D -> B'))).toBe(true)
    expect(visible(mag('C <-> D <-> A -> B; D -> B'))).toBe(true)
    expect(visible(mag('C -> E <-> D <-> A -> B; D -> B; E -> B'))).toBe(true)
  })
  it('is not made visible by a path with an inner node that is no parent of B or no collider', () => {
    expect(visible(mag('C -> D <-> A -> B; D <-> B'))).toBe(false)
    expect(visible(mag('C -> D -> A -> B; D -> B'))).toBe(false)
    expect(visible(mag('C <- D <-> A -> B; D -> B'))).toBe(false)
  })
})
