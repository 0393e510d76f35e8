import { cholesky, solveCholesky, solveLower } from '../../numeric/cholesky.js'
import { quadraticPencilRoots } from '../../numeric/quadratic-pencil.js'
import { fUpperQuantile, fUpperTail } from '../../numeric/special/f.js'
import { type AndersonRubin, type EffectSet, quadraticSet, timesSet } from './effect-set.js'
import type { ReducedForms } from './reduced-form.js'

/**
 * Anderson and Rubin's test with variances that may differ, and for clusters and strata (Stock & Wright 2000; Chernozhukov &
 * Hansen 2008): if the effect is β, the instruments say nothing of Y − β T, so that Hotelling's
 * T²(β) = π(β)ᵀ V(β)⁻¹ π(β) of their coefficients π(β) = π_Y − β π_T is small. With m instruments and ν degrees of freedom of V,
 * T² (ν − m + 1) / (m ν) is compared with F(m, ν − m + 1); ν ≥ m is needed.
 */
export function robustAndersonRubin(forms: ReducedForms, confidence: number): AndersonRubin | null {
  const { m, degreesOfFreedom: nu, method } = forms
  const free = nu - m + 1
  if (!(free > 0)) return null
  const curve = waldCurve(forms)
  if (curve === null) return null
  const share = free / (m * nu)
  const cut = fUpperQuantile(1 - confidence, m, free) / share
  const none = curve.at(0)
  const statistic = none * share
  return {
    statistic,
    pValue: Number.isFinite(statistic) ? fUpperTail(statistic, m, free) : 0,
    degreesOfFreedom: [m, free],
    method: `${method}; Hotelling's T²`,
    set: timesSet(curve.below(cut), curve.unit),
  }
}

interface WaldCurve {
  /** What β is measured in, so that units do not matter. */
  readonly unit: number
  readonly at: (beta: number) => number
  /** Where the curve is at most this. */
  readonly below: (cut: number) => EffectSet
}

/** T² as a function of β, in coordinates in which the two covariances sum to the unit matrix; null without any spread. */
function waldCurve({ treatment, outcome, m }: ReducedForms): WaldCurve | null {
  const size = (values: Float64Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  const [y, t] = [size(outcome.pieces), size(treatment.pieces)]
  const unit = t > 0 && y > 0 ? y / t : size(outcome.slopes) / size(treatment.slopes)
  if (!(unit > 0 && Number.isFinite(unit))) return null
  const movable = treatment.pieces.map((value) => value * unit)
  const across = crossOf(outcome.pieces, movable, m)
  const back = transposed(across, m)
  // V(β) = yy − β yt + β² tt
  const spread = {
    yy: crossOf(outcome.pieces, outcome.pieces, m),
    yt: across.map((value, at) => value + back[at]!),
    tt: crossOf(movable, movable, m),
  }
  const root = cholesky(
    spread.yy.map((value, at) => value + spread.tt[at]!),
    m,
  )
  if (!root.ok) return null
  // L⁻¹ A L⁻ᵀ
  const white = (matrix: Float64Array): Float64Array => {
    const half = solveLower(root.factor, m, matrix.slice(), m)
    return solveLower(root.factor, m, transposed(half, m), m)
  }
  const [yy, yt, tt] = [white(spread.yy), white(spread.yt), white(spread.tt)]
  const slopes = {
    y: solveLower(root.factor, m, outcome.slopes.slice()),
    t: solveLower(
      root.factor,
      m,
      treatment.slopes.map((value) => value * unit),
    ),
  }
  // of v π_Y − u π_T, so that u / v = β and (1, 0) is an effect without bound
  const value = (u: number, v: number): number => {
    const pi = slopes.y.map((own, j) => v * own - u * slopes.t[j]!)
    const covariance = yy.map((own, at) => v * v * own - u * v * yt[at]! + u * u * tt[at]!)
    const factor = cholesky(covariance, m)
    if (!factor.ok) return pi.every((own) => own === 0) ? 0 : Number.POSITIVE_INFINITY
    const solved = solveCholesky(factor.factor, m, pi.slice())
    return solved.reduce((sum, own, j) => sum + own * pi[j]!, 0)
  }
  const below = (cut: number): EffectSet => {
    // T² ≤ cut where cut V(β) − π(β) π(β)ᵀ is positive semidefinite; its determinant vanishes at each end
    const outer = (p: Float64Array, q: Float64Array): Float64Array =>
      Float64Array.from({ length: m * m }, (_, at) => p[Math.floor(at / m)]! * q[at % m]!)
    const [oyy, oyt, oty, ott] = [
      outer(slopes.y, slopes.y),
      outer(slopes.y, slopes.t),
      outer(slopes.t, slopes.y),
      outer(slopes.t, slopes.t),
    ]
    const a = yy.map((own, at) => cut * own - oyy[at]!)
    const b = yt.map((own, at) => oyt[at]! + oty[at]! - cut * own)
    const c = tt.map((own, at) => cut * own - ott[at]!)
    if (m === 1) return quadraticSet(-c[0]!, -b[0]!, -a[0]!)
    const roots = quadraticPencilRoots(a, b, c, m) ?? []
    return piecesBetween(roots, (beta) => value(beta, 1) <= cut, value(1, 0) <= cut)
  }
  return { unit, at: (beta) => value(beta / unit, 1), below }
}

/** Σ p qᵀ over rows. */
function crossOf(p: Float64Array, q: Float64Array, m: number): Float64Array {
  const sum = new Float64Array(m * m)
  for (let at = 0; at < p.length; at += m) {
    for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) sum[a * m + b]! += p[at + a]! * q[at + b]!
  }
  return sum
}

function transposed(matrix: Float64Array, m: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % m) * m + Math.floor(at / m)]!)
}

/**
 * The set where a test holds, from numbers among which all its ends lie: looked at on each and between neighbours, every
 * change is then narrowed down to two neighbouring doubles.
 *
 * @param far - whether it holds without bound
 */
export function piecesBetween(roots: readonly number[], holds: (x: number) => boolean, far: boolean): EffectSet {
  const looked: number[] = []
  for (const [k, root] of roots.entries()) {
    if (k > 0) looked.push((roots[k - 1]! + root) / 2)
    looked.push(root)
  }
  const outwards = (start: number, sign: 1 | -1): number => {
    let step = 1 + Math.abs(start)
    for (let tries = 0; tries < 60 && holds(start + sign * step) !== far; tries++) step *= 2
    return start + sign * step
  }
  const points = [outwards(roots[0] ?? 0, -1), ...looked, outwards(roots.at(-1) ?? 0, 1)]
  const pieces: [number | null, number | null][] = []
  let open: [number | null, number | null] | null = far ? [null, null] : null
  for (let k = 1; k < points.length; k++) {
    const inside = k === points.length - 1 ? far : holds(points[k]!)
    if (inside === (open !== null)) continue
    const end = changeBetween(points[k - 1]!, points[k]!, holds, inside)
    if (open === null) open = [end, null]
    else {
      pieces.push([open[0], end])
      open = null
    }
  }
  if (open !== null) pieces.push(open)
  return pieces
}

/** The number on the side of the set next to where a test changes. */
function changeBetween(low: number, high: number, holds: (x: number) => boolean, after: boolean): number {
  let [a, b] = [low, high]
  for (let step = 0; step < 1100; step++) {
    const middle = a + (b - a) / 2
    if (!(middle > a && middle < b)) break
    if (holds(middle) === after) b = middle
    else a = middle
  }
  return after ? b : a
}
