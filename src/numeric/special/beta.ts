import { betaTailLogOdds, fromLogOdds, fromUnit, incompleteBeta, logBetaFront } from './incomplete-beta.js'
import { portableLog, portableLog1p } from './portable-log.js'
import { LOG_LOWER, LOG_UPPER, LOWER, type Tail, UPPER } from './tail.js'

// The beta distribution with positive shapes a and b.

function tailOf(x: number, a: number, b: number, tail: Tail): number {
  return incompleteBeta(a, b, fromUnit(Math.min(Math.max(x, 0), 1)), tail)
}

export function betaCdf(x: number, a: number, b: number): number {
  return tailOf(x, a, b, LOWER)
}

export function betaUpperTail(x: number, a: number, b: number): number {
  return tailOf(x, a, b, UPPER)
}

export function logBetaCdf(x: number, a: number, b: number): number {
  return tailOf(x, a, b, LOG_LOWER)
}

export function logBetaUpperTail(x: number, a: number, b: number): number {
  return tailOf(x, a, b, LOG_UPPER)
}

/** The x with P(X ≤ x) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p === 0 || p === 1) return p
  return p > 0 && p < 1 ? fromLogOdds(betaTailLogOdds(a, b, p, false)).x : Number.NaN
}

/** The x with P(X > x) = q. */
export function betaUpperQuantile(q: number, a: number, b: number): number {
  if (q === 0 || q === 1) return 1 - q
  return q > 0 && q < 1 ? fromLogOdds(betaTailLogOdds(a, b, q, true)).x : Number.NaN
}

export function logBetaDensity(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) return Number.NEGATIVE_INFINITY
  if (x === 0 || x === 1) {
    const shape = x === 0 ? a : b
    if (shape === 1) return portableLog(x === 0 ? b : a)
    return shape < 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  }
  return logBetaFront(a, b, fromUnit(x)) - portableLog(x) - portableLog1p(-x)
}
