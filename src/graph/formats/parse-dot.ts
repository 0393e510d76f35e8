import { CausalError, calledAs } from '../../errors.js'
import { graphOfKind, kindOfEdges } from '../kinds/graph-of-kind.js'
import { ARROW, CIRCLE, type MarkCode, markNames, TAIL } from '../kinds/marks.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { type BlockEdge, parseBlocks } from './parse-blocks.js'

/**
 * A graph from DOT, the language of Graphviz.
 *
 * `a -> b` is a directed edge, `a -- b` an undirected one; `dir=both`, `dir=none` and `dir=back` change that, and
 * `arrowhead` or `arrowtail` of `none`, `odot` or another word set a tail, a circle or an arrow. Chains, groups,
 * subgraphs, ports, comments and attributes are understood; a node with `latent=true` is latent. The kind is the
 * narrowest that fits the edges, or the one that a graph attribute `kind` names, as {@link toDot} writes it.
 *
 * @param text - such as `digraph { Z -> {X Y}; X -> Y }`
 * @returns the graph, its nodes in the order in which they are named
 * @throws CausalError `parse` with line and column; `cycle`, `invalid-graph` for a graph that breaks the rules of its kind
 * @complexity O(length + m log m)
 * @category Graphs
 * @example
 * toDagitty(parseDot('digraph { Z -> {X Y}; X -> Y; }'))
 * //=> 'dag { Z -> X Z -> Y X -> Y }'
 */
export function parseDot(text: string): CausalGraph {
  return calledAs('parseDot', () => {
    if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected a text.')
    const { header, nodes, edges, settings } = parseBlocks(text, true)
    const word = header[0] === 'strict' ? header[1] : header[0]
    if (word !== 'digraph' && word !== 'graph')
      throw new CausalError('parse', 'expected digraph or graph before the brace.', { line: 1, column: 1 })
    const list = edges.map((edge) => {
      const [fromMark, toMark] = marksOf(edge)
      return { from: edge.from, to: edge.to, fromMark: markNames[fromMark], toMark: markNames[toMark] }
    })
    const named = settings.get('kind')
    const kind = named !== undefined && isKind(named) ? named : kindOfEdges(list)
    const latents = [...nodes].filter(([, attributes]) => attributes.get('latent') === 'true').map(([name]) => name)
    return graphOfKind(kind, { nodes: [...nodes.keys()], edges: list, latents })
  })
}

function isKind(word: string): word is GraphKind {
  return ['dag', 'admg', 'pdag', 'cpdag', 'mag', 'pag'].includes(word)
}

function marksOf({ fromMark, toMark, attributes }: BlockEdge): [MarkCode, MarkCode] {
  const way = attributes.get('dir')
  const base: [MarkCode, MarkCode] =
    way === 'both'
      ? [ARROW, ARROW]
      : way === 'none'
        ? [TAIL, TAIL]
        : way === 'back'
          ? [ARROW, TAIL]
          : [fromMark, toMark]
  const shown = (shape: string | undefined, mark: MarkCode): MarkCode =>
    shape === undefined || mark === TAIL ? mark : shape === 'none' ? TAIL : shape === 'odot' ? CIRCLE : ARROW
  return [shown(attributes.get('arrowtail'), base[0]), shown(attributes.get('arrowhead'), base[1])]
}
