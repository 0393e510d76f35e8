import { highWord, LN2_HIGH, LN2_LOW, powerOfTwo } from './portable-bits.js'

// With m in [√½, √2): log(2^k m) = k ln 2 + 2 artanh(s), s = (m − 1) / (m + 1). The polynomials and their errors come from
// test/numeric/special/portable-coefficients.py, the measured errors from portable-reference.py beside it.

/** The high word of √½: what is subtracted from a number's own to find the k that leaves m in [√½, √2). */
const HALF_ROOT = 0x3fe6a09e

/** The natural logarithm, with the same bits in every engine. Error below 0.7 units in the last place. */
export function portableLog(x: number): number {
  if (!(x >= 2.2250738585072014e-308 && x < Number.POSITIVE_INFINITY)) return logAtEdge(x)
  const e = (highWord(x) - HALF_ROOT) >> 20
  return logFrom(e, x * powerOfTwo(-e) - 1, 0)
}

/** The logarithm of what is no normal positive number. */
function logAtEdge(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN
  const normal = x * 18014398509481984
  const e = (highWord(normal) - HALF_ROOT) >> 20
  return logFrom(e - 54, normal * powerOfTwo(-e) - 1, 0)
}

/** Added and taken away again, it rounds a number between −2^25 and 2^25 to a multiple of 2^-26. */
const TO_26_BITS = 100663296

/** k ln 2 + log(1 + f) + c for a small c and f in [√½ − 1, √2 − 1). */
function logFrom(k: number, f: number, c: number): number {
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  // two chains: of the odd and of the even powers of z
  const even = 0.666666666666667 + w * (0.2857142862600327 + w * (0.18182889455674947 + w * 0.14616585424888623))
  const odd = 0.39999999999899444 + w * (0.22222211130259878 + w * 0.15331710618210773)
  const rest = z * (even + z * odd)
  // 2 s + s·rest = f − f²/2 + s (f²/2 + rest), where the square of the first 26 bits of f is exact, and
  // k ln 2 + f − f²/2 is summed with what the sum loses: the result is rounded once at its own size
  const top = f + TO_26_BITS - TO_26_BITS
  const half = 0.5 * top * top
  const bent = f - half
  const turns = k * LN2_HIGH
  const sum = turns + bent
  const low = f - bent - half + (bent - (sum - turns))
  return sum + (s * (0.5 * f * f + rest) - 0.5 * (f - top) * (f + top) + (k * LN2_LOW + c) + low)
}

/** The logarithm to base 2, exact for powers of two, with the same bits in every engine. */
export function portableLog2(x: number): number {
  if (!(x >= 2.2250738585072014e-308) || x === Number.POSITIVE_INFINITY) return portableLog(x) * Math.LOG2E
  const e = (highWord(x) - HALF_ROOT) >> 20
  return e + portableLog(x * powerOfTwo(-e)) * Math.LOG2E
}

/** log(1 + x) without loss for small x, with the same bits in every engine. Error below 0.7 units in the last place. */
export function portableLog1p(x: number): number {
  if (!(x > -1) || x === Number.POSITIVE_INFINITY) return x === -1 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN
  if (x > -0.29 && x < 0.41) return Math.abs(x) < 5.5e-17 ? x : logFrom(0, x, 0)
  const u = 1 + x
  const e = (highWord(u) - HALF_ROOT) >> 20
  // what the sum 1 + x lost
  const lost = x >= 1 ? 1 - (u - x) : x - (u - 1)
  return logFrom(e, u * powerOfTwo(-e) - 1, lost / u)
}

/** artanh x = ½ log((1 + x) / (1 − x)), with the same bits in every engine. Error below 1.5 units in the last place. */
export function portableAtanh(x: number): number {
  const a = Math.abs(x)
  const half = 0.5 * portableLog1p((2 * a) / (1 - a))
  return x < 0 || Object.is(x, -0) ? -half : half
}
