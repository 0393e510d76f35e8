import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog } from '../../../numeric/special/portable-log.js'

/** Points and weights for the mean over a standard normal number of a log-concave likelihood. */
export interface Nodes {
  readonly points: Float64Array
  /** They sum to one. */
  readonly weights: Float64Array
  /** log ∫ φ(t) L(t) dt. */
  readonly logMass: number
}

/** The integral beyond this many standard deviations of the mode is below the last digit: the posterior is narrower than the prior. */
const REACH = 9

/**
 * The trapezoidal rule for ∫ φ(t) L(t) dt, where L is a product of probabilities of multinomial logits in t.
 *
 * The rule converges exponentially for functions that are analytic around the real line (Trefethen & Weideman 2014, Theorem 5.1).
 * A logit whose scores differ by at most `slope` t has no singularity nearer than π / slope, which sets the step. L is
 * log-concave, so that one mode is found by bisection of intervals.
 *
 * @param logLikelihood - log L at a point
 * @param slope - the steepest difference of scores, in one choice
 * @param total - the sum of these over all choices: no mode lies further from 0
 * @returns null where more points would be needed than `most`
 * @complexity O(points × choices)
 */
export function normalQuadrature(
  logLikelihood: (t: number) => number,
  slope: number,
  total: number,
  most: number,
): Nodes | null {
  // errors of about exp(−2π²/h²) and exp(−2π² / (slope h))
  const step = Math.min(0.5, 0.55 / Math.max(slope, 1e-300))
  const count = 2 * Math.ceil(REACH / step) + 1
  if (count > most) return null
  const value = (t: number): number => logLikelihood(t) - 0.5 * t * t
  let low = -total - 1
  let high = total + 1
  for (let k = 0; k < 200 && high - low > step / 4; k++) {
    const third = (high - low) / 3
    if (value(low + third) < value(high - third)) low += third
    else high -= third
  }
  const first = (low + high) / 2 - step * ((count - 1) / 2)
  const points = Float64Array.from({ length: count }, (_, k) => first + k * step)
  const logs = points.map(value)
  let top = Number.NEGATIVE_INFINITY
  for (const v of logs) if (v > top) top = v
  const weights = logs.map((v) => portableExp(v - top))
  let sum = 0
  for (const w of weights) sum += w
  return {
    points,
    weights: weights.map((w) => w / sum),
    logMass: top + portableLog(sum * step) - 0.9189385332046727,
  }
}
