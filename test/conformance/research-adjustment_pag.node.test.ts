import { expect } from 'vitest'
import { adjustmentSets, identify, isAdjustmentSet, type Mark, pag } from '../../src/index.js'
import { conformance, setOfSets } from './harness.js'

interface Case {
  readonly pag: { readonly nodes: number[]; readonly edges: readonly (readonly [number, number, string, string])[] }
  readonly x: number
  readonly y: number
  readonly expected: {
    readonly adjustmentSets: number[][]
    readonly minimalAdjustmentSets: number[][]
    readonly possiblyCausal: boolean
  }
}

const marks: Readonly<Record<string, Mark>> = { '-': 'tail', '>': 'arrow', o: 'circle' }

conformance<Case, Case[]>(
  'research/adjustmentPag',
  'research/adjustment_pag.json',
  (all) => all,
  ({ pag: lists, x, y, expected }) => {
    const graph = pag({
      nodes: lists.nodes.map(String),
      edges: lists.edges.map(([a, b, atA, atB]) => ({
        from: String(a),
        to: String(b),
        fromMark: marks[atA]!,
        toMark: marks[atB]!,
      })),
    })
    const query = { treatment: String(x), outcome: String(y) }
    const texts = (sets: number[][]) => setOfSets(sets.map((set) => set.map(String)))
    expect(setOfSets(adjustmentSets(graph, query))).toEqual(texts(expected.minimalAdjustmentSets))
    const others = graph.nodes.filter((name) => name !== query.treatment && name !== query.outcome)
    const valid: string[][] = []
    for (let mask = 0; mask < 2 ** others.length; mask++) {
      const set = others.filter((_, i) => (mask >> i) & 1)
      if (isAdjustmentSet(graph, query, set).valid) valid.push(set)
    }
    expect(setOfSets(valid)).toEqual(texts(expected.adjustmentSets))
    const answer = identify(graph, { do: query.treatment, outcome: query.outcome })
    if (valid.length > 0 || !expected.possiblyCausal) expect(answer.identifiable).toBe(true)
    if (answer.identifiable) expect(answer.strategy === 'no-effect').toBe(!expected.possiblyCausal)
  },
)
// kinds answered here: 'research/adjustmentPag'
