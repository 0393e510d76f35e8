import { admg, type CausalGraph, dag } from '../../src/index.js'

/** A graph as the cases of `ident` hold it. */
export interface CaseGraph {
  readonly nodes: string[]
  readonly directed: [string, string][]
  readonly bidirected: [string, string][]
  readonly undirected?: [string, string][]
  readonly latent: string[]
}

/** The case's graph: a DAG, or an ADMG where it has bidirected edges. */
export function graphOfCase(g: CaseGraph): CausalGraph<'dag' | 'admg'> {
  const { nodes, directed, bidirected, latent: latents } = g
  return bidirected.length > 0 ? admg({ nodes, directed, bidirected, latents }) : dag({ nodes, directed, latents })
}

/** Directed and undirected (or bidirected) edges as sorted lists of `a > b` texts. */
export function edgeTexts(graph: CausalGraph, kind: 'directed' | 'undirected' | 'bidirected'): string[] {
  const wanted = { directed: 'tail arrow', undirected: 'tail tail', bidirected: 'arrow arrow' }[kind]
  return pairTexts(
    graph.edges.filter((e) => `${e.fromMark} ${e.toMark}` === wanted).map((e) => [e.from, e.to]),
    kind === 'directed',
  )
}

/** Pairs as sorted texts; when the order of a pair says nothing, both orders give the same text. */
export function pairTexts(pairs: readonly (readonly [string | number, string | number])[], ordered: boolean): string[] {
  return pairs.map((pair) => JSON.stringify(ordered ? pair.map(String) : pair.map(String).sort())).sort()
}
