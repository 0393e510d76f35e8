import { type CausalGraph, dag, dSeparation, type IndependenceTest } from '../../src/index.js'

/** A DAG with measured nodes first, then latent and selected ones; and the PAG of what is measured. */
export interface FciCase {
  readonly observed: number
  readonly latent: readonly number[]
  readonly selection: readonly number[]
  readonly dag: readonly (readonly [number, number])[]
  readonly pag: readonly (readonly [number, number, string, string])[]
}

/** The oracle of a case, over the measured nodes. */
export function oracleOf({ observed, latent, selection, dag: edges }: FciCase): IndependenceTest {
  const graph: CausalGraph<'dag'> = dag({
    nodes: Array.from({ length: observed + latent.length + selection.length }, (_, i) => `${i}`),
    directed: edges.map(([a, b]) => [`${a}`, `${b}`] as const),
    latents: latent.map(String),
  })
  return dSeparation(graph, { selected: selection.map(String) })
}

/** Edges as the cases write them: `i j markAtI markAtJ` with i < j. */
export function markedPairs(graph: CausalGraph): string[] {
  const mark = { tail: '-', arrow: '>', circle: 'o' }
  return graph.edges
    .map(({ from, to, fromMark, toMark }) =>
      Number(from) < Number(to)
        ? `${from} ${to} ${mark[fromMark]} ${mark[toMark]}`
        : `${to} ${from} ${mark[toMark]} ${mark[fromMark]}`,
    )
    .sort()
}
