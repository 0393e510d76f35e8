import { describe, expect, it } from 'vitest'
import {
  adjustmentSets,
  type Cpdag,
  countDags,
  cpdag,
  dag,
  dagsOf,
  isAdjustmentSet,
  isExtendable,
  type Mag,
  mag,
  markovEquivalent,
  optimalAdjustmentSet,
  orientByKnowledge,
  pagOf,
  pdag,
  removeIncoming,
  removeOutgoing,
  structuralInterventionDistance,
  subgraph,
  toDag,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

/** A graph as another program, a worker or a hand makes it: the same edges under another kind, unknown to the library. */
function claimed<K extends string>(
  kind: K,
  graph: { readonly nodes: readonly string[]; readonly edges: readonly object[] },
) {
  return { kind, nodes: [...graph.nodes], edges: graph.edges.map((edge) => ({ ...edge })), latents: [] }
}

// A -> B -- C is no CPDAG: its one DAG is A -> B -> C, whose class is A -- B -- C
const lie = claimed('cpdag', pdag('A -> B -- C')) as unknown as Cpdag<'A' | 'B' | 'C'>
// no set separates A and D, which are not adjacent
const gap = claimed('mag', {
  nodes: ['A', 'B', 'C', 'D'],
  edges: mag('A; D').edges.concat(
    ...([
      ['A', 'B', 'arrow', 'arrow'],
      ['B', 'C', 'arrow', 'arrow'],
      ['C', 'D', 'arrow', 'arrow'],
      ['B', 'D', 'tail', 'arrow'],
      ['C', 'A', 'tail', 'arrow'],
    ].map(([from, to, fromMark, toMark]) => ({ from, to, fromMark, toMark })) as never[]),
  ),
}) as unknown as Mag<'A' | 'B' | 'C' | 'D'>

const onCpdag: Readonly<Record<string, (graph: Cpdag<'A' | 'B' | 'C'>) => unknown>> = {
  adjustmentSets: (g) => [...adjustmentSets(g, { treatment: 'B', outcome: 'C' })],
  countDags: (g) => countDags(g),
  dagsOf: (g) => [...dagsOf(g)],
  isAdjustmentSet: (g) => isAdjustmentSet(g, { treatment: 'B', outcome: 'C' }, []),
  isExtendable: (g) => isExtendable(g),
  markovEquivalent: (g) => markovEquivalent(g, dag('A -> B -> C')),
  optimalAdjustmentSet: (g) => optimalAdjustmentSet(g, { treatment: 'B', outcome: 'C' }),
  orientByKnowledge: (g) => orientByKnowledge(g, { required: [['B', 'C']] }),
  structuralInterventionDistance: (g) => structuralInterventionDistance(dag('A -> B -> C'), g),
  toDag: (g) => toDag(g),
}
const onMag: Readonly<Record<string, (graph: Mag<'A' | 'B' | 'C' | 'D'>) => unknown>> = {
  adjustmentSets: (g) => [...adjustmentSets(g, { treatment: 'B', outcome: 'D' })],
  isAdjustmentSet: (g) => isAdjustmentSet(g, { treatment: 'B', outcome: 'D' }, []),
  markovEquivalent: (g) => markovEquivalent(g, g),
  pagOf: (g) => pagOf(g),
  subgraph: (g) => subgraph(g, ['A', 'B']),
}

describe('a graph from outside that is not of its kind', () => {
  it.each(Object.keys(onCpdag))('is no CPDAG for %s', (name) => {
    expectCausalError(() => onCpdag[name]!(lie), name, 'invalid-graph')
    expectCausalError(() => onCpdag[name]!(Object.freeze({ ...lie })), name, 'invalid-graph')
  })

  it.each(Object.keys(onMag))('is no MAG for %s', (name) => {
    expectCausalError(() => onMag[name]!(gap), name, 'invalid-graph')
  })

  it.each(Object.keys(onCpdag))('is taken by %s where it is, with edges in any order and direction', (name) => {
    const made = cpdag('A -- B -- C')
    const copy = claimed('cpdag', {
      nodes: made.nodes,
      edges: made.edges
        .map(({ from, to, fromMark, toMark }) => ({ from: to, to: from, fromMark: toMark, toMark: fromMark }))
        .reverse(),
    }) as unknown as typeof made
    expect(onCpdag[name]!(copy)).toEqual(onCpdag[name]!(made))
    expect(onCpdag[name]!(structuredClone(made))).toEqual(onCpdag[name]!(made))
  })

  it('is looked at again where it was changed', () => {
    const edges = [
      { from: 'A', to: 'B', fromMark: 'tail', toMark: 'tail' },
      { from: 'B', to: 'C', fromMark: 'tail', toMark: 'tail' },
    ]
    const graph = { kind: 'cpdag', nodes: ['A', 'B', 'C'], edges, latents: [] } as never
    expect(countDags(graph)).toBe(3n)
    edges[0]!.toMark = 'arrow'
    expectCausalError(() => countDags(graph), 'countDags', 'invalid-graph')
  })

  it('is not made by cutting edges: only DAGs and ADMGs stay what they are', () => {
    const g = cpdag('A -- B -- C') as never
    expectCausalError(() => removeIncoming(g, 'A' as never), 'removeIncoming', 'invalid-argument')
    expectCausalError(() => removeOutgoing(g, 'A' as never), 'removeOutgoing', 'invalid-argument')
  })
})
