import { deviance, logGammaOnePlus, stirlingError } from './log-gamma.js'
import { millsRatio } from './normal.js'
import { portableExp, portableExpm1 } from './portable-exp.js'
import { portableLog } from './portable-log.js'
import { solveIncreasing } from './solve-increasing.js'
import { certain, fromOneTail, type Tail } from './tail.js'

/** Shapes beyond this are summed by the asymptotic expansion. */
const LARGE = 1e8
const LOG_2PI = 1.8378770664093453

/** log of xᵃ e⁻ˣ / Γ(a + 1), in Loader's saddle-point form: no digits are lost for large a. */
export function logGammaFront(a: number, x: number, logX: number = portableLog(x)): number {
  if (a < 0.5) return a * logX - x - logGammaOnePlus(a)
  return -stirlingError(a) - deviance(a, x, logX) - 0.5 * (LOG_2PI + portableLog(a))
}

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x), a > 0.
 *
 * Series below a + 1, Lentz's continued fraction above; for small a and x, Q from expm1; for huge a, Temme's expansion.
 */
export function incompleteGamma(a: number, x: number, tail: Tail, logX: number = portableLog(x)): number {
  if (!(x > 0) && logX === Number.NEGATIVE_INFINITY) return certain(tail, tail.upper)
  if (x === Number.POSITIVE_INFINITY) return certain(tail, !tail.upper)
  if (Number.isNaN(x) || !(a > 0)) return Number.NaN
  if (a > LARGE) return largeShape(a, x, tail)
  if (x >= a + 1) return fromOneTail(tail, true, logGammaFront(a, x, logX), a * upperFraction(a, x))
  if (a < 1 && x < 1 && tail.upper) return smallUpper(a, x, logX, tail)
  return fromOneTail(tail, false, logGammaFront(a, x, logX), lowerSeries(a, x))
}

/**
 * Temme (1979): Q = Q_normal(η √a) + e^(−aη²/2) c₀(η) / √(2πa), where aη²/2 is the deviance; the next term is of the order
 * of 1/a beside c₀, and nothing above `LARGE`.
 */
function largeShape(a: number, x: number, tail: Tail): number {
  const half = deviance(a, x, portableLog(x))
  const mu = (x - a) / a
  const eta = Math.sign(mu) * Math.sqrt((2 * half) / a)
  const c0 =
    Math.abs(eta) < 0.02
      ? -1 / 3 + eta * (1 / 12 - eta * (2 / 135 - eta * (1 / 864 + eta * (1 / 2835 - (eta * 139) / 777600))))
      : 1 / mu - 1 / eta
  const upper = mu >= 0
  const correction = ((upper ? 1 : -1) * c0) / Math.sqrt(a)
  return fromOneTail(tail, upper, -half, (millsRatio(Math.sqrt(2 * half)) + correction) / Math.sqrt(2 * Math.PI))
}

/** Σ xⁿ / ((a + 1) … (a + n)). */
function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

/** Γ(a, x) eˣ x⁻ᵃ as a continued fraction. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < 1e6; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const change = d * c
    h *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return h
}

/** Q = 1 − xᵃ / Γ(a + 1) − a xᵃ / Γ(a + 1) Σ (−x)ⁿ / ((a + n) n!), the first difference by expm1. */
function smallUpper(a: number, x: number, logX: number, tail: Tail): number {
  const logPower = a * logX - logGammaOnePlusAny(a)
  let term = 1
  let sum = 0
  for (let n = 1; n < 100; n++) {
    term *= -x / n
    const next = sum + term / (a + n)
    if (next === sum) break
    sum = next
  }
  const q = -portableExpm1(logPower) - a * portableExp(logPower) * sum
  return tail.log ? portableLog(q) : q
}

function logGammaOnePlusAny(a: number): number {
  // Γ(1 + a) = a Γ(1 + (a − 1)) keeps the argument of the series within ½
  return a <= 0.5 ? logGammaOnePlus(a) : portableLog(a) + logGammaOnePlus(a - 1)
}

/** The x at which the tail is `p`; 0 < p < 1. */
export function gammaTailQuantile(a: number, p: number, upper: boolean): number {
  // the smaller tail keeps its digits
  if (p > 0.5) return gammaTailQuantile(a, 1 - p, !upper)
  const target = portableLog(p)
  const tail: Tail = { upper, log: true }
  // in u = log x: (log P)′ = exp(front) a / P
  const value = (u: number): number => (upper ? -1 : 1) * (incompleteGamma(a, portableExp(u), tail, u) - target)
  const slope = (u: number, at: number): number =>
    a * portableExp(logGammaFront(a, portableExp(u), u) - ((upper ? -1 : 1) * at + target))
  // P ≈ xᵃ / Γ(a + 1) for small x
  const small = (target + logGammaOnePlusFull(a)) / a
  const start =
    !upper && small < portableLog(a + 1) - 1
      ? small
      : portableLog(a + (upper ? Math.sqrt(-2 * target * a) - target : 0))
  return portableExp(solveIncreasing(value, slope, start))
}

function logGammaOnePlusFull(a: number): number {
  return a <= 0.5 ? logGammaOnePlus(a) : -logGammaFront(a, 1, 0) - 1
}
