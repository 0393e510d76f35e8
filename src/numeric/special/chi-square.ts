import { gammaCdf, gammaQuantile, gammaUpperQuantile, gammaUpperTail, logGammaUpperTail } from './gamma.js'

// The chi-square distribution: a gamma distribution with shape df / 2 and scale 2.

export function chiSquareCdf(x: number, df: number): number {
  return gammaCdf(x, df / 2, 2)
}

export function chiSquareUpperTail(x: number, df: number): number {
  return gammaUpperTail(x, df / 2, 2)
}

export function logChiSquareUpperTail(x: number, df: number): number {
  return logGammaUpperTail(x, df / 2, 2)
}

/** The x with P(X ≤ x) = p. */
export function chiSquareQuantile(p: number, df: number): number {
  return gammaQuantile(p, df / 2, 2)
}

/** The x with P(X > x) = q. */
export function chiSquareUpperQuantile(q: number, df: number): number {
  return gammaUpperQuantile(q, df / 2, 2)
}
