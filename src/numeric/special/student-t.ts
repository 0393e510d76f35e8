import { betaTailLogOdds, fromOdds, incompleteBeta } from './incomplete-beta.js'
import { stirlingError } from './log-gamma.js'
import { logNormalDensity, logNormalUpperTail, normalUpperQuantile, normalUpperTail } from './normal.js'
import { portableExp } from './portable-exp.js'
import { portableLog, portableLog1p } from './portable-log.js'
import { LOG_LOWER, LOWER, type Tail } from './tail.js'

// Student's t with df > 0; df = ∞ is the normal distribution. P(|T| > t) = I_x(df / 2, 1 / 2) with odds x : y = df : t².

const HALF_LOG_2PI = 0.9189385332046728

function twoSided(t: number, df: number, tail: Tail): number {
  return incompleteBeta(df / 2, 0.5, fromOdds(df / (t * t), portableLog(df) - 2 * portableLog(Math.abs(t))), tail)
}

/** P(T ≤ t). */
export function studentTCdf(t: number, df: number): number {
  return studentTUpperTail(-t, df)
}

/** P(T > t). */
export function studentTUpperTail(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalUpperTail(t)
  if (t === 0) return df > 0 ? 0.5 : Number.NaN
  const half = 0.5 * twoSided(t, df, LOWER)
  return t > 0 ? half : 1 - half
}

/** log P(T > t). */
export function logStudentTUpperTail(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return logNormalUpperTail(t)
  if (t <= 0) return portableLog1p(-studentTUpperTail(-t, df))
  return twoSided(t, df, LOG_LOWER) - Math.LN2
}

/** P(|T| > |t|). */
export function studentTTwoSided(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return 2 * normalUpperTail(Math.abs(t))
  return t === 0 ? 1 : twoSided(t, df, LOWER)
}

/** log P(|T| > |t|). */
export function logStudentTTwoSided(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return Math.min(0, logNormalUpperTail(Math.abs(t)) + Math.LN2)
  return t === 0 ? 0 : twoSided(t, df, LOG_LOWER)
}

/** The t with P(T ≤ t) = p. */
export function studentTQuantile(p: number, df: number): number {
  return 0 - studentTUpperQuantile(p, df)
}

/** The t with P(T > t) = q. */
export function studentTUpperQuantile(q: number, df: number): number {
  if (!(q >= 0 && q <= 1)) return Number.NaN
  if (q > 0.5) return -studentTUpperQuantile(1 - q, df)
  if (q === 0) return Number.POSITIVE_INFINITY
  if (q === 0.5) return 0
  if (df === Number.POSITIVE_INFINITY) return normalUpperQuantile(q)
  // near the middle the probability within ±t keeps its digits, outside the one beyond
  const u = q > 0.25 ? betaTailLogOdds(df / 2, 0.5, 1 - 2 * q, true) : betaTailLogOdds(df / 2, 0.5, 2 * q, false)
  return Math.sqrt(df) * portableExp(-u / 2)
}

export function logStudentTDensity(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return logNormalDensity(t)
  // Γ((df + 1) / 2) / Γ(df / 2) by Stirling errors, so that large df loses nothing
  const a = df / 2
  const ratio = a * portableLog1p(0.5 / a) - 0.5 + stirlingError(a + 0.5) - stirlingError(a)
  const square = t * t
  const log = Number.isFinite(square) ? portableLog1p(square / df) : 2 * portableLog(Math.abs(t)) - portableLog(df)
  return ratio - HALF_LOG_2PI - (a + 0.5) * log
}
