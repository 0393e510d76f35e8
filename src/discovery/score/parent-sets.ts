import { firstCombination, nextCombination } from '../core/combinations.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import type { ScoreCache } from './score-cache.js'

/** The parent sets of one node that can be best within some set of nodes, the best first. */
export interface ParentSets {
  /** 32-bit words of a set. */
  readonly stride: number
  /** The sets one after another, `stride` words each; the last is empty, with −∞ where parents are required. */
  readonly words: Int32Array
  readonly values: Float64Array
}

/** How many local scores a search needs over all sets of at most `most` parents. */
export function countParentSets(p: number, most: number): number {
  let total = 0
  let choose = 1
  for (let k = 0; k <= Math.min(most, p - 1); k++) {
    total += choose
    choose = (choose * (p - 1 - k)) / (k + 1)
  }
  return p * total
}

/** The sets of at most `most` parents of which no subset scores as high (de Campos & Ji 2011, Lemma 1). */
export function parentSets(
  scores: ScoreCache,
  node: number,
  most: number,
  known: IndexedKnowledge | null = null,
): ParentSets {
  const { stride } = scores
  const others = scores.names.length - 1
  const size = Math.min(Math.floor(most), others)
  const count = countParentSets(others + 1, size) / (others + 1)
  const words = new Int32Array(count * stride)
  const values = new Float64Array(count)
  const chosen = new Int32Array(size)
  let at = 0
  for (let k = 0; k <= size; k++) {
    firstCombination(chosen, k)
    do {
      for (let j = 0; j < k; j++) {
        const parent = chosen[j]! < node ? chosen[j]! : chosen[j]! + 1
        words[at * stride + (parent >>> 5)]! |= 1 << (parent & 31)
      }
      values[at] = agrees(known, others + 1, node, words, at * stride)
        ? scores.local(node, words, at * stride)
        : Number.NEGATIVE_INFINITY
      at++
    } while (nextCombination(chosen, k, others))
  }
  // smaller sets stand first, and the sort is stable: where two tie, the smaller comes first
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b)
  const kept: number[] = []
  for (const i of order) {
    // the empty set stands first
    if (values[i] === Number.NEGATIVE_INFINITY && i > 0) continue
    if (!kept.some((j) => isSubset(words, j * stride, words, i * stride, stride))) kept.push(i)
  }
  return {
    stride,
    words: Int32Array.from({ length: kept.length * stride }, (_, k) => {
      const set = kept[Math.floor(k / stride)]!
      return words[set * stride + (k % stride)]!
    }),
    values: Float64Array.from(kept, (i) => values[i]!),
  }
}

/** Whether these parents of a node have what knowledge requires and nothing that it excludes. */
export function agrees(
  known: IndexedKnowledge | null,
  p: number,
  node: number,
  words: Int32Array,
  at: number,
): boolean {
  if (known === null) return true
  for (let x = 0; x < p; x++) {
    const isIn = ((words[at + (x >>> 5)]! >>> (x & 31)) & 1) === 1
    if (isIn ? known.banned[x * p + node] === 1 : known.required[x * p + node] === 1) return false
  }
  return true
}

/** The best of the sets within a set of nodes: its position. */
export function bestWithin({ stride, words }: ParentSets, nodes: Int32Array, at: number): number {
  if (stride === 1) {
    const outside = ~nodes[at]!
    let k = 0
    while ((words[k]! & outside) !== 0) k++
    return k
  }
  let k = 0
  while (!isSubset(words, k * stride, nodes, at, stride)) k++
  return k
}

function isSubset(a: Int32Array, aAt: number, b: Int32Array, bAt: number, stride: number): boolean {
  for (let w = 0; w < stride; w++) if ((a[aAt + w]! & ~b[bAt + w]!) !== 0) return false
  return true
}
