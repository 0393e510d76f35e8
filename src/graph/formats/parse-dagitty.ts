import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { graphOfKind, kindOfEdges } from '../kinds/graph-of-kind.js'
import { markNames } from '../kinds/marks.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { type BlockText, parseBlocks } from './parse-blocks.js'

/**
 * A graph from dagitty text.
 *
 * `dag { … }` becomes a DAG, or an ADMG where there is `<->`; `pdag`, `mag` and `pag` become these. Chains, groups
 * `{A B} -> C`, `;`, quoted names, comments, `[latent]`, positions and `bb=` are understood, and so is the old form with
 * one line of nodes and one of edges for each (names there may be percent-encoded). What a text says of roles and
 * positions beside the graph comes from {@link dagittyRoles}.
 *
 * @param text - such as `dag { x [exposure] x -> m -> y ; u [latent] x <- u -> y }`
 * @returns the graph, its nodes in the order in which they are named
 * @throws CausalError `parse` with line and column; `cycle`, `invalid-graph` for a graph that breaks the rules of its kind
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
    const word = blocks.header[0] ?? 'dag'
    const kind = kinds.get(word)
    if (kind === undefined)
      throw new CausalError('parse', `expected dag, pdag, mag or pag before the brace, found ${show(word)}.`, {
        line: 1,
        column: 1,
      })
    const narrow = kind === 'dag' && kindOfEdges(edges) === 'admg' ? 'admg' : kind
    const nodes = [...blocks.nodes.keys()]
    const latents = nodes.filter((name) => hasRole(blocks, name, 'latent'))
    return graphOfKind(narrow, { nodes, edges, latents })
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

/** Whether a node carries a role. */
export function hasRole(blocks: BlockText, name: string, role: keyof typeof roleWords): boolean {
  return roleWords[role].some((word) => blocks.nodes.get(name)!.has(word))
}

/** The text in its modern form, or the old one brought into it. */
export function dagittyBlocks(text: string): BlockText {
  if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected a text.')
  return /[{}]/.test(text) ? parseBlocks(text, false) : oldForm(text)
}

const oldRoles = new Map([
  ['E', 'exposure'],
  ['O', 'outcome'],
  ['U', 'latent'],
  ['A', 'adjusted'],
  ['S', 'selected'],
])

/** Lines `name role @x,y`, an empty line, lines `name child child …`. */
function oldForm(text: string): BlockText {
  const [first = '', ...rest] = text
    .replace(/\r/g, '')
    .trim()
    .split(/\n[ \t]*\n/)
  const nodes = new Map<string, Map<string, string>>()
  const decode = (word: string): string => {
    try {
      return decodeURIComponent(word)
    } catch {
      return word
    }
  }
  for (const line of first.split('\n')) {
    const [name, role, place] = line.trim().split(/\s+/)
    if (name === undefined || name === '') continue
    const attributes = new Map<string, string>()
    if (role !== undefined && oldRoles.has(role)) attributes.set(oldRoles.get(role)!, 'true')
    const at = place ?? role
    if (at?.startsWith('@')) attributes.set('pos', at.slice(1))
    nodes.set(decode(name), attributes)
  }
  const edges: BlockText['edges'] = []
  for (const line of rest.join('\n').split('\n')) {
    const [name, ...children] = line.trim().split(/\s+/)
    for (const child of children) {
      if (child.startsWith('@')) continue
      for (const end of [name!, child]) {
        if (!nodes.has(decode(end)))
          throw new CausalError('parse', `the edges name ${show(end)}, which no line above lists.`, {
            name: end,
          })
      }
      edges.push({ from: decode(name!), to: decode(child), fromMark: 0, toMark: 1, attributes: new Map() })
    }
  }
  return { header: ['dag'], nodes, edges, settings: new Map() }
}
