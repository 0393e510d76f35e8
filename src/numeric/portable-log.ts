const bits = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8))
// ln 2 in two parts: the first has zeros at its end, so that a multiple of it by an exponent is exact
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/**
 * The natural logarithm from additions, multiplications and divisions alone, so that every engine gives the same bits
 * (the language leaves the last bits of `Math.log` open). Error below one unit in the last place.
 *
 * With m in [√½, √2): log x = k ln 2 + 2 artanh(s), s = (m − 1) / (m + 1).
 */
export function portableLog(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN
  let k = 0
  let scaled = x
  if (x < 2.2250738585072014e-308) {
    scaled = x * 18014398509481984
    k = -54
  }
  bits.setFloat64(0, scaled)
  const high = bits.getInt32(0)
  k += (high >>> 20) - 1023
  bits.setInt32(0, (high & 0xfffff) | 0x3ff00000)
  let m = bits.getFloat64(0)
  if (m > Math.SQRT2) {
    m /= 2
    k++
  }
  const f = m - 1
  const s = f / (2 + f)
  const z = s * s
  const half = 0.5 * f * f
  let r = 2 / 23
  r = 2 / 21 + z * r
  r = 2 / 19 + z * r
  r = 2 / 17 + z * r
  r = 2 / 15 + z * r
  r = 2 / 13 + z * r
  r = 2 / 11 + z * r
  r = 2 / 9 + z * r
  r = 2 / 7 + z * r
  r = 2 / 5 + z * r
  r = z * (2 / 3 + z * r)
  return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f)
}

/** The exponential from additions and multiplications alone: the same bits in every engine, error about one unit in the last place. */
export function portableExp(x: number): number {
  if (!(x < 709.79)) return x > 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (x < -745.2) return 0
  const k = Math.round(x * Math.LOG2E)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  let p = 1 / 87178291200
  p = 1 / 6227020800 + r * p
  p = 1 / 479001600 + r * p
  p = 1 / 39916800 + r * p
  p = 1 / 3628800 + r * p
  p = 1 / 362880 + r * p
  p = 1 / 40320 + r * p
  p = 1 / 5040 + r * p
  p = 1 / 720 + r * p
  p = 1 / 120 + r * p
  p = 1 / 24 + r * p
  p = 1 / 6 + r * p
  p = 0.5 + r * p
  // the part of r that was rounded away comes back here: e^(r + c) = 1 + (r + c + …)
  const y = 1 + (high - (low - r * r * p))
  if (k > -1022 && k < 1024) return y * powerOfTwo(k)
  const half = k >> 1
  return y * powerOfTwo(half) * powerOfTwo(k - half)
}

function powerOfTwo(k: number): number {
  bits.setInt32(0, (k + 1023) << 20)
  bits.setInt32(4, 0)
  return bits.getFloat64(0)
}
