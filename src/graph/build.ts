import { CausalError } from '../errors.js'
import { indexNames, lookUp, quoteNames } from '../names.js'
import { ARROW, edgeMarks, type MarkCode, markCode, markNames, TAIL } from './marks.js'
import { parseGraphText } from './parse-text.js'
import type { CausalGraph, Edge, GraphKind, GraphSpec } from './types.js'

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
  where: string,
  kind: K,
  input: string | GraphSpec<N>,
): CausalGraph<K, N> {
  if (typeof input === 'string') {
    const raw = parseGraphText(where, input)
    return checkKind(where, makeGraph(kind, raw.nodes as N[], raw.edges))
  }
  if (typeof input !== 'object' || !Array.isArray(input?.nodes))
    throw new CausalError(
      where,
      'invalid-argument',
      'expected a text such as "X -> Y" or an object with a list of nodes.',
    )
  const index = indexNames(where, 'node', input.nodes)
  const at = (name: string): number => lookUp(where, 'node', index, name)
  const flat: number[] = []
  const add = (a: string, b: string, from: MarkCode, to: MarkCode): void => {
    if (a === b)
      throw new CausalError(where, 'invalid-graph', `an edge from ${JSON.stringify(a)} to itself.`, { node: a })
    flat.push(at(a), at(b), from, to)
  }
  const addPairs = (list: readonly (readonly [N, N])[] = [], from: MarkCode, to: MarkCode): void => {
    for (const pair of list) {
      if (!Array.isArray(pair) || pair.length !== 2)
        throw new CausalError(where, 'invalid-argument', `an edge is a pair of names, got ${JSON.stringify(pair)}.`)
      add(pair[0], pair[1], from, to)
    }
  }
  addPairs(input.directed, TAIL, ARROW)
  addPairs(input.bidirected, ARROW, ARROW)
  addPairs(input.undirected, TAIL, TAIL)
  for (const edge of input.edges ?? []) add(edge.from, edge.to, ...edgeMarks(where, edge))
  const hidden = new Set(input.latents?.map(at))
  const latents = input.nodes.filter((_, i) => hidden.has(i))
  return checkKind(where, makeGraph(kind, input.nodes, flat, latents))
}

/** The edges that a kind takes, as 3 · mark at one end + mark at the other; a PAG takes all. */
const takes: Record<GraphKind, readonly number[] | null> = {
  dag: [1],
  admg: [1, 4],
  pdag: [0, 1, 4],
  cpdag: [0, 1],
  mag: [0, 1, 4],
  pag: null,
}

/** Rules that every graph of the kind obeys edge by edge, and acyclicity where the kind asks for it. Returns the graph. */
export function checkKind<G extends CausalGraph>(where: string, graph: G): G {
  const { kind, nodes, edges } = graph
  const position = new Map<string, number>(nodes.map((name, i) => [name, i]))
  const n = nodes.length
  const pairsSeen = new Set<number>()
  const from: number[] = []
  const to: number[] = []
  for (const edge of edges) {
    const fail = (message: string): never => {
      throw new CausalError(where, 'invalid-graph', `${quoteNames([edge.from, edge.to])} ${message}`, { edge })
    }
    const form = 3 * markCode(edge.fromMark)! + markCode(edge.toMark)!
    if (takes[kind]?.includes(form) === false)
      fail(`are joined by an edge that no ${kind.toUpperCase()} has: ${edge.fromMark} and ${edge.toMark}.`)
    const a = position.get(edge.from)!
    const b = position.get(edge.to)!
    if (form === 1) {
      from.push(a)
      to.push(b)
    }
    // an ADMG may have X -> Y beside X <-> Y; two opposite arrows are reported as the cycle that they are
    if (kind === 'admg' || kind === 'dag') continue
    const key = Math.min(a, b) * n + Math.max(a, b)
    if (pairsSeen.has(key)) fail('are joined by two edges; keep one.')
    pairsSeen.add(key)
  }
  if (kind === 'pdag' || kind === 'pag') return graph
  const cycle = findCycle(n, from, to)?.map((i) => nodes[i]!)
  if (cycle !== undefined) {
    throw new CausalError(
      where,
      'cycle',
      `a ${kind.toUpperCase()} has no directed cycle, found ${[...cycle, cycle[0]].map((name) => JSON.stringify(name)).join(' -> ')}. Turn or remove one of these edges.`,
      { cycle },
    )
  }
  return graph
}

/** The nodes of one directed cycle in order, or null. Kahn's algorithm, then a walk back through what is left. */
export function findCycle(n: number, from: readonly number[], to: readonly number[]): number[] | null {
  const children: number[][] = Array.from({ length: n }, () => [])
  const waiting = new Int32Array(n)
  for (const [e, a] of from.entries()) {
    children[a]!.push(to[e]!)
    waiting[to[e]!]!++
  }
  const done: number[] = []
  for (let i = 0; i < n; i++) if (waiting[i] === 0) done.push(i)
  for (const a of done) for (const b of children[a]!) if (--waiting[b]! === 0) done.push(b)
  if (done.length === n) return null
  const parent = new Int32Array(n).fill(-1)
  for (const [e, a] of from.entries()) if (waiting[a]! > 0 && waiting[to[e]!]! > 0) parent[to[e]!] = a
  const walk: number[] = []
  const visited = new Set<number>()
  for (let node = parent.findIndex((p) => p >= 0); !visited.has(node); node = parent[node]!) {
    visited.add(node)
    walk.push(node)
  }
  return walk.slice(walk.indexOf(parent[walk.at(-1)!]!)).reverse()
}
