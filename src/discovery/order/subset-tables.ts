import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { WalkLimits } from '../greedy/class-walk.js'
import { agrees } from '../score/parent-sets.js'
import type { ScoreCache } from '../score/score-cache.js'

/** Told what is done of a stage. */
export type Tell = (stage: string, done: number, total: number) => void

/** A DAG by its edges, and its score. */
export interface Found {
  readonly edges: readonly number[]
  readonly total: number
}

/** For each node, by the mask of the other nodes that may be used: the best score, and the parents that have it. */
interface BestParents {
  readonly value: Float64Array
  readonly parents: Int32Array
}

/** A report every so many steps of the tables. */
const STEPS = 1 << 14

/** The best parents of each node among every set of the others. */
export function bestParentSets(scores: ScoreCache, { maxParents, known }: WalkLimits, tell: Tell): BestParents[] {
  const p = scores.names.length
  const half = 1 << Math.max(0, p - 1)
  const words = new Int32Array(1)
  return Array.from({ length: p }, (_, node) => {
    const value = new Float64Array(half)
    const parents = new Int32Array(half)
    for (let mask = 0; mask < half; mask++) {
      let size = 0
      for (let bits = mask; bits !== 0; bits &= bits - 1) size++
      words[0] = widen(mask, node)
      const allowed = size <= maxParents && agrees(known, p, node, words, 0)
      value[mask] = allowed ? scores.local(node, words, 0) : Number.NEGATIVE_INFINITY
      parents[mask] = mask
      // of equal sets a smaller one, and of these the one that comes first, is kept
      for (let bits = mask; bits !== 0; bits &= bits - 1) {
        const smaller = mask & ~(bits & -bits)
        if (value[smaller]! < value[mask]! - (parents[mask] === mask ? scores.tie : -scores.tie)) continue
        value[mask] = value[smaller]!
        parents[mask] = parents[smaller]!
      }
      if (mask % STEPS === STEPS - 1) tell('parents', node, p)
    }
    tell('parents', node + 1, p)
    return { value, parents }
  })
}

/** A mask over the nodes without `node`, as a mask over all. */
function widen(mask: number, node: number): number {
  const low = mask & ((1 << node) - 1)
  return low | ((mask & ~low) << 1)
}

/** A mask over all nodes, `node` not among them, as a mask over the others. */
function narrow(mask: number, node: number): number {
  const low = mask & ((1 << node) - 1)
  return low | ((mask & ~low) >>> 1)
}

/** The best order, by the best last node of every set (Silander & Myllymäki 2006). */
export function bestOrder(best: readonly BestParents[], tie: number, tell: Tell): Found {
  const p = best.length
  const full = 2 ** p
  const value = new Float64Array(full).fill(Number.NEGATIVE_INFINITY)
  const sink = new Int8Array(full)
  value[0] = 0
  for (let mask = 1; mask < full; mask++) {
    for (let node = 0; node < p; node++) {
      if (((mask >>> node) & 1) === 0) continue
      const rest = mask & ~(1 << node)
      const candidate = value[rest]! + best[node]!.value[narrow(rest, node)]!
      if (candidate <= value[mask]! + tie) continue
      value[mask] = candidate
      sink[mask] = node
    }
    if (mask % STEPS === 0) tell('orders', mask, full)
  }
  const edges: number[] = []
  for (let mask = full - 1; mask !== 0; ) {
    const node = sink[mask]!
    mask &= ~(1 << node)
    const parents = widen(best[node]!.parents[narrow(mask, node)]!, node)
    for (let other = 0; other < p; other++) if (((parents >>> other) & 1) === 1) edges.push(other, node, TAIL, ARROW)
  }
  return { edges, total: value[full - 1]! }
}
