import { betaTailLogOdds, fromOdds, incompleteBeta } from './incomplete-beta.js'
import { portableExp } from './portable-exp.js'
import { portableLog } from './portable-log.js'
import { LOG_LOWER, LOG_UPPER, LOWER, type Tail, UPPER } from './tail.js'

// The F distribution with d1 and d2 degrees of freedom: P(X ≤ x) = I(d1 / 2, d2 / 2) at the odds d1 x : d2.

function tailOf(x: number, d1: number, d2: number, tail: Tail): number {
  const positive = Math.max(x, 0)
  const at = fromOdds((d1 / d2) * positive, portableLog(d1 / d2) + portableLog(positive))
  return incompleteBeta(d1 / 2, d2 / 2, at, tail)
}

export function fCdf(x: number, d1: number, d2: number): number {
  return tailOf(x, d1, d2, LOWER)
}

export function fUpperTail(x: number, d1: number, d2: number): number {
  return tailOf(x, d1, d2, UPPER)
}

export function logFCdf(x: number, d1: number, d2: number): number {
  return tailOf(x, d1, d2, LOG_LOWER)
}

export function logFUpperTail(x: number, d1: number, d2: number): number {
  return tailOf(x, d1, d2, LOG_UPPER)
}

/** The x with P(X ≤ x) = p. */
export function fQuantile(p: number, d1: number, d2: number): number {
  if (p === 0 || p === 1) return p === 0 ? 0 : Number.POSITIVE_INFINITY
  return p > 0 && p < 1 ? (d2 / d1) * portableExp(betaTailLogOdds(d1 / 2, d2 / 2, p, false)) : Number.NaN
}

/** The x with P(X > x) = q. */
export function fUpperQuantile(q: number, d1: number, d2: number): number {
  if (q === 0 || q === 1) return q === 1 ? 0 : Number.POSITIVE_INFINITY
  return q > 0 && q < 1 ? (d2 / d1) * portableExp(betaTailLogOdds(d1 / 2, d2 / 2, q, true)) : Number.NaN
}
