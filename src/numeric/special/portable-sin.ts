import { highWord, powerOfTwo } from './portable-bits.js'

// x = k π/2 + r with |r| ≤ π/4; then sin r or cos r as a polynomial. The polynomials come from
// test/numeric/special/portable-coefficients.py, the measured errors from portable-reference.py beside it.

// π/2 in four parts; the first three have 33 bits, so their products with a k below 2^20 are exact
const PART_1 = 1.5707963267341256
const PART_2 = 6.077100506303966e-11
const PART_3 = 2.0222662487111665e-21
const PART_4 = 8.4784276603689e-32
const TWO_OVER_PI = 0.6366197723675814
/** Added and taken away again, it rounds a number between −2^25 and 2^25 to a multiple of 2^-26. */
const TO_26_BITS = 100663296

/** Added and taken away again, it rounds to a whole number. */
const TO_WHOLE = 6755399441055744

/** What a reduction leaves beside the quarter turn: the rest in two parts, in one place, so no call allocates. */
const left = /* @__PURE__ */ new Float64Array(2)

/** The sine, with the same bits in every engine. Error below 0.8 units in the last place. */
export function portableSin(x: number): number {
  if (Math.abs(x) < 1e-8) return x
  const quarter = reduce(x)
  const y = quarter & 1 ? cosOf(left[0]!, left[1]!) : sinOf(left[0]!, left[1]!)
  return quarter & 2 ? -y : y
}

/** The cosine, with the same bits in every engine. Error below 0.8 units in the last place. */
export function portableCos(x: number): number {
  const quarter = reduce(x)
  const y = quarter & 1 ? sinOf(left[0]!, left[1]!) : cosOf(left[0]!, left[1]!)
  return (quarter + 1) & 2 ? -y : y
}

/** sin(r + c) for a c that is small beside the last place of r. */
function sinOf(r: number, c: number): number {
  const z = r * r
  const w = z * z
  const even = -0.16666666666666666 + w * (-0.0001984126983675497 + w * -2.5051131455427946e-8)
  const odd = 0.008333333333330946 + w * (2.755731610068303e-6 + w * 1.591810123027412e-10)
  // sin(r + c) = sin r + c cos r
  return r + (r * z * (even + z * odd) + c * (1 - 0.5 * z))
}

/** cos(r + c), likewise. */
function cosOf(r: number, c: number): number {
  const z = r * r
  const w = z * z
  const even = 0.041666666666666664 + w * (2.4801587298763433e-5 + w * 2.0876146024689747e-9)
  const odd = -0.0013888888888887395 + w * (-2.7557317270560326e-7 + w * -1.1382614868556325e-11)
  // cos(r + c) = cos r − c sin r; the square of the first 26 bits of r is exact, and what 1 − half loses comes back
  const top = r + TO_26_BITS - TO_26_BITS
  const half = 0.5 * top * top
  const first = 1 - half
  return first + (1 - first - half - 0.5 * (r - top) * (r + top) + (w * (even + z * odd) - r * c))
}

/** Leaves x − k π/2 for the nearest k, with about 30 digits; returns the quarter turn k, modulo 4 at least. */
function reduce(x: number): number {
  if (!(Math.abs(x) < 1.6e6)) return reduceLarge(x)
  const k = x * TWO_OVER_PI + TO_WHOLE - TO_WHOLE
  // the first difference is exact; the next two keep what they lose (Knuth's two-sum)
  const first = x - k * PART_1
  const second = k * PART_2
  const middle = first - second
  const third = k * PART_3
  const last = middle - third
  const low = lostIn(first, second, middle) + lostIn(middle, third, last) - k * PART_4
  const rest = last + low
  left[0] = rest
  left[1] = last - rest + low
  return k
}

/** What the difference a − b lost when it was rounded. */
function lostIn(a: number, b: number, difference: number): number {
  const back = difference - a
  return a - (difference - back) - (b + back)
}

/** The same from 1.6 million on, in whole numbers (Payne & Hanek 1983, "Radian reduction for trigonometric functions"). */
function reduceLarge(x: number): number {
  if (!(Math.abs(x) < Number.POSITIVE_INFINITY)) {
    left.fill(Number.NaN)
    return 0
  }
  // x = m 2^e
  const e = ((highWord(x) >> 20) & 0x7ff) - 1075
  const m = BigInt(x * powerOfTwo(-e))
  const turns = m * BigInt(TWO_OVER_PI_1200)
  const point = BigInt(1200 - e)
  const k = (turns + (1n << (point - 1n))) >> point
  const angle = ((turns - (k << point)) >> (point - 200n)) * BigInt(HALF_PI_120)
  const rest = Number(angle)
  left[0] = rest * powerOfTwo(-320)
  left[1] = Number(angle - BigInt(rest)) * powerOfTwo(-320)
  return Number(k & 3n)
}

/** ⌊2^1200 · 2/π⌋ and ⌊2^120 · π/2⌋. */
const TWO_OVER_PI_1200 =
  '0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b'
const HALF_PI_120 = '0x1921fb54442d18469898cc51701b839'
