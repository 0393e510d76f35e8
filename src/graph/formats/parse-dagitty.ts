import { CausalError, calledAs } from '../../errors.js'
import { nearestNames, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import { graphOfKind, kindOfEdges } from '../kinds/graph-of-kind.js'
import { markNames } from '../kinds/marks.js'
import { placedGraph } from '../kinds/placed-graph.js'
import type { CausalGraph, GraphKind } from '../types.js'
import type { BlockAttributes, BlockText } from './block-text.js'
import { dagittyPositions } from './dagitty-positions.js'
import { oldDagitty } from './old-dagitty.js'
import { parseBlocks } from './parse-blocks.js'

/**
 * A graph from dagitty text.
 *
 * `dag { … }` becomes a DAG, or an ADMG where there is `<->`; `pdag`, `mag` and `pag` become these. Chains, groups
 * `{A B} -> C`, `;`, quoted names, comments (`//`, `#` and `/*`), `[latent]`, positions and `bb=` are understood, and
 * so is the old form with one line of nodes and one of edges for each (names there may be percent-encoded). Positions are kept:
 * pictures of the graph keep to them, and {@link toDagitty} prints them again. Roles beside the graph come from
 * {@link dagittyRoles}; other attributes with a value, such as `beta=0.4` or a
 * label, do not bear on the graph and are passed over. A role that is not known is an error.
 *
 * @param text - such as `dag { x [exposure] x -> m -> y ; u [latent] x <- u -> y }`
 * @returns the graph, its nodes in the order in which they are named
 * @throws CausalError `parse` with line and column; `too-large` for groups that make more than a million edges; `cycle`,
 *   `invalid-graph` for a graph that breaks the rules of its kind
 * @complexity O(length + m log m)
 * @category Graphs
 * @example
 * parseDagitty('dag { x [exposure] {x z} -> y u [latent] x <- u -> z }').latents
 * //=> ['u']
 */
export function parseDagitty(text: string): CausalGraph {
  return calledAs('parseDagitty', () => {
    const blocks = dagittyBlocks(text)
    const edges = blocks.edges.map(({ from, to, fromMark, toMark }) => ({
      from,
      to,
      fromMark: markNames[fromMark],
      toMark: markNames[toMark],
    }))
    const kind = kindNamed(text, blocks)
    const narrow = kind === 'dag' && kindOfEdges(edges) === 'admg' ? 'admg' : kind
    const nodes = [...blocks.nodes.keys()]
    const latents = nodes.filter((name) => hasRole(blocks, name, 'latent'))
    return placedGraph(graphOfKind(narrow, { nodes, edges, latents }), dagittyPositions(text, blocks))
  })
}

const kinds = new Map<string, GraphKind>([
  ['dag', 'dag'],
  ['pdag', 'pdag'],
  ['mag', 'mag'],
  ['pag', 'pag'],
])

/** The words that dagitty has for each role. */
const roleWords = {
  exposure: ['exposure', 'e'],
  outcome: ['outcome', 'o'],
  adjusted: ['adjusted', 'a'],
  selected: ['selected', 'source', 's'],
  latent: ['latent', 'unobserved', 'l', 'u'],
} as const

const roles = new Map<string, string>(
  Object.entries(roleWords).flatMap(([role, words]) => words.map((word) => [word, role] as const)),
)

/** Whether a node carries a role. */
export function hasRole(blocks: BlockText, name: string, role: keyof typeof roleWords): boolean {
  return roleWords[role].some((word) => blocks.nodes.get(name)!.has(word))
}

/** The text in its modern form, or the old one brought into it; its words are known to be roles. */
export function dagittyBlocks(text: string): BlockText {
  if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected a text.')
  if (!/[{}]/.test(text)) return oldDagitty(text)
  const blocks = parseBlocks(text, 'dagitty')
  for (const [key, { at }] of blocks.settings) {
    if (key === 'bb') continue
    throw unreadable(
      text,
      at,
      `${show(key)} is not a setting of a dagitty text (the only one is bb=). Edges are written -> or <-.`,
    )
  }
  for (const attributes of blocks.nodes.values()) checkAttributes(text, attributes, true)
  // the edges of one statement share their attributes
  for (const attributes of new Set(blocks.edges.map((edge) => edge.attributes)))
    checkAttributes(text, attributes, false)
  return blocks
}

/** A misspelt role would leave a latent node measured: a word that is no role, or a role with a value, is an error. */
function checkAttributes(text: string, attributes: BlockAttributes, isNode: boolean): void {
  for (const [key, { value, at }] of attributes) {
    const isRole = roles.has(key)
    const isFine = isNode && isRole ? value === null || value === 'true' : value !== null && !isRole
    if (isFine) continue
    const near = nearestNames(
      key,
      [...roles.keys()].filter((word) => word.length > 1),
    )
    throw unreadable(
      text,
      at,
      !isNode
        ? `the attributes of an edge have values, such as beta=0.4, found ${show(key)}: roles belong to nodes.`
        : isRole
          ? `the role ${show(key)} takes no value: leave the role out where it does not apply.`
          : `${show(key)} is not a role of a node${near.length > 0 ? ` (did you mean ${quoteNames(near)}?)` : ''}: expected exposure, outcome, adjusted, selected or latent.`,
    )
  }
}

/** The kind in the heading: `dag`, or `dag name`. */
function kindNamed(text: string, { header }: BlockText): GraphKind {
  const [word, , extra] = header
  if (word === undefined) return 'dag'
  const kind = kinds.get(word.text)
  if (kind === undefined) {
    const other = /^(?:strict|graph|digraph)$/.test(word.text) ? ' (use parseDot for a text in DOT)' : ''
    throw unreadable(
      text,
      word.at,
      `expected dag, pdag, mag or pag before the brace, found ${show(word.text)}${other}.`,
    )
  }
  if (extra !== undefined) throw unreadable(text, extra.at, `expected an opening brace, found ${show(extra.text)}.`)
  return kind
}
