import { cholesky, solveCholesky } from '../../numeric/cholesky.js'

/** Second moments of standardised columns (k × k, divided by the total weight) and their products with the outcome. */
export interface Moments2 {
  readonly k: number
  readonly gram: Float64Array
  readonly xy: Float64Array
}

/** How far from the conditions of Karush, Kuhn and Tucker a solution may be, for a gradient of size 1. */
const exact = 1e-10

/**
 * Minimises b' G b / 2 − c' b + penalty Σ |b| from where `b` stands (it is changed): coordinate descent with running
 * gradients over the coefficients that are not 0, until none moves; then those that their gradient calls in (Friedman,
 * Hastie & Tibshirani 2010, section 2.2). At the end the system of the signs found is solved as it stands.
 */
export function lassoDescent({ k, gram, xy }: Moments2, penalty: number, b: Float64Array): Float64Array {
  // c − G b
  const gradient = xy.slice()
  for (let a = 0; a < k; a++) if (b[a] !== 0) for (let j = 0; j < k; j++) gradient[j]! -= gram[a * k + j]! * b[a]!
  const move = (a: number): number => {
    const diagonal = gram[a * k + a]!
    const z = gradient[a]! + diagonal * b[a]!
    const next = diagonal > 0 ? (Math.sign(z) * Math.max(Math.abs(z) - penalty, 0)) / diagonal : 0
    const step = next - b[a]!
    if (step === 0) return 0
    b[a] = next
    for (let j = 0; j < k; j++) gradient[j]! -= gram[a * k + j]! * step
    return Math.abs(step)
  }
  let active: number[] = []
  for (let round = 0; round < 1000; round++) {
    for (let pass = 0; pass < 10_000; pass++) {
      let largest = 0
      for (const a of active) largest = Math.max(largest, move(a))
      if (largest < exact) break
    }
    let moved = 0
    for (let a = 0; a < k; a++) moved = Math.max(moved, move(a))
    active = Array.from({ length: k }, (_, a) => a).filter((a) => b[a] !== 0)
    if (moved < exact) break
  }
  solveActive({ k, gram, xy }, penalty, b, active)
  return b
}

/** The stationary point of the signs found, where it keeps them: free of what the descent left over. */
function solveActive({ k, gram, xy }: Moments2, penalty: number, b: Float64Array, active: readonly number[]): void {
  const m = active.length
  if (m === 0) return
  const part = new Float64Array(m * m)
  for (let a = 0; a < m; a++) for (let c = 0; c < m; c++) part[a * m + c] = gram[active[a]! * k + active[c]!]!
  const root = cholesky(part, m)
  if (!root.ok) return
  const solution = solveCholesky(
    root.factor,
    m,
    Float64Array.from(active, (a) => xy[a]! - penalty * Math.sign(b[a]!)),
  )
  if (active.some((a, i) => Math.sign(solution[i]!) !== Math.sign(b[a]!))) return
  for (const [i, a] of active.entries()) b[a] = solution[i]!
}

/** The least penalty at which all coefficients are 0. */
export function largestPenalty(xy: Float64Array): number {
  let largest = 0
  for (const value of xy) largest = Math.max(largest, Math.abs(value))
  return largest
}

/** 60 penalties from 1 down to `least`, in equal ratios. */
export function penaltyPath(largest: number, least: number, count = 60): Float64Array {
  // the ratio r with r^(count − 1) = least, by bisection, so that it has the same bits everywhere
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    let power = 1
    for (let e = 1; e < count; e++) power *= middle
    if (power < least) low = middle
    else high = middle
  }
  const path = new Float64Array(count)
  path[0] = largest
  for (let i = 1; i < count; i++) path[i] = path[i - 1]! * high
  return path
}
