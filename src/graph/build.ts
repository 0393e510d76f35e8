import { CausalError } from '../errors.js'
import { indexNames, lookUp, quoteNames, unknownName } from '../names.js'
import { ARROW, CIRCLE, type MarkCode, markCode, markNames, TAIL } from './marks.js'
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
  if (typeof input !== 'object' || input === null || !Array.isArray(input.nodes)) {
    throw new CausalError(
      where,
      'invalid-argument',
      'expected a text such as "X -> Y" or an object with a list of nodes.',
    )
  }
  const index = indexNames(where, 'node', input.nodes)
  const flat: number[] = []
  const at = (name: string): number => lookUp(where, 'node', index, name)
  const add = (a: string, b: string, from: MarkCode, to: MarkCode): void => {
    if (a === b)
      throw new CausalError(where, 'invalid-graph', `an edge from ${JSON.stringify(a)} to itself.`, { node: a })
    flat.push(at(a), at(b), from, to)
  }
  for (const [a, b] of pairs(where, 'directed', input.directed)) add(a, b, TAIL, ARROW)
  for (const [a, b] of pairs(where, 'bidirected', input.bidirected)) add(a, b, ARROW, ARROW)
  for (const [a, b] of pairs(where, 'undirected', input.undirected)) add(a, b, TAIL, TAIL)
  for (const edge of input.edges ?? []) {
    const from = markCode(edge.fromMark)
    const to = markCode(edge.toMark)
    if (from === undefined || to === undefined) {
      throw new CausalError(
        where,
        'invalid-argument',
        `the edge ${JSON.stringify(edge)} has a mark that is not 'tail', 'arrow' or 'circle'.`,
        { edge },
      )
    }
    add(edge.from, edge.to, from, to)
  }
  return checkKind(where, makeGraph(kind, input.nodes, flat, latentsInOrder(where, input.nodes, input.latents)))
}

function pairs<N extends string>(
  where: string,
  field: string,
  list: readonly (readonly [N, N])[] | undefined,
): readonly (readonly [N, N])[] {
  for (const pair of list ?? []) {
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new CausalError(
        where,
        'invalid-argument',
        `every entry of ${field} is a pair of names, got ${JSON.stringify(pair)}.`,
      )
    }
  }
  return list ?? []
}

/** Latents checked against the nodes and put into the nodes' order. */
export function latentsInOrder<N extends string>(
  where: string,
  nodes: readonly N[],
  latents: readonly N[] | undefined,
): readonly N[] {
  if (latents === undefined || latents.length === 0) return []
  const known = new Set<string>(nodes)
  for (const name of latents) if (!known.has(name)) throw unknownName(where, 'node', name, nodes)
  const hidden = new Set<string>(latents)
  return nodes.filter((name) => hidden.has(name))
}

const rules: Record<GraphKind, { readonly what: string; readonly allowed: (a: MarkCode, b: MarkCode) => boolean }> = {
  dag: { what: 'a DAG has directed edges only', allowed: (a, b) => a === TAIL && b === ARROW },
  admg: { what: 'an ADMG has directed and bidirected edges only', allowed: (a, b) => a !== CIRCLE && b === ARROW },
  pdag: { what: 'a PDAG has no circle marks', allowed: (a, b) => a !== CIRCLE && b !== CIRCLE },
  cpdag: { what: 'a CPDAG has directed and undirected edges only', allowed: (a, b) => a === TAIL && b !== CIRCLE },
  mag: { what: 'a MAG has no circle marks', allowed: (a, b) => a !== CIRCLE && b !== CIRCLE },
  pag: { what: '', allowed: () => true },
}

/** Rules that every graph of the kind obeys edge by edge, and acyclicity where the kind asks for it. Returns the graph. */
export function checkKind<G extends CausalGraph>(where: string, graph: G): G {
  const rule = rules[graph.kind]
  const seen = new Map<string, number>(graph.nodes.map((name, i) => [name, i]))
  const n = graph.nodes.length
  const pairsSeen = new Set<number>()
  const from: number[] = []
  const to: number[] = []
  for (const edge of graph.edges) {
    if (!rule.allowed(markCode(edge.fromMark)!, markCode(edge.toMark)!)) {
      throw new CausalError(
        where,
        'invalid-graph',
        `${rule.what}; the edge between ${quoteNames([edge.from, edge.to])} is another.`,
        { edge },
      )
    }
    const a = seen.get(edge.from)!
    const b = seen.get(edge.to)!
    if (edge.fromMark === 'tail' && edge.toMark === 'arrow') {
      from.push(a)
      to.push(b)
    }
    // an ADMG may have X -> Y beside X <-> Y; two opposite arrows are reported as the cycle that they are
    if (graph.kind === 'admg' || graph.kind === 'dag') continue
    const key = Math.min(a, b) * n + Math.max(a, b)
    if (pairsSeen.has(key)) {
      throw new CausalError(
        where,
        'invalid-graph',
        `there are two edges between ${quoteNames([edge.from, edge.to])}.`,
        { edge },
      )
    }
    pairsSeen.add(key)
  }
  if (graph.kind === 'pdag' || graph.kind === 'pag') return graph
  const cycle = findCycle(n, from, to)
  if (cycle !== null) {
    const names = cycle.map((i) => graph.nodes[i]!)
    throw new CausalError(
      where,
      'cycle',
      `a ${graph.kind === 'dag' ? 'DAG' : graph.kind.toUpperCase()} has no directed cycle, found ${[...names, names[0]].map((s) => JSON.stringify(s)).join(' -> ')}. Turn or remove one of these edges.`,
      { cycle: names },
    )
  }
  return graph
}

/** The nodes of one directed cycle in order, or null. Kahn's algorithm, then a walk back through what is left. */
export function findCycle(n: number, from: readonly number[], to: readonly number[]): number[] | null {
  const start = new Int32Array(n + 1)
  const waiting = new Int32Array(n)
  for (const a of from) start[a + 1]!++
  for (let i = 0; i < n; i++) start[i + 1]! += start[i]!
  const child = new Int32Array(from.length)
  const next = start.slice()
  for (let e = 0; e < from.length; e++) {
    child[next[from[e]!]!++] = to[e]!
    waiting[to[e]!]!++
  }
  const queue = new Int32Array(n)
  let tail = 0
  for (let i = 0; i < n; i++) if (waiting[i] === 0) queue[tail++] = i
  for (let head = 0; head < tail; head++) {
    const a = queue[head]!
    for (let k = start[a]!; k < start[a + 1]!; k++) if (--waiting[child[k]!]! === 0) queue[tail++] = child[k]!
  }
  if (tail === n) return null
  const parent = new Int32Array(n).fill(-1)
  for (let e = 0; e < from.length; e++) if (waiting[from[e]!]! > 0 && waiting[to[e]!]! > 0) parent[to[e]!] = from[e]!
  let node = parent.findIndex((p) => p >= 0)
  const visited = new Int32Array(n).fill(-1)
  const walk: number[] = []
  while (visited[node] === -1) {
    visited[node] = walk.length
    walk.push(node)
    node = parent[node]!
  }
  return walk.slice(visited[node]!).reverse()
}
