import { deviance, stirlingError } from './log-gamma.js'
import { solveIncreasing } from './solve-increasing.js'
import { certain, fromOneTail, type Tail } from './tail.js'

const LOG_2PI = 1.8378770664093453

/** A number x in [0, 1] with y = 1 − x and the logarithms of both, none of them by subtraction. */
export interface UnitPoint {
  readonly x: number
  readonly y: number
  readonly logX: number
  readonly logY: number
}

/** The point with x / y = `odds`; `logOdds` is for odds out of range. */
export function fromOdds(odds: number, logOdds: number = Math.log(odds)): UnitPoint {
  if (odds <= 1) {
    const y = 1 / (1 + odds)
    const logY = -Math.log1p(odds)
    return { x: odds * y, y, logX: logOdds + logY, logY }
  }
  const inverse = 1 / odds
  const x = 1 / (1 + inverse)
  const logX = -Math.log1p(inverse)
  return { x, y: inverse * x, logX, logY: logX - logOdds }
}

/** The point with x / y = exp(u). */
export function fromLogOdds(u: number): UnitPoint {
  return fromOdds(Math.exp(u), u)
}

/** The point x itself. */
export function fromUnit(x: number): UnitPoint {
  return { x, y: 1 - x, logX: Math.log(x), logY: Math.log1p(-x) }
}

/** log of xᵃ yᵇ / B(a, b), in saddle-point form with Stirling errors: no logarithm of a gamma function is subtracted. */
export function logBetaFront(a: number, b: number, at: UnitPoint): number {
  const n = a + b
  const logN = Math.log(n)
  return (
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * at.x, logN + at.logX) -
    deviance(b, n * at.y, logN + at.logY) +
    0.5 * (Math.log(a) + Math.log(b) - logN - LOG_2PI)
  )
}

/** The regularised incomplete beta function I_x(a, b), or its complement: a continued fraction on the side of the smaller tail. */
export function incompleteBeta(a: number, b: number, at: UnitPoint, tail: Tail): number {
  if (!(a > 0 && b > 0) || Number.isNaN(at.x)) return Number.NaN
  if (at.logX === Number.NEGATIVE_INFINITY || at.x < 0) return certain(tail, tail.upper)
  if (at.logY === Number.NEGATIVE_INFINITY || at.y < 0) return certain(tail, !tail.upper)
  const front = logBetaFront(a, b, at)
  if (at.x < (a + 1) / (a + b + 2)) return fromOneTail(tail, false, front, fraction(a, b, at.x) / a)
  return fromOneTail(tail, true, front, fraction(b, a, at.y) / b)
}

/** The continued fraction for I_x(a, b), by Lentz's method. */
function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  const away = (v: number): number => (Math.abs(v) < tiny ? tiny : v)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    const change = d * c
    h *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return h
}

/** The log odds u of the point at which I, or its complement, is `p`; 0 < p < 1. */
export function betaTailLogOdds(a: number, b: number, p: number, upper: boolean): number {
  if (p > 0.5) return betaTailLogOdds(a, b, 1 - p, !upper)
  const target = Math.log(p)
  const tail: Tail = { upper, log: true }
  const sign = upper ? -1 : 1
  const value = (u: number): number => sign * (incompleteBeta(a, b, fromLogOdds(u), tail) - target)
  // dI/du = xᵃ yᵇ / B(a, b)
  const slope = (u: number, f: number): number => Math.exp(logBetaFront(a, b, fromLogOdds(u)) - (sign * f + target))
  return solveIncreasing(value, slope, Math.log(a / b))
}
