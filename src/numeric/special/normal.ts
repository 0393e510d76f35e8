import { portableExp } from './portable-exp.js'
import { portableLog, portableLog1p } from './portable-log.js'

const INVERSE_ROOT_2PI = 0.3989422804014327
const HALF_LOG_2PI = 0.9189385332046728

// Chebyshev coefficients of (1 + z) Q(z) / φ(z) in t = (z − 4) / (z + 4) for 0 ≤ z ≤ ∞, computed with 40 digits
// (test/numeric/special/reference.py), rounded to 19 decimals; the first is halved already.
const MILLS = [
  1.1670525350882472, -0.1610195767134654, -0.028002821825452974, 0.03167452189239266, -0.012103231162345369,
  0.0027056129762167095, -0.0002993163620270317, -1.71668652687936e-5, 1.01784892641099e-5, -4.894829570004e-7,
  -2.844006500151e-7, 3.07662837138e-8, 9.1803786745e-9, -1.2756102214e-9, -3.660279376e-10, 4.59263593e-11,
  1.71893147e-11, -1.2726834e-12, -8.668082e-13, 1.1062e-15, 4.27502e-14, 3.7909e-15, -1.8474e-15, -4.042e-16, 5.34e-17,
  2.94e-17, 9e-19,
]

/** Mills' ratio Q(z) / φ(z) for z ≥ 0. */
export function millsRatio(z: number): number {
  // 1 − 8 / (z + 4) keeps a huge z from becoming ∞ / ∞
  const t = 2 * (1 - 8 / (z + 4))
  let b1 = 0
  let b2 = 0
  for (let k = MILLS.length - 1; k > 0; k--) {
    const b = MILLS[k]! + t * b1 - b2
    b2 = b1
    b1 = b
  }
  return (MILLS[0]! + 0.5 * t * b1 - b2) / (1 + z)
}

/** exp(−z²/2), with z² split so that its rounding is not magnified. */
function gaussian(z: number): number {
  const a = Math.abs(z)
  if (a > 39) return 0
  const coarse = Math.floor(a * 16) / 16
  return portableExp(-0.5 * coarse * coarse) * portableExp(-0.5 * (a - coarse) * (a + coarse))
}

/** φ(z). */
export function normalDensity(z: number): number {
  return INVERSE_ROOT_2PI * gaussian(z)
}

/** log φ(z). */
export function logNormalDensity(z: number): number {
  return -0.5 * z * z - HALF_LOG_2PI
}

/** P(Z ≤ z), relative error about 1e-15 in the lower tail. */
export function normalCdf(z: number): number {
  return normalUpperTail(-z)
}

/** P(Z > z), relative error about 1e-15 down to the least positive number. */
export function normalUpperTail(z: number): number {
  if (z >= 0) return INVERSE_ROOT_2PI * gaussian(z) * millsRatio(z)
  return 1 - INVERSE_ROOT_2PI * gaussian(z) * millsRatio(-z)
}

/** log P(Z ≤ z). */
export function logNormalCdf(z: number): number {
  return logNormalUpperTail(-z)
}

/** log P(Z > z), for any z. */
export function logNormalUpperTail(z: number): number {
  if (z >= 0) return -0.5 * z * z - HALF_LOG_2PI + portableLog(millsRatio(z))
  return portableLog1p(-normalUpperTail(-z))
}

/** The z with P(Z ≤ z) = p. */
export function normalQuantile(p: number): number {
  return 0 - normalUpperQuantile(p)
}

/** The z with P(Z > z) = q; −∞ at 1, ∞ at 0, NaN outside. */
export function normalUpperQuantile(q: number): number {
  if (!(q >= 0 && q <= 1)) return Number.NaN
  // 1 − q and 0.5 − q are exact where they are used
  if (q > 0.5) return -normalUpperQuantile(1 - q)
  return q > 0.25 ? centralQuantile(0.5 - q) : normalLogUpperQuantile(portableLog(q))
}

/** The z with log P(Z > z) = `logQ`, for `logQ` ≤ log ½: Halley's steps on the logarithm of the tail. */
export function normalLogUpperQuantile(logQ: number): number {
  if (logQ === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY
  const s = -2 * logQ
  let z = s > 4 ? Math.sqrt(s - portableLog(2 * Math.PI * (s - portableLog(s)))) : Math.sqrt(s) - 0.8
  for (let step = 0; step < 20; step++) {
    const ratio = millsRatio(Math.max(z, 0))
    const error = (logNormalUpperTail(Math.max(z, 0)) - logQ) * ratio
    // (log Q)′ = −1 / ratio, (log Q)″ = (z − 1 / ratio) / ratio
    const next = Math.max(z, 0) + error / (1 + 0.5 * error * (z - 1 / ratio))
    const change = Math.abs(next - z)
    z = next
    if (change <= 1e-9 * z) break
  }
  return z
}

/** The z with Φ(z) − ½ = r for 0 ≤ r ≤ ¼, by the series Φ(z) − ½ = φ(z) (z + z³/3 + z⁵/15 + …). */
function centralQuantile(r: number): number {
  let z = r / INVERSE_ROOT_2PI
  for (let step = 0; step < 20; step++) {
    let term = z
    let sum = z
    for (let k = 3; term > 1e-17 * sum; k += 2) {
      term *= (z * z) / k
      sum += term
    }
    const density = normalDensity(z)
    const error = sum - r / density
    const next = z - error / (1 + 0.5 * error * z)
    const change = Math.abs(next - z)
    z = next
    if (change <= 1e-9 * z) break
  }
  return z
}
