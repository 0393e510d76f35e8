import { CausalError } from '../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { ARROW, edgeMarks, type MarkCode, TAIL } from '../kinds/marks.js'
import type { CausalGraph, Edge } from '../types.js'

/** Lists of nodes packed one after another: those of node `i` are `node[start[i]] … node[start[i + 1] - 1]`, ascending. */
export interface Adjacency {
  readonly start: Int32Array
  readonly node: Int32Array
}

/** Every edge seen from both of its ends, with the mark here and the mark at the other end. */
export interface Incidence extends Adjacency {
  /** The mark at the node whose list it is. */
  readonly near: Uint8Array
  /** The mark at `node[k]`. */
  readonly far: Uint8Array
}

/** A graph in numbers, for the cores: node `i` is `names[i]`. */
export interface IndexedGraph {
  readonly size: number
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  /** 1 where the node is never measured. */
  readonly latent: Uint8Array
  /** `from → to` edges. */
  readonly parents: Adjacency
  readonly children: Adjacency
  /** `a ↔ b` edges. */
  readonly spouses: Adjacency
  /** `a — b` edges. */
  readonly neighbors: Adjacency
  /** All edges, circles included. */
  readonly incidence: Incidence
}

/**
 * A graph that may come from anywhere, in numbers: its lists, names, marks and ends are checked, not the rules of its kind.
 */
export function indexGraph(graph: CausalGraph): IndexedGraph {
  if (typeof graph !== 'object' || graph === null || !Array.isArray(graph.nodes) || !Array.isArray(graph.edges))
    throw new CausalError('invalid-argument', 'expected a graph, such as dag() makes.')
  const names = graph.nodes
  const index = indexNames('node', names)
  return {
    size: names.length,
    names,
    index,
    latent: readLatents(graph.latents, index),
    ...listsOf(incidence(names.length, readEdges(graph.edges, index))),
  }
}

/** Edges that may come from anywhere as `[from, to, fromMark, toMark]*`, with positions of nodes and mark codes. */
export function readEdges(edges: readonly Edge[], index: ReadonlyMap<string, number>): number[] {
  const flat: number[] = []
  for (const edge of checkedList('edges', edges)) {
    const marks = edgeMarks(checkedObject('edge', edge))
    const { from, to } = edge
    if (from === to)
      throw new CausalError('invalid-graph', `there is an edge from ${show(from)} to itself: take it out.`, {
        node: from,
      })
    flat.push(lookUp('node', index, from), lookUp('node', index, to), ...marks)
  }
  return flat
}

/** 1 where a node is named among the latent ones. */
export function readLatents(latents: readonly string[], index: ReadonlyMap<string, number>): Uint8Array {
  const latent = new Uint8Array(index.size)
  for (const name of checkedList('latents', latents)) latent[lookUp('node', index, name)] = 1
  return latent
}

/** All edges, and those of each kind apart. */
export function listsOf(
  all: Incidence,
): Pick<IndexedGraph, 'parents' | 'children' | 'spouses' | 'neighbors' | 'incidence'> {
  const { start, node, near, far } = all
  /** The part of every list whose edges have these marks. */
  const withMarks = (here: MarkCode, there: MarkCode): Adjacency => {
    const begin = new Int32Array(start.length)
    const found = new Int32Array(node.length)
    let count = 0
    for (let i = 0; i + 1 < start.length; i++) {
      for (let k = start[i]!; k < start[i + 1]!; k++)
        if (near[k] === here && far[k] === there) found[count++] = node[k]!
      begin[i + 1] = count
    }
    return { start: begin, node: found.slice(0, count) }
  }
  return {
    parents: withMarks(ARROW, TAIL),
    children: withMarks(TAIL, ARROW),
    spouses: withMarks(ARROW, ARROW),
    neighbors: withMarks(TAIL, TAIL),
    incidence: all,
  }
}

function incidence(n: number, edges: ArrayLike<number>): Incidence {
  // each edge from both of its ends, as one number: (node · n + other node) · 9 + 3 · mark here + mark there
  const keys = new Float64Array(edges.length / 2)
  for (let e = 0; e < edges.length; e += 4) {
    const [a, b, here, there] = [edges[e]!, edges[e + 1]!, edges[e + 2]!, edges[e + 3]!]
    keys[e / 2] = (a * n + b) * 9 + here * 3 + there
    keys[e / 2 + 1] = (b * n + a) * 9 + there * 3 + here
  }
  keys.sort()
  const start = new Int32Array(n + 1)
  const node = new Int32Array(keys.length)
  const near = new Uint8Array(keys.length)
  const far = new Uint8Array(keys.length)
  for (let k = 0; k < keys.length; k++) {
    const marks = keys[k]! % 9
    const pair = (keys[k]! - marks) / 9
    const other = pair % n
    start[(pair - other) / n + 1]!++
    node[k] = other
    near[k] = Math.floor(marks / 3)
    far[k] = marks % 3
  }
  for (let i = 0; i < n; i++) start[i + 1]! += start[i]!
  return { start, node, near, far }
}
