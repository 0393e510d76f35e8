import { deviance, stirlingError } from './log-gamma.js'
import { portableExp } from './portable-exp.js'
import { portableLog, portableLog1p } from './portable-log.js'
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
export function fromOdds(odds: number, logOdds: number = portableLog(odds)): UnitPoint {
  if (odds <= 1) {
    const y = 1 / (1 + odds)
    const logY = -portableLog1p(odds)
    return { x: odds * y, y, logX: logOdds + logY, logY }
  }
  const inverse = 1 / odds
  const x = 1 / (1 + inverse)
  const logX = -portableLog1p(inverse)
  return { x, y: inverse * x, logX, logY: logX - logOdds }
}

/** The point with x / y = exp(u). */
export function fromLogOdds(u: number): UnitPoint {
  return fromOdds(portableExp(u), u)
}

/** The point x itself. */
export function fromUnit(x: number): UnitPoint {
  return { x, y: 1 - x, logX: portableLog(x), logY: portableLog1p(-x) }
}

/** log of xᵃ yᵇ / B(a, b), in saddle-point form with Stirling errors: no logarithm of a gamma function is subtracted. */
export function logBetaFront(a: number, b: number, at: UnitPoint): number {
  const n = a + b
  const slot = (4 * a + 61 * b) & 63
  if (seen[2 * slot] !== a || seen[2 * slot + 1] !== b) {
    seen[2 * slot] = a
    seen[2 * slot + 1] = b
    const logN = portableLog(n)
    parts[3 * slot] = logN
    parts[3 * slot + 1] = stirlingError(n) - stirlingError(a) - stirlingError(b)
    parts[3 * slot + 2] = 0.5 * (portableLog(a) + portableLog(b) - logN - LOG_2PI)
  }
  const logN = parts[3 * slot]!
  return (
    parts[3 * slot + 1]! -
    deviance(a, n * at.x, logN + at.logX) -
    deviance(b, n * at.y, logN + at.logY) +
    parts[3 * slot + 2]!
  )
}

// what does not hang on the point is kept: one search after another asks with the same few degrees of freedom
const seen = new Float64Array(128).fill(Number.NaN)
const parts = new Float64Array(192)

/** The regularised incomplete beta function I_x(a, b), or its complement: a continued fraction on the side of the smaller tail. */
export function incompleteBeta(a: number, b: number, at: UnitPoint, tail: Tail): number {
  if (!(a > 0 && b > 0) || Number.isNaN(at.x)) return Number.NaN
  if (at.logX === Number.NEGATIVE_INFINITY || at.x < 0) return certain(tail, tail.upper)
  if (at.logY === Number.NEGATIVE_INFINITY || at.y < 0) return certain(tail, !tail.upper)
  const front = logBetaFront(a, b, at)
  if (b * at.x <= a * at.y) return fromOneTail(tail, false, front, fraction(a, b, at.x, at.y))
  return fromOneTail(tail, true, front, fraction(b, a, at.y, at.x))
}

/**
 * I_x(a, b) B(a, b) / (xᵃ yᵇ) for x up to the mean, by the continued fraction of Didonato & Morris (1992), eq. 9: its first
 * term has a y − b x in place of a difference near zero, so that large parameters lose no digits.
 */
function fraction(a: number, b: number, x: number, y: number): number {
  const first = a * y - b * x + 1
  const tiny = 1e-300
  const away = (v: number): number => (Math.abs(v) < tiny ? tiny : v)
  let c = away((a / (a + 1)) * first)
  let d = 0
  let h = c
  for (let n = 1; n < 1e6; n++) {
    const w = (n * (b - n) * x) / (a + 2 * n - 1)
    const alpha = (((a + n - 1) * (a + b + n - 1)) / (a + 2 * n - 1)) * x * w
    const beta = n + w + ((a + n) / (a + 2 * n + 1)) * (first + n * (1 + y))
    d = 1 / away(beta + alpha * d)
    c = away(beta + alpha / c)
    const change = c * d
    h *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return 1 / h
}

/** The log odds u of the point at which I, or its complement, is `p`; 0 < p < 1. */
export function betaTailLogOdds(a: number, b: number, p: number, upper: boolean): number {
  if (p > 0.5) return betaTailLogOdds(a, b, 1 - p, !upper)
  const target = portableLog(p)
  const tail: Tail = { upper, log: true }
  const sign = upper ? -1 : 1
  const value = (u: number): number => sign * (incompleteBeta(a, b, fromLogOdds(u), tail) - target)
  // dI/du = xᵃ yᵇ / B(a, b)
  const slope = (u: number, f: number): number => portableExp(logBetaFront(a, b, fromLogOdds(u)) - (sign * f + target))
  return solveIncreasing(value, slope, portableLog(a / b))
}
