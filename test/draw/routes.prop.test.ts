import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admg, type CausalGraph, toSvg, toTikz } from '../../src/index.js'
import { pathPoints } from '../support/read-pictures.js'

/** Up to 30 nodes with names of all lengths, directed and bidirected edges. */
const arbitraryGraph: fc.Arbitrary<CausalGraph> = fc
  .tuple(fc.integer({ min: 2, max: 30 }), fc.array(fc.tuple(fc.nat(29), fc.nat(29), fc.nat(5)), { maxLength: 70 }))
  .map(([n, raw]) => {
    const nodes = Array.from({ length: n }, (_, i) => `${['V', 'income of the household', 'age'][i % 3]}${i}`)
    const pairs = { directed: new Map<string, [string, string]>(), bidirected: new Map<string, [string, string]>() }
    for (const [a, b, kind] of raw) {
      if (a < b && b < n) pairs[kind === 0 ? 'bidirected' : 'directed'].set(`${a} ${b}`, [nodes[a]!, nodes[b]!])
    }
    return admg({ nodes, directed: [...pairs.directed.values()], bidirected: [...pairs.bidirected.values()] })
  })

/** How many edges of a picture pass through a node that is not theirs. */
function hiddenEdges(graph: CausalGraph, svg: string): number {
  const boxes = [
    ...svg.matchAll(/<rect class="node[^"]*" x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
  ]
  const paths = [...svg.matchAll(/data-ends="(\d+) (\d+)"><path class="edge[^"]*" d="([^"]+)"/g)]
  expect(boxes.length).toBe(graph.nodes.length)
  expect(paths.length).toBe(graph.edges.length)
  return paths.filter(([, from, to, d]) => {
    const points = pathPoints(d!)
    return boxes.some((box, i) => {
      if (i === Number(from) || i === Number(to)) return false
      const [x, y, width, height] = box.slice(1).map(Number) as [number, number, number, number]
      return points.some(([a, b]) => a > x && a < x + width && b > y && b < y + height)
    })
  }).length
}

describe('edges', () => {
  it('never lie behind a node that is not theirs, in layers', () => {
    fc.assert(
      fc.property(arbitraryGraph, fc.constantFrom('right' as const, 'down' as const), (graph, direction) => {
        expect(hiddenEdges(graph, toSvg(graph, { direction }))).toBe(0)
      }),
      { numRuns: 40 },
    )
  })

  it('nor at given positions, rows of nodes among them', () => {
    fc.assert(
      fc.property(arbitraryGraph, fc.integer({ min: 1, max: 6 }), (graph, rows) => {
        const positions = graph.nodes.map((node, i) => ({ node, x: Math.floor(i / rows), y: i % rows }))
        expect(hiddenEdges(graph, toSvg(graph, { positions }))).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  it('take the same ways in TikZ', () => {
    const cm = (text: string): number[] =>
      [...text.matchAll(/\((-?[\d.]+),(-?[\d.]+)\)/g)].flatMap((m) => [Number(m[1]), Number(m[2])])
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const svg = toSvg(graph)
        const height = Number(/ height="([\d.]+)"/.exec(svg)![1])
        const paths = [...svg.matchAll(/<path class="edge[^"]*" d="([^"]+)"/g)].map((m) => m[1]!)
        const draws = toTikz(graph)
          .split('\n')
          .filter((line) => line.startsWith('\\draw'))
        expect(draws.length).toBe(paths.length)
        for (const [e, d] of paths.entries()) {
          const ends = pathPoints(d)
          const drawn = cm(draws[e]!)
          for (const [k, [x, y]] of [ends[0]!, ends.at(-1)!].entries()) {
            const [a, b] = k === 0 ? drawn.slice(0, 2) : drawn.slice(-2)
            expect(Math.abs(a! - x / 36)).toBeLessThan(0.01)
            expect(Math.abs(b! - (height - y) / 36)).toBeLessThan(0.01)
          }
          expect(draws[e]!.split('controls').length).toBe(d.split('C').length)
        }
      }),
      { numRuns: 15 },
    )
  })
})
