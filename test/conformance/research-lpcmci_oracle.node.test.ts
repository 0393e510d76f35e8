import { expect } from 'vitest'
import { laggedGraph, laggedSeparation, lpcmci, type Mark } from '../../src/index.js'
import { conformance } from './harness.js'

type Edge = [from: number, lag: number, to: number, fromMark: string, toMark: string]
interface Case {
  readonly kind: string
  readonly nObserved: number
  readonly nLatent: number
  readonly links: [number, number, number][]
  readonly tauMax: number
  readonly expected: { readonly mag: Edge[]; readonly maximalPag: Edge[] }
}

const signs: Record<Mark, string> = { tail: '-', arrow: '>', circle: 'o' }
/** Marks by pair, each pair at one time with the smaller number first. */
const byPair = (edges: readonly Edge[]): Map<string, [string, string]> =>
  new Map(
    edges.map(([i, lag, j, a, b]) =>
      lag === 0 && i > j ? [`${j},${lag},${i}`, [b, a]] : [`${i},${lag},${j}`, [a, b]],
    ),
  )

conformance<Case, Case[]>(
  'research/lpcmciOracle',
  'research/ts_oracle.json',
  (all) => all.filter(({ kind }) => kind === 'lpcmciOracle'),
  (item) => {
    const nodes = Array.from({ length: item.nObserved + item.nLatent }, (_, i) => `V${i}`)
    const marks = { fromMark: 'tail', toMark: 'arrow' } as const
    const edges = item.links.map(([from, lag, to]) => ({ from: nodes[from]!, to: nodes[to]!, lag, ...marks }))
    const test = laggedSeparation(laggedGraph({ nodes, edges }), { nodes: nodes.slice(0, item.nObserved) })
    for (const preliminaryIterations of [0, 1, 3]) {
      const { graph } = lpcmci(test, { maxLag: item.tauMax, preliminaryIterations })
      const found = byPair(
        graph.edges.map(({ from, to, lag, fromMark, toMark }) => [
          nodes.indexOf(from),
          lag,
          nodes.indexOf(to),
          signs[fromMark],
          signs[toMark],
        ]),
      )
      const [mag, most] = [byPair(item.expected.mag), byPair(item.expected.maximalPag)]
      expect([...found.keys()].sort()).toEqual([...mag.keys()].sort())
      for (const [pair, ends] of found) {
        for (const end of [0, 1] as const) {
          if (ends[end] === 'o') continue
          expect(ends[end], pair).toBe(mag.get(pair)![end])
          // never fewer circles than the class of all graphs with these separations has
          expect(most.get(pair)![end], pair).not.toBe('o')
        }
      }
    }
  },
)
