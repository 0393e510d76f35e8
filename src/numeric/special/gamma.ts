import { gammaTailQuantile, incompleteGamma, logGammaFront } from './incomplete-gamma.js'
import { portableLog } from './portable-log.js'
import { LOG_LOWER, LOG_UPPER, LOWER, type Tail, UPPER } from './tail.js'

// The gamma distribution with positive shape and scale.

function tailOf(x: number, shape: number, scale: number, tail: Tail): number {
  return incompleteGamma(shape, Math.max(x, 0) / scale, tail)
}

export function gammaCdf(x: number, shape: number, scale = 1): number {
  return tailOf(x, shape, scale, LOWER)
}

export function gammaUpperTail(x: number, shape: number, scale = 1): number {
  return tailOf(x, shape, scale, UPPER)
}

export function logGammaCdf(x: number, shape: number, scale = 1): number {
  return tailOf(x, shape, scale, LOG_LOWER)
}

export function logGammaUpperTail(x: number, shape: number, scale = 1): number {
  return tailOf(x, shape, scale, LOG_UPPER)
}

/** The x with P(X ≤ x) = p. */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  if (p === 0 || p === 1) return p === 0 ? 0 : Number.POSITIVE_INFINITY
  return p > 0 && p < 1 ? scale * gammaTailQuantile(shape, p, false) : Number.NaN
}

/** The x with P(X > x) = q. */
export function gammaUpperQuantile(q: number, shape: number, scale = 1): number {
  if (q === 0 || q === 1) return q === 1 ? 0 : Number.POSITIVE_INFINITY
  return q > 0 && q < 1 ? scale * gammaTailQuantile(shape, q, true) : Number.NaN
}

export function logGammaDensity(x: number, shape: number, scale = 1): number {
  if (x < 0 || x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  if (x === 0) {
    if (shape === 1) return -portableLog(scale)
    return shape < 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  }
  return logGammaFront(shape, x / scale) + portableLog(shape) - portableLog(x)
}
