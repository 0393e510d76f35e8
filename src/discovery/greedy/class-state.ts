import { type BitSets, bitSets } from '../../numeric/bit-sets.js'
import { type EquivalenceClass, emptyClass, extensionEdges } from '../constraint/equivalence-class.js'
import { closeByKnowledge, type KnownRows } from './known-labels.js'
import { isOrdered, lastParent, type MemberDag, sortTopologically } from './member-order.js'

/**
 * A Markov equivalence class that a search walks through, as one of its DAGs and the labels of its edges: rows of bits, so
 * that a step costs words and not pairs. Rows change in place; {@link relabel} makes the labels right again.
 */
export interface ClassState extends MemberDag {
  /** Compelled parents: edges that all members have this way. */
  readonly cp: BitSets
  /** Neighbours by edges that some members have the other way. */
  readonly ne: BitSets
  readonly adj: BitSets
  /** The labels that the edges have without knowledge; the same rows where there is none. */
  readonly plain: { readonly cp: BitSets; readonly ne: BitSets }
  /** What the member obeys. */
  readonly known: KnownRows | null
}

/** What a step did to the class: for each node, whether its compelled parents or neighbours changed, and whether a way out of it was lost. */
export interface ClassChange {
  readonly changed: Uint8Array
  readonly lost: Uint8Array
}

/** The state of a class that is given by its edges; with knowledge, which the class obeys, of what it leaves of the class. */
export function classState(start: EquivalenceClass, known: KnownRows | null = null): ClassState {
  const n = start.size
  const [pa, ch, cp, ne, adj] = [bitSets(n), bitSets(n), bitSets(n), bitSets(n), bitSets(n)]
  const plain = known === null ? { cp, ne } : { cp: bitSets(n), ne: bitSets(n) }
  const state = { size: n, pa, ch, cp, ne, adj, plain, known, order: new Int32Array(n), rank: new Int32Array(n) }
  const edges = extensionEdges(start)!
  for (let k = 0; k < edges.length; k += 4) addEdge(state, edges[k]!, edges[k + 1]!)
  sortTopologically(state)
  labelEdges(state, new Uint8Array(n).fill(1))
  return state
}

/** The class as edges. */
export function classOfState(names: readonly string[], { size: n, cp, ne }: ClassState): EquivalenceClass {
  const g = emptyClass(names)
  for (let y = 0; y < n; y++) {
    for (const x of cp.members(y)) g.arrow[x * n + y] = 1
    for (const x of ne.members(y)) g.line[x * n + y] = 1
  }
  return g
}

/** Adds x → y to the member. */
export function addEdge({ pa, ch, adj }: ClassState, x: number, y: number): void {
  pa.add(y, x)
  ch.add(x, y)
  adj.add(x, y)
  adj.add(y, x)
}

/** Takes x → y out of the member. */
export function dropEdge({ pa, ch, adj }: ClassState, x: number, y: number): void {
  pa.remove(y, x)
  ch.remove(x, y)
  adj.remove(x, y)
  adj.remove(y, x)
}

/** Labels the edges of the changed member, and tells what that changed. `change` makes the edit. */
export function relabel(state: ClassState, change: () => void): ClassChange {
  const { size: n, pa, ch, cp, ne } = state
  const { stride } = cp
  const before = { pa: pa.words.slice(), ch: ch.words.slice(), cp: cp.words.slice(), ne: ne.words.slice() }
  change()
  const dirty = differingRows(n, stride, pa.words, before.pa)
  labelEdges(state, dirty)
  return {
    changed: differingRows(n, stride, cp.words, before.cp, ne.words, before.ne),
    lost: lostRows(n, stride, ch.words, before.ch, ne.words, before.ne),
  }
}

/** For each row whether a differs from b, or c from d. */
function differingRows(
  n: number,
  stride: number,
  a: Int32Array,
  b: Int32Array,
  c: Int32Array = a,
  d: Int32Array = b,
): Uint8Array {
  const differs = new Uint8Array(n)
  for (let node = 0, k = 0; node < n; node++) {
    let bits = 0
    for (let w = 0; w < stride; w++, k++) bits |= (a[k]! ^ b[k]!) | (c[k]! ^ d[k]!)
    if (bits !== 0) differs[node] = 1
  }
  return differs
}

/** For each row whether a member of b or d is now in neither a nor c. */
function lostRows(n: number, stride: number, a: Int32Array, b: Int32Array, c: Int32Array, d: Int32Array): Uint8Array {
  const lost = new Uint8Array(n)
  for (let node = 0, k = 0; node < n; node++) {
    let bits = 0
    for (let w = 0; w < stride; w++, k++) bits |= (b[k]! | d[k]!) & ~(a[k]! | c[k]!)
    if (bits !== 0) lost[node] = 1
  }
  return lost
}

/**
 * Chickering 1995, Label-Edges, in words: with x the last parent of y, all edges into y are compelled when some compelled
 * parent of x is no parent of y, or some other parent of y is none of x; else those that are compelled into x. Only nodes
 * whose parents changed, or those of a parent, are labelled again.
 *
 * @param dirty - for each node, whether its parents changed
 */
function labelEdges(state: ClassState, dirty: Uint8Array): void {
  const { pa, order, plain, known } = state
  const { cp } = plain
  const { stride } = pa
  const parents = pa.words
  const compelled = cp.words
  if (!isOrdered(state, dirty)) sortTopologically(state)
  const touched = new Int32Array(stride)
  for (const y of order) {
    const row = y * stride
    let fresh: number = dirty[y]!
    for (let w = 0; w < stride; w++) fresh |= parents[row + w]! & touched[w]!
    if (fresh === 0) continue
    const x = lastParent(state, y)
    let outside = 0
    for (let w = 0; x >= 0 && w < stride; w++) {
      const own = parents[row + w]!
      const rest = w === x >>> 5 ? own & ~(1 << (x & 31)) : own
      outside |= (compelled[x * stride + w]! & ~own) | (rest & ~parents[x * stride + w]!)
    }
    let change: number = dirty[y]!
    for (let w = 0; w < stride; w++) {
      const label = x < 0 ? 0 : outside === 0 ? compelled[x * stride + w]! : parents[row + w]!
      change |= label ^ compelled[row + w]!
      compelled[row + w] = label
    }
    if (change !== 0) touched[y >>> 5]! |= 1 << (y & 31)
  }
  linesOf(state, touched)
  if (known !== null) closeByKnowledge(state, known)
}

/** Undirected edges are those of the member that are not compelled: rows of nodes that were labelled again, and what they reach. */
function linesOf({ size: n, pa, ch, plain: { cp, ne } }: ClassState, touched: Int32Array): void {
  const { stride } = pa
  for (let y = 0; y < n; y++) {
    if (((touched[y >>> 5]! >>> (y & 31)) & 1) === 0) continue
    // with children as they were labelled, and parents as they are now
    for (let w = 0, k = y * stride; w < stride; w++, k++) {
      const old = ne.words[k]!
      const own = (pa.words[k]! & ~cp.words[k]!) | (ch.words[k]! & old)
      for (let bits = old & ~own; bits !== 0; bits &= bits - 1) ne.remove((w << 5) + 31 - Math.clz32(bits & -bits), y)
      for (let bits = own & ~old; bits !== 0; bits &= bits - 1) ne.add((w << 5) + 31 - Math.clz32(bits & -bits), y)
      ne.words[k] = own
    }
  }
}
