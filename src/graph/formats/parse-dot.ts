import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import { graphOfKind, kindOfEdges } from '../kinds/graph-of-kind.js'
import { ARROW, CIRCLE, type MarkCode, markNames, TAIL } from '../kinds/marks.js'
import type { CausalGraph, GraphKind } from '../types.js'
import type { BlockAttributes, BlockEdge, BlockText } from './block-text.js'
import { parseBlocks } from './parse-blocks.js'

/**
 * A graph from DOT, the language of Graphviz.
 *
 * `a -> b` in a `digraph` is a directed edge, `a -- b` in a `graph` an undirected one; `dir=both`, `dir=none`,
 * `dir=back` and `dir=forward` change that. Where a head is drawn, an `arrowhead` or `arrowtail` of `none` makes it a
 * tail, `odot` a circle, and any other shape leaves an arrow. Chains, groups, subgraphs, `strict`, comments and defaults
 * (`edge [dir=none]`) are understood; a node with `latent=true`, or with `observed=no`, is latent. The kind is the
 * narrowest that fits the edges, or the one that a graph attribute `kind` names, as {@link toDot} writes it. What says how
 * a graph is drawn (ports, labels, colours, ranks, `weight`) does not bear on it and is passed over; an edge given twice
 * stands once.
 *
 * @param text - such as `digraph { Z -> {X Y}; X -> Y }`
 * @returns the graph, its nodes in the order in which they are named
 * @throws CausalError `parse` with line and column; `too-large` for groups that make more than a million edges; `cycle`,
 *   `invalid-graph` for a graph that breaks the rules of its kind
 * @complexity O(length + m log m)
 * @category Graphs
 * @example
 * toDagitty(parseDot('digraph { Z -> {X Y}; X -> Y; }'))
 * //=> 'dag { Z -> X Z -> Y X -> Y }'
 */
export function parseDot(text: string): CausalGraph {
  return calledAs('parseDot', () => {
    if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected a text.')
    const { header, nodes, edges, settings } = parseBlocks(text, 'dot')
    const isDirected = directedBy(text, header)
    const list = edges.map((edge) => {
      if (isDirected !== (edge.connector === '->')) {
        const [word, right, other] = isDirected ? ['digraph', '->', 'dir=none'] : ['graph', '--', 'a digraph']
        throw unreadable(
          text,
          edge.at,
          `the edges of a ${word} are ${right}, found ${edge.connector}: use ${right}, or ${other}.`,
        )
      }
      const [fromMark, toMark] = marksOf(text, edge)
      return { from: edge.from, to: edge.to, fromMark: markNames[fromMark], toMark: markNames[toMark] }
    })
    const kind = kindNamed(text, settings) ?? kindOfEdges(list)
    const latents = [...nodes].filter(([, attributes]) => isLatent(text, attributes)).map(([name]) => name)
    return graphOfKind(kind, { nodes: [...nodes.keys()], edges: list, latents })
  })
}

/** Whether the heading `strict? (graph | digraph) name?` is that of a digraph. */
function directedBy(text: string, header: BlockText['header']): boolean {
  const [word, , extra] = header[0]?.text === 'strict' ? header.slice(1) : header
  if (word?.text !== 'digraph' && word?.text !== 'graph')
    throw unreadable(
      text,
      word?.at ?? 0,
      'expected digraph or graph before the brace (use parseDagitty for a text that begins with dag {).',
    )
  if (extra !== undefined) throw unreadable(text, extra.at, `expected an opening brace, found ${show(extra.text)}.`)
  return word.text === 'digraph'
}

function kindNamed(text: string, settings: BlockAttributes): GraphKind | null {
  const named = settings.get('kind')
  if (named === undefined) return null
  const kinds: readonly GraphKind[] = ['dag', 'admg', 'pdag', 'cpdag', 'mpdag', 'mag', 'pag']
  const kind = kinds.find((word) => word === named.value)
  if (kind !== undefined) return kind
  throw unreadable(text, named.at, `kind must be one of ${kinds.join(', ')}, found ${show(named.value ?? '')}.`)
}

/** `latent=true`, or `observed=no` as other programs write it; another word would leave a hidden node measured. */
function isLatent(text: string, attributes: BlockAttributes): boolean {
  const says = (key: string): boolean | null => {
    const given = attributes.get(key)
    if (given === undefined) return null
    const word = given.value?.toLowerCase() ?? 'true'
    if (/^(?:true|yes|1)$/.test(word)) return true
    if (/^(?:false|no|0)$/.test(word)) return false
    throw unreadable(text, given.at, `${key} must be true or false, found ${show(word)}.`)
  }
  return says('latent') ?? says('observed') === false
}

const ways = new Map<string, readonly [MarkCode, MarkCode]>([
  ['forward', [TAIL, ARROW]],
  ['back', [ARROW, TAIL]],
  ['both', [ARROW, ARROW]],
  ['none', [TAIL, TAIL]],
])

function marksOf(text: string, { fromMark, toMark, attributes }: BlockEdge): [MarkCode, MarkCode] {
  const way = attributes.get('dir')
  const base = way === undefined ? ([fromMark, toMark] as const) : ways.get(way.value ?? '')
  if (base === undefined)
    throw unreadable(text, way!.at, `dir must be forward, back, both or none, found ${show(way!.value ?? '')}.`)
  const shape = (key: string, mark: MarkCode): MarkCode => {
    const value = attributes.get(key)?.value ?? null
    return value === null || mark === TAIL ? mark : value === 'none' ? TAIL : value === 'odot' ? CIRCLE : ARROW
  }
  return [shape('arrowtail', base[0]), shape('arrowhead', base[1])]
}
