import { highWord, LN2_HIGH, LN2_LOW, powerOfTwo } from './portable-bits.js'
import { expOfSum } from './portable-exp.js'

// x^y = e^(y log x), the logarithm in two doubles: an error of 2^-53 in it would be one of up to 700 · 2^-53 in the power.
// Products are split by Dekker (1971), "A floating-point technique for extending the available precision".

const SPLIT = 134217729
const HALF_ROOT = 0x3fe6a09e
const TWO_THIRDS = 0.6666666666666666
const TWO_THIRDS_LOW = 3.700743415417188e-17

/** A logarithm in two parts, in one place, so no call allocates. */
const log = /* @__PURE__ */ new Float64Array(2)

/** x^k for a whole k ≥ 0 by squarings and products: exact as long as the powers are whole numbers below 2^53. */
export function wholePower(x: number, k: number): number {
  let power = 1
  let square = x
  for (let rest = k; rest >= 1; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= square
    if (rest > 1) square *= square
  }
  return power
}

/** x^y as `x ** y` means it, with the same bits in every engine. Error below 0.8 units in the last place. */
export function portablePow(x: number, y: number): number {
  if (y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  const a = Math.abs(x)
  if (Math.abs(y) === Number.POSITIVE_INFINITY) {
    return a === 1 ? Number.NaN : a > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0
  }
  const negative = x < 0 || Object.is(x, -0)
  const whole = Number.isInteger(y)
  if (negative && !whole && a > 0 && a < Number.POSITIVE_INFINITY) return Number.NaN
  const size = positivePower(a, y)
  return negative && whole && y % 2 !== 0 ? -size : size
}

function positivePower(a: number, y: number): number {
  if (a === 1 || y === 1) return a
  if (a === 0 || a === Number.POSITIVE_INFINITY) return a > 0 === y > 0 ? Number.POSITIVE_INFINITY : 0
  // the least |log a| is 2^-53
  if (Math.abs(y) > 2e19) return a > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0
  logInTwoParts(a)
  const high = log[0]!
  const product = y * high
  return expOfSum(product, lostInProduct(y, high, product) + y * log[1]!)
}

/** What the product of a and b lost when it was rounded. */
function lostInProduct(a: number, b: number, product: number): number {
  const aTop = a * SPLIT - (a * SPLIT - a)
  const bTop = b * SPLIT - (b * SPLIT - b)
  const aLow = a - aTop
  const bLow = b - bTop
  return aLow * bLow - (product - aTop * bTop - aLow * bTop - aTop * bLow)
}

/** log(2^k m) = k ln 2 + 2 s + ⅔ s³ + s⁵ (…), with s = (m − 1) / (m + 1); all but the last term in two parts. */
function logInTwoParts(a: number): void {
  const tiny = a < 2.2250738585072014e-308
  const x = tiny ? a * 18014398509481984 : a
  const e = (highWord(x) - HALF_ROOT) >> 20
  const m = x * powerOfTwo(-e)
  const k = tiny ? e - 54 : e
  const f = m - 1
  const d = m + 1
  const dLow = m - (d - 1)
  const s = f / d
  const back = s * d
  const sLow = (f - back - lostInProduct(s, d, back) - s * dLow) / d
  const z = s * s
  const zLow = lostInProduct(s, s, z) + 2 * s * sLow
  const cube = s * z
  const cubeLow = lostInProduct(s, z, cube) + (s * zLow + sLow * z)
  const third = TWO_THIRDS * cube
  const thirdLow = lostInProduct(TWO_THIRDS, cube, third) + (TWO_THIRDS * cubeLow + TWO_THIRDS_LOW * cube)
  const w = z * z
  const even = 0.40000000000000024 + w * (0.2222222227110234 + w * (0.15385574796462032 + w * 0.1291361767218225))
  const odd = 0.2857142857133851 + w * (0.18181808247544543 + w * 0.13285957435193352)
  const fifth = cube * z * (even + z * odd)
  // the sum from the largest part down: each addend is smaller than what stands before it, or that is zero
  const turns = k * LN2_HIGH
  const twice = 2 * s
  const first = turns + twice
  const firstLow = k === 0 ? 0 : twice - (first - turns)
  const second = first + third
  const secondLow = third - (second - first)
  const low = firstLow + secondLow + (k * LN2_LOW + (2 * sLow + (thirdLow + fifth)))
  const high = second + low
  log[0] = high
  log[1] = second - high + low
}
