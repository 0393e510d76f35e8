import { determinedShare, NEARLY_DETERMINED } from '../../independence/gaussian/partial-correlation.js'
import { logNormalUpperTail, normalLogUpperQuantile } from '../../numeric/special/normal.js'
import { portableTanh } from '../../numeric/special/portable-exp.js'
import { portableAtanh, portableLog } from '../../numeric/special/portable-log.js'
import { forgetNear, type LevelContext, type LevelSearch, noteNear, removePair } from './skeleton-state.js'
import { tryToSeparate } from './try-to-separate.js'

/** Where a set leaves less than this share of x or y, the test itself decides whether it could be made (`fisherZ`). */
const LITTLE_LEFT = 1.2 * NEARLY_DETERMINED

/** Below this share of variance left to a member of the set, the tree of Schur complements loses digits that `fisherZ` keeps. */
const SHAKY = 1e-8

/**
 * A level of the skeleton search on correlations, at O(1) a test whatever the conditioning set.
 *
 * The subsets S of adj(x) are walked as a tree in lexicographic order; an inner node holds the covariance of adj(x) and x
 * given its prefix, one Schur step from its parent, and all y share one S. A test compares c² with t² v_x v_y, where
 * t = tanh(z(alpha) / √(n − |S| − 3)) belongs to the level: no logarithm and no p-value in the loop. Decisions are those of
 * `fisherZ`, with its rule for columns that the others determine.
 */
export function correlationLevel(context: LevelContext, alpha: number): LevelSearch {
  const { queries, skeleton, fixed } = context
  const { matrix, count } = queries.correlation!
  const n = skeleton.size
  const { adjacent } = skeleton
  const zAlpha = normalLogUpperQuantile(portableLog(alpha / 2))
  // the band of decisions near alpha: p within a factor of two
  const zNever = normalLogUpperQuantile(portableLog(Math.min(alpha, 0.5)))
  const zSurely = normalLogUpperQuantile(portableLog(alpha / 4))
  let stack = new Float64Array(1024)
  const open: number[] = []
  const chosen = new Int32Array(n + 1)
  const given = new Int32Array(n + 1)
  const shaky = new Uint8Array(n + 1)

  return (x, neighbors, level) => {
    const d = neighbors.length
    const freedom = count - level - 3
    if (!(freedom > 0)) {
      // too few rows: no set of this size can be tested, which one set for each pair tells
      for (const y of neighbors) {
        if (adjacent[x * n + y] === 0 || fixed?.[x * n + y] === 1) continue
        skeleton.untested.note(x, y, neighbors.filter((z) => z !== y).subarray(0, level), level)
      }
      return
    }
    const least = determinedShare(count, level)
    const root = Math.sqrt(freedom)
    const cut = portableTanh(zAlpha / root) ** 2
    const never = portableTanh(zNever / root) ** 2
    const surely = portableTanh(zSurely / root) ** 2

    /** Decides x ⊥ y given `given` from the squared covariance and the product of variances left; true: independent. */
    const decide = (y: number, c2: number, v: number): boolean => {
      if (c2 > surely * v) return false
      if (c2 < never * v) {
        removePair(skeleton, x, y, given, level)
        forgetNear(skeleton, x, y)
        return true
      }
      const independent = c2 < cut * v
      const z = root * portableAtanh(Math.sqrt(c2 / v))
      if (independent) removePair(skeleton, x, y, given, level)
      noteNear(skeleton, {
        x,
        y,
        given,
        size: level,
        closeness: Math.LN2 + logNormalUpperTail(z),
        removes: independent,
      })
      return independent
    }

    if (level === 0) {
      for (const y of neighbors) {
        if (y < x || fixed?.[x * n + y] === 1) continue
        skeleton.tests++
        skeleton.made[x * n + y] = skeleton.made[y * n + x] = 1
        const r = matrix[x * n + y]!
        decide(y, r * r, 1)
      }
      return
    }

    open.length = 0
    for (let i = 0; i < d; i++) {
      const pair = x * n + neighbors[i]!
      if (adjacent[pair] === 1 && fixed?.[pair] !== 1) open.push(i)
    }
    if (open.length === 0) return
    const w = d + 1
    if (stack.length < level * w * w) stack = new Float64Array(level * w * w)
    // positions 0 … d − 1 are the neighbours, d is x; column j of a matrix is valid for j past the last pivot, and all of the diagonal
    for (let i = 0; i < w; i++) {
      const row = (i === d ? x : neighbors[i]!) * n
      for (let j = 0; j < d; j++) stack[i * w + j] = matrix[row + neighbors[j]!]!
      stack[i * w + d] = matrix[row + x]!
    }

    let depth = 0
    chosen[0] = -1
    while (depth >= 0) {
      const s = ++chosen[depth]!
      if (s > d - level + depth) {
        depth--
        continue
      }
      given[depth] = neighbors[s]!
      const base = depth * w * w
      const pivot = stack[base + s * w + s]!
      const determined = pivot <= least
      shaky[depth] = pivot <= SHAKY || (depth > 0 && shaky[depth - 1] === 1) ? 1 : 0
      if (depth < level - 1) {
        schurStep(stack, base, w, s, determined ? 0 : 1 / pivot)
        chosen[++depth] = s
        continue
      }
      // a whole set: every y that is still open is tested given it
      const inverse = determined ? 0 : 1 / pivot
      const bx = stack[base + s * w + d]!
      const vx = stack[base + d * w + d]! - bx * bx * inverse
      let kept = 0
      for (let k = 0; k < open.length; k++) {
        const i = open[k]!
        let inSet = i === s
        for (let j = 0; j < depth; j++) if (chosen[j] === i) inSet = true
        if (!inSet) {
          const by = stack[base + i * w + s]!
          const vy = stack[base + i * w + i]! - by * by * inverse
          const c = stack[base + i * w + d]! - by * bx * inverse
          const y = neighbors[i]!
          if (shaky[depth] === 1 || vx <= LITTLE_LEFT || vy <= LITTLE_LEFT) {
            if (tryToSeparate(context, x, y, given, level)) continue
          } else {
            skeleton.tests++
            if (decide(y, c * c, vx * vy)) continue
          }
        }
        open[kept++] = i
      }
      open.length = kept
      if (kept === 0) return
    }
  }
}

/** The next matrix of the stack: that at `base` given its pivot `s`. `inverse` 0 leaves the pivot out. */
function schurStep(stack: Float64Array, base: number, w: number, s: number, inverse: number): void {
  const next = base + w * w
  for (let i = 0; i < w; i++) {
    const f = stack[base + i * w + s]! * inverse
    const row = base + i * w
    const into = next + i * w
    if (i < s) stack[into + i] = stack[row + i]! - f * stack[row + s]!
    for (let t = s + 1; t < w; t++) stack[into + t] = stack[row + t]! - f * stack[base + s * w + t]!
  }
}
