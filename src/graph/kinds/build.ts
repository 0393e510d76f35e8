import { CausalError } from '../../errors.js'
import { checkedList, indexNames } from '../../names.js'
import { show } from '../../show.js'
import { checkKind } from '../core/check-kind.js'
import { readEdges, readLatents } from '../core/index-graph.js'
import { indexed } from '../core/indexed.js'
import { madeGraphs } from '../core/made-graphs.js'
import type { CausalGraph, Edge, GraphKind, GraphSpec, Mark } from '../types.js'
import { ARROW, type MarkCode, markNames, TAIL } from './marks.js'
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
  const graph = Object.freeze({
    kind,
    nodes: Object.freeze([...nodes]),
    edges: Object.freeze(list),
    latents: Object.freeze([...latents]),
  })
  madeGraphs.add(graph)
  return graph
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
    return ofKind(makeGraph(kind, raw.nodes as N[], raw.edges))
  }
  if (typeof input !== 'object' || !Array.isArray(input?.nodes))
    throw new CausalError('invalid-argument', 'expected a text such as "X -> Y" or { nodes, directed }.')
  const index = indexNames('node', input.nodes)
  const edges = [
    ...pairs(input.directed, 'tail', 'arrow'),
    ...pairs(input.bidirected, 'arrow', 'arrow'),
    ...pairs(input.undirected, 'tail', 'tail'),
    ...checkedList('edges', input.edges ?? []),
  ]
  const hidden = readLatents(input.latents ?? [], index)
  const latents = input.nodes.filter((_, i) => hidden[i] === 1)
  return ofKind(makeGraph(kind, input.nodes, readEdges(edges, index), latents))
}

/** A list of pairs of names as edges of one kind. */
function pairs<N extends string>(list: readonly (readonly [N, N])[] = [], fromMark: Mark, toMark: Mark): Edge<N>[] {
  return [...checkedList('edges', list)].map((pair) => {
    if (Array.isArray(pair) && pair.length === 2) return { from: pair[0], to: pair[1], fromMark, toMark }
    throw new CausalError('invalid-argument', `an edge is a pair of names, got ${show(pair)}.`)
  })
}

/** The graph itself, if it obeys the rules of its kind. */
function ofKind<G extends CausalGraph>(graph: G): G {
  checkKind(graph.kind, indexed(graph))
  return graph
}
