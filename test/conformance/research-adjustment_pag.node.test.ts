import { expect } from 'vitest'
import { adjustmentSets, isAdjustmentSet, pag } from '../../src/index.js'
import { conformance, setOfSets } from './harness.js'

type End = 'o' | '>' | '-'
interface Case {
  readonly pag: { readonly nodes: number[]; readonly edges: [number, number, End, End][] }
  readonly x: number
  readonly y: number
  readonly expected: { readonly adjustmentSets: number[][]; readonly minimalAdjustmentSets: number[][] }
}

const marks = { o: 'circle', '>': 'arrow', '-': 'tail' } as const

conformance<Case, Case[]>(
  'research/adjustment_pag',
  'research/adjustment_pag.json',
  (all) => all,
  ({ pag: { nodes, edges }, x, y, expected }) => {
    const graph = pag({
      nodes: nodes.map(String),
      edges: edges.map(([from, to, atFrom, atTo]) => ({
        from: String(from),
        to: String(to),
        fromMark: marks[atFrom],
        toMark: marks[atTo],
      })),
    })
    const query = { treatment: String(x), outcome: String(y) }
    expect(setOfSets(adjustmentSets(graph, query))).toEqual(
      setOfSets(expected.minimalAdjustmentSets.map((set) => set.map(String))),
    )
    const others = nodes.filter((node) => node !== x && node !== y)
    const valid: string[][] = []
    for (let code = 0; code < 2 ** others.length; code++) {
      const set = others.filter((_, i) => ((code >> i) & 1) === 1).map(String)
      if (isAdjustmentSet(graph, query, set).valid) valid.push(set)
    }
    expect(setOfSets(valid)).toEqual(setOfSets(expected.adjustmentSets.map((set) => set.map(String))))
  },
)
