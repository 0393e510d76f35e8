import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { WalkLimits } from '../greedy/class-walk.js'
import { factorRows } from '../greedy/factor-rows.js'
import { LEAST_SHARE, residualShare } from '../score/residual-share.js'
import type { GaussianPlan } from '../score/score.js'
import type { ScoreCache } from '../score/score-cache.js'
import type { GrownParents, PrefixParents } from './grown-parents.js'

/** What the trees may hold, in bytes; beyond it they are dropped and grow again as they are asked. */
const MEMORY = 1 << 26

/** What a set costs beside its candidates: about so many bytes. */
const BYTES_A_SET = 200
const BYTES_A_CANDIDATE = 12

/** A set of parents in the tree of a node, grown one after another. */
interface GrownSet {
  /** The columns that raise the score, the best first; null before they were asked for. */
  candidates: Int32Array | null
  /** The sets with one of the candidates more. */
  readonly grown: (GrownSet | undefined)[]
  /** What shrinking leaves of the set; null before it was asked for. */
  left: GrownParents | null
}

/**
 * Grow–shrink trees (Andrews et al. 2023, section 4) of a Gaussian score: a set is expanded against all columns at once, by
 * one row of a Cholesky factor, and serves whatever nodes come before the node. What is asked again costs a walk down the tree.
 *
 * @param memory - bytes that the trees may hold
 */
export function growShrinkTrees(
  scores: ScoreCache,
  plan: GaussianPlan,
  { maxParents, known }: WalkLimits,
  memory: number = MEMORY,
): PrefixParents {
  const p = scores.names.length
  const { n, price, correlation } = plan
  const { tie } = scores
  const share = residualShare(p, correlation)
  const rows = factorRows(correlation, p)
  const least = 1 - portableExp((-2 * price) / n)
  const empty = new Int32Array(scores.stride)
  const alone = Float64Array.from({ length: p }, (_, node) => scores.local(node, empty, 0))
  const required = Array.from({ length: p }, (_, y) =>
    Array.from({ length: p }, (_, x) => x).filter((x) => known?.required[x * p + y] === 1),
  )
  const newSet = (): GrownSet => ({ candidates: null, grown: [], left: null })
  let roots = Array.from({ length: p }, newSet)
  let held = 0
  // the path that stands in the rows of the factor
  let target = -1
  const standing: number[] = []

  /** The columns that raise the score of a node with these parents, the best first; of equal ones the first by name. */
  const expand = (node: number, path: readonly number[]): Int32Array => {
    if (path.length >= maxParents) return new Int32Array(0)
    if (target !== node) {
      rows.begin(node)
      target = node
      standing.length = 0
    }
    let level = 0
    while (level < path.length && standing[level] === path[level]) level++
    for (standing.length = level; level < path.length; level++) {
      rows.add(level, path[level]!)
      standing.push(path[level]!)
    }
    scores.alsoComputed(p)
    const v = rows.variance(level)
    const c = rows.covariance(level)
    const own = v[node]!
    const found: { readonly x: number; readonly gain: number }[] = []
    for (let x = 0; x < p && own > LEAST_SHARE; x++) {
      const square = c[x]! * c[x]!
      if (x === node || !(square > least * own * v[x]!) || v[x]! <= LEAST_SHARE) continue
      if (known?.banned[x * p + node] === 1 || path.includes(x)) continue
      const left = Math.max(1 - square / (own * v[x]!), LEAST_SHARE / own)
      const gain = -0.5 * n * portableLog(left) - price
      if (gain > tie) found.push({ x, gain })
    }
    found.sort((a, b) => b.gain - a.gain || a.x - b.x)
    for (let from = 0, to = 1; from < found.length; from = to++) {
      while (to < found.length && found[from]!.gain - found[to]!.gain <= tie) to++
      if (to - from > 1) found.splice(from, to - from, ...found.slice(from, to).sort((a, b) => a.x - b.x))
    }
    return Int32Array.from(found, ({ x }) => x)
  }

  /** Takes away the parent without which the score is highest until none is better left out. */
  const shrink = (node: number, path: readonly number[]): GrownParents => {
    const value = (parents: readonly number[]): number =>
      alone[node]! - 0.5 * n * portableLog(share(node, parents, parents.length)) - price * parents.length
    let parents = [...path].sort((a, b) => a - b)
    let score = value(parents)
    for (let again = true; again; ) {
      again = false
      let best = parents
      scores.alsoComputed(parents.length)
      for (const c of parents) {
        if (required[node]!.includes(c)) continue
        const rest = parents.filter((other) => other !== c)
        const changed = value(rest)
        if (changed <= score + tie) continue
        score = changed
        best = rest
        again = true
      }
      parents = best
    }
    return { parents, score }
  }

  return (node, within) => {
    if (held > memory) {
      roots = Array.from({ length: p }, newSet)
      held = 0
    }
    const path = [...required[node]!]
    let here = roots[node]!
    for (;;) {
      if (here.candidates === null) {
        here.candidates = expand(node, path)
        held += BYTES_A_SET + BYTES_A_CANDIDATE * here.candidates.length
      }
      const { candidates } = here
      let k = 0
      while (k < candidates.length && ((within[candidates[k]! >>> 5]! >>> (candidates[k]! & 31)) & 1) === 0) k++
      if (k === candidates.length) break
      path.push(candidates[k]!)
      here.grown[k] ??= newSet()
      here = here.grown[k]!
    }
    here.left ??= shrink(node, path)
    return here.left
  }
}
