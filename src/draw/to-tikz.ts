import { indexed } from '../graph/indexed.js'
import type { CausalGraph } from '../graph/types.js'
import { graphTikz } from './graph-tikz.js'

/**
 * A graph as a TikZ picture, for LaTeX.
 *
 * Causes stand left of their effects; bidirected edges and latent nodes are dashed. It needs the TikZ library `arrows.meta`.
 *
 * @param graph - any graph
 * @returns a `tikzpicture` environment
 * @throws CausalError `invalid-argument` for a value that is not a graph
 * @complexity O(n + m)
 * @category Drawing
 * @example
 * toTikz(dag('A -> B')).includes('\\draw[-{Stealth}] (n0) to (n1);')
 * //=> true
 */
export function toTikz(graph: CausalGraph): string {
  return graphTikz(graph, indexed('toTikz', graph))
}
