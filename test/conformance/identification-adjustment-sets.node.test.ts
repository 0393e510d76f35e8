import { expect } from 'vitest'
import { adjustmentSets } from '../../src/index.js'
import { conformance, setOfSets } from './harness.js'
import { type IdentGraph, identCpdag, identGraph } from './ident-graph.js'

interface Case {
  readonly kind: string
  readonly graph: IdentGraph
  readonly query: {
    readonly x: string[]
    readonly y: string[]
    readonly effect: 'total' | 'direct'
    readonly mandatory?: string[]
    readonly forbidden?: string[]
  }
  readonly expected: string[][]
}

for (const kind of ['adjustmentSets', 'adjustmentSetsCpdag']) {
  conformance<Case, Case[]>(
    `ident/${kind}`,
    'ident/adjustment.json',
    (all) => all.filter((c) => c.kind === kind),
    ({ graph, query, expected }) => {
      const sets = adjustmentSets(kind === 'adjustmentSets' ? identGraph(graph) : identCpdag(graph), {
        treatment: query.x,
        outcome: query.y,
        effect: query.effect,
        include: query.mandatory ?? [],
        exclude: query.forbidden ?? [],
      })
      expect(setOfSets(sets)).toEqual(setOfSets(expected))
    },
  )
}
// kinds answered here: 'ident/adjustmentSets' and 'ident/adjustmentSetsCpdag'
