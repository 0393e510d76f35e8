import { LN2_HIGH, LN2_LOW, powerOfTwo } from './portable-bits.js'

// e^x = 2^k e^r with e^r in [¾, 1½), where e^r − 1 is at most ½: what it is rounded by is small beside the last place of 1.
// The polynomial comes from test/numeric/special/portable-coefficients.py, the measured errors from portable-reference.py.

/** The k of 2^k. */
function powerOf(x: number): number {
  return Math.floor(x * Math.LOG2E + 0.4150374992788438)
}

/** (e^r − 1 − r) / r² for ¾ ≤ e^r ≤ 1½, the odd and the even powers of r in two chains. */
function secondOrder(r: number): number {
  const w = r * r
  const even =
    0.5 +
    w *
      (0.04166666666666738 +
        w *
          (0.0013888888888284295 +
            w * (2.4801589155699628e-5 + w * (2.755493460049677e-7 + w * 2.1983093058953032e-9))))
  const odd =
    0.16666666666666666 +
    w * (0.008333333333335401 + w * (0.00019841269835438422 + w * (2.75573163955797e-6 + w * 2.5073989467953536e-8)))
  return even + r * odd
}

/** The exponential, with the same bits in every engine. Error below 0.8 units in the last place. */
export function portableExp(x: number): number {
  return expOfSum(x, 0)
}

/** e^(x + c) for a c that is small beside the last place of 1: the exponential of a number in two parts. */
export function expOfSum(x: number, c: number): number {
  if (!(x < 709.79)) return x > 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (x < -745.2) return 0
  const k = powerOf(x)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW - c
  const r = high - low
  // 1 + r + r² (…), the part of r that was rounded away included
  const y = 1 + (high - (low - r * r * secondOrder(r)))
  if (k > 1023) return y * 2 * powerOfTwo(1023)
  return k < -1074 ? y * 0.5 * Number.MIN_VALUE : y * powerOfTwo(k)
}

/** e^x − 1 without loss for small x, with the same bits in every engine. Error below 0.9 units in the last place. */
export function portableExpm1(x: number): number {
  if (!(x < 709.79)) return x > 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (x < -40) return -1
  if (Math.abs(x) < 1e-16) return x
  const k = powerOf(x)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const bend = r * r * secondOrder(r)
  if (k === 0) return r + bend
  // e^r − 1 in two parts, so that nothing is lost where 2^k − 1 takes most of it away
  const rest = bend + (high - r - low) * (1 + r)
  const t = r + rest
  const lost = rest - (t - r)
  if (k > 60) return k > 1023 ? (1 + t) * 2 * powerOfTwo(1023) : (1 + t) * powerOfTwo(k) - 1
  const scale = powerOfTwo(k)
  const whole = scale - 1
  const part = scale * t
  const sum = whole + part
  const sumLost = Math.abs(whole) > Math.abs(part) ? part - (sum - whole) : whole - (sum - part)
  return sum + (sumLost + scale * lost)
}

/** The hyperbolic tangent, with the same bits in every engine. Error below two units in the last place. */
export function portableTanh(x: number): number {
  const a = Math.abs(x)
  if (a === 0) return x
  const t = a < 22 ? portableExpm1(2 * a) : 0
  const y = a < 22 ? t / (t + 2) : a > 0 ? 1 : Number.NaN
  return x < 0 ? -y : y
}
