import { CausalError } from '../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { ARROW, edgeMarks, type MarkCode, TAIL } from '../kinds/marks.js'
import type { CausalGraph } from '../types.js'

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

/** A graph that may come from anywhere, in numbers: its lists, names, marks and ends are checked, not the rules of its kind. */
export function indexGraph(graph: CausalGraph): IndexedGraph {
  if (typeof graph !== 'object' || graph === null || !Array.isArray(graph.nodes) || !Array.isArray(graph.edges))
    throw new CausalError('invalid-argument', 'expected a graph, such as dag() makes.')
  for (const edge of graph.edges) checkedObject('edge', edge)
  const names = graph.nodes
  const n = names.length
  const index = indexNames('node', names)
  // each edge from both of its ends, as one number: (node · n + other node) · 9 + 3 · mark here + mark there
  const keys = new Float64Array(2 * graph.edges.length)
  for (const [e, edge] of graph.edges.entries()) {
    const [here, there] = edgeMarks(edge)
    const a = lookUp('node', index, edge.from)
    const b = lookUp('node', index, edge.to)
    keys[2 * e] = (a * n + b) * 9 + here * 3 + there
    keys[2 * e + 1] = (b * n + a) * 9 + there * 3 + here
  }
  const latent = new Uint8Array(n)
  for (const name of checkedList('latents', graph.latents)) latent[lookUp('node', index, name)] = 1
  const all = incidence(n, keys.sort())
  return {
    size: n,
    names,
    index,
    latent,
    parents: lists(all, ARROW, TAIL),
    children: lists(all, TAIL, ARROW),
    spouses: lists(all, ARROW, ARROW),
    neighbors: lists(all, TAIL, TAIL),
    incidence: all,
  }
}

/** The part of every list whose edges have these marks. */
function lists({ start, node, near, far }: Incidence, here: MarkCode, there: MarkCode): Adjacency {
  const begin = new Int32Array(start.length)
  const found: number[] = []
  for (let i = 0; i + 1 < start.length; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) if (near[k] === here && far[k] === there) found.push(node[k]!)
    begin[i + 1] = found.length
  }
  return { start: begin, node: Int32Array.from(found) }
}

function incidence(n: number, keys: Float64Array): Incidence {
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
