import { CausalError } from '../../errors.js'
import { indexNames, lookUp, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { cycleIn } from '../core/cycle.js'
import { indexed } from '../core/indexed.js'
import type { CausalGraph, Edge, GraphKind, GraphSpec } from '../types.js'
import { ARROW, edgeMarks, type MarkCode, markNames, TAIL } from './marks.js'
import { parseGraphText } from './parse-text.js'

export { findCycle } from '../classes/pair-cycle.js'

/** Edges as numbers: `[from, to, fromMark, toMark]*`, with positions of nodes and mark codes. */
export type FlatEdges = ArrayLike<number>

/**
 * A frozen graph from trusted numbers: edges are brought into their one form, sorted, and stand once. No rule of the
 * kind is checked: that is for `checkedGraph`.
 */
export function makeGraph<K extends GraphKind, N extends string>(
  kind: K,
  nodes: readonly N[],
  edges: FlatEdges,
  latents: readonly N[] = [],
): CausalGraph<K, N> {
  const n = nodes.length
  const keys = new Float64Array(edges.length / 4)
  for (let e = 0; e < keys.length; e++) {
    let from = edges[4 * e]!
    let to = edges[4 * e + 1]!
    let fromMark = edges[4 * e + 2]!
    let toMark = edges[4 * e + 3]!
    if (mustTurn(from, to, fromMark, toMark)) {
      ;[from, to] = [to, from]
      ;[fromMark, toMark] = [toMark, fromMark]
    }
    keys[e] = (from * n + to) * 9 + fromMark * 3 + toMark
  }
  keys.sort()
  const list: Edge<N>[] = []
  let last = -1
  for (const key of keys) {
    if (key === last) continue
    last = key
    const marks = key % 9
    const pair = (key - marks) / 9
    const to = pair % n
    list.push(
      Object.freeze({
        from: nodes[(pair - to) / n]!,
        to: nodes[to]!,
        fromMark: markNames[Math.floor(marks / 3) as MarkCode],
        toMark: markNames[(marks % 3) as MarkCode],
      }),
    )
  }
  return Object.freeze({
    kind,
    nodes: Object.freeze([...nodes]),
    edges: Object.freeze(list),
    latents: Object.freeze([...latents]),
  })
}

/** The one form: a single arrow at `to`; of a circle and a tail the circle at `from`; else the earlier node at `from`. */
function mustTurn(from: number, to: number, fromMark: number, toMark: number): boolean {
  if (fromMark === toMark) return from > to
  if (fromMark === ARROW) return true
  return toMark !== ARROW && fromMark === TAIL
}

/** A graph from a user's text or lists, checked against the rules of its kind. */
export function checkedGraph<K extends GraphKind, N extends string>(
  kind: K,
  input: string | GraphSpec<N>,
): CausalGraph<K, N> {
  if (typeof input === 'string') {
    const raw = parseGraphText(kind, input)
    return checkKind(makeGraph(kind, raw.nodes as N[], raw.edges))
  }
  if (typeof input !== 'object' || !Array.isArray(input?.nodes))
    throw new CausalError('invalid-argument', 'expected a text such as "X -> Y" or { nodes, directed }.')
  const index = indexNames('node', input.nodes)
  const at = (name: string): number => lookUp('node', index, name)
  const flat: number[] = []
  const add = (a: string, b: string, from: MarkCode, to: MarkCode): void => {
    if (a === b)
      throw new CausalError('invalid-graph', `there is an edge from ${show(a)} to itself: take it out.`, { node: a })
    flat.push(at(a), at(b), from, to)
  }
  const addPairs = (list: readonly (readonly [N, N])[] = [], from: MarkCode, to: MarkCode): void => {
    for (const pair of list) {
      if (!Array.isArray(pair) || pair.length !== 2)
        throw new CausalError('invalid-argument', `an edge is a pair of names, got ${show(pair)}.`)
      add(pair[0], pair[1], from, to)
    }
  }
  addPairs(input.directed, TAIL, ARROW)
  addPairs(input.bidirected, ARROW, ARROW)
  addPairs(input.undirected, TAIL, TAIL)
  for (const edge of input.edges ?? []) add(edge.from, edge.to, ...edgeMarks(edge))
  const hidden = new Set(input.latents?.map(at))
  const latents = input.nodes.filter((_, i) => hidden.has(i))
  return checkKind(makeGraph(kind, input.nodes, flat, latents))
}

/** The edges that a kind takes, as the set of their marks: 1 tails, 2 arrows, 3 a tail and an arrow; more: with circles. */
const takes: Record<GraphKind, readonly number[]> = {
  dag: [3],
  admg: [2, 3],
  pdag: [1, 2, 3],
  cpdag: [1, 3],
  mag: [1, 2, 3],
  pag: [1, 2, 3, 4, 5, 6],
}

/** Rules that every graph of the kind obeys edge by edge, and acyclicity where the kind asks for it. Returns the graph. */
function checkKind<G extends CausalGraph>(graph: G): G {
  const { kind, nodes } = graph
  const g = indexed(graph)
  const { start, node, near, far } = g.incidence
  const what = kind.toUpperCase()
  for (let a = 0; a < nodes.length; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      const fail = (message: string): never => {
        const names = [nodes[a]!, nodes[b]!]
        throw new CausalError('invalid-graph', `${quoteNames(names)} ${message}`, { names })
      }
      if (!takes[kind].includes((1 << near[k]!) | (1 << far[k]!)))
        fail(
          `have an edge that no ${what} has: ${markNames[near[k] as MarkCode]} and ${markNames[far[k] as MarkCode]}.`,
        )
      // an ADMG may have X -> Y beside X <-> Y; two opposite arrows are reported as the cycle that they are
      if (k > start[a]! && node[k - 1] === b && kind !== 'admg' && kind !== 'dag') fail('have two edges: keep one.')
    }
  }
  const cycle = kind === 'pdag' || kind === 'pag' ? [] : cycleIn(g).map((i) => nodes[i]!)
  if (cycle.length === 0) return graph
  throw new CausalError(
    'cycle',
    `a ${what} has no directed cycle, found ${[...cycle, cycle[0]].map((name) => show(name)).join(' -> ')}. Turn or remove an edge.`,
    { cycle },
  )
}
