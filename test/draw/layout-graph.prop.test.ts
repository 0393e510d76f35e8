import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CausalGraph, type Edge, type GraphLayout, layoutGraph, pag } from '../../src/index.js'

const marks = ['tail', 'arrow', 'circle'] as const

/** Up to 30 nodes with names of all lengths, edges with any marks, circles of edges among them. */
const arbitraryGraph: fc.Arbitrary<CausalGraph> = fc
  .tuple(fc.integer({ min: 2, max: 30 }), fc.array(fc.tuple(fc.nat(29), fc.nat(29), fc.nat(11)), { maxLength: 60 }))
  .map(([n, raw]) => {
    const names = ['V', 'income of the whole household before taxes ', 'age_']
    const nodes = Array.from({ length: n }, (_, i) => `${names[i % 3]}${i}`)
    const edges = new Map<string, Edge>()
    for (const [a, b, kind] of raw) {
      if (a >= b || b >= n) continue
      const [fromMark, toMark] =
        kind < 7 ? (['tail', 'arrow'] as const) : ([marks[kind % 3]!, marks[(kind * 7) % 3]!] as const)
      edges.set(`${a} ${b}`, { from: nodes[a]!, to: nodes[b]!, fromMark, toMark })
    }
    return pag({ nodes, edges: [...edges.values()] })
  })

/** Points of a route, closely sampled. */
function sampled(points: GraphLayout['routes'][number]['points']): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  for (let k = 0; k + 3 < points.length; k += 3) {
    const [a, b, c, d] = points.slice(k, k + 4) as [(typeof points)[0], ...typeof points]
    for (let i = 0; i <= 30; i++) {
      const t = i / 30
      const at = (p: number, q: number, r: number, s: number): number =>
        (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t * t * r + t ** 3 * s
      found.push([at(a.x, b!.x, c!.x, d!.x), at(a.y, b!.y, c!.y, d!.y)])
    }
  }
  return found
}

/** How many edges touch a node that is not theirs. */
function behind({ positions, routes }: GraphLayout): number {
  return routes.filter(({ from, to, points }) => {
    const line = sampled(points)
    return positions.some(
      ({ node, x, y, width, height }) =>
        node !== from &&
        node !== to &&
        line.some(([a, b]) => Math.abs(a - x) < width / 2 && Math.abs(b - y) < height / 2),
    )
  }).length
}

function checkLayout(graph: CausalGraph, layout: GraphLayout): void {
  expect(behind(layout)).toBe(0)
  const { positions, routes, size } = layout
  expect(positions.map(({ node }) => node)).toEqual(graph.nodes)
  expect(routes.map(({ points, ...edge }) => edge)).toEqual(graph.edges)
  const places = new Map(positions.map((place) => [place.node, place]))
  for (const [i, a] of positions.entries()) {
    expect(a.x - a.width / 2 >= 0 && a.y - a.height / 2 >= 0).toBe(true)
    expect(a.x + a.width / 2 <= size.width && a.y + a.height / 2 <= size.height).toBe(true)
    for (const b of positions.slice(0, i)) {
      const isApart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2
      expect(isApart, `${a.node} ${b.node}`).toBe(true)
    }
  }
  for (const { from, to, points } of routes) {
    for (const [node, point] of [
      [from, points[0]!],
      [to, points.at(-1)!],
    ] as const) {
      const { x, y, width, height } = places.get(node)!
      expect(Math.abs(point.x - x) < width / 2 && Math.abs(point.y - y) < height / 2).toBe(true)
    }
  }
}

describe('a layout', () => {
  it('has no edge behind a foreign node, no node on another, and all on the sheet', () => {
    fc.assert(
      fc.property(arbitraryGraph, fc.constantFrom('right' as const, 'down' as const), (graph, direction) => {
        checkLayout(graph, layoutGraph(graph, { direction }))
      }),
      { numRuns: 40 },
    )
  })

  it('is as right for the nodes in another order', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const other = pag({ nodes: [...graph.nodes].reverse(), edges: graph.edges })
        checkLayout(other, layoutGraph(other))
      }),
      { numRuns: 15 },
    )
  })

  it('lets causes stand before their effects where no edges run in a circle', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const edges = graph.edges.filter(({ fromMark, toMark }) => fromMark === 'tail' && toMark === 'arrow')
        const { positions } = layoutGraph(pag({ nodes: graph.nodes, edges }))
        const x = new Map(positions.map((place) => [place.node, place.x]))
        for (const { from, to } of edges) expect(x.get(from)!).toBeLessThan(x.get(to)!)
      }),
      { numRuns: 15 },
    )
  })
})
