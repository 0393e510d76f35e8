// no digit can be taken by two parts of these, so that they are linear in the cell
const number = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/
const plainNumber = /^\s*[+-]?(?:(?:0|[1-9]\d{0,14})(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/
const commaNumber = /^\s*[+-]?\d*,\d+(?:[eE][+-]?\d+)?\s*$/

/** What a text is, as a number: a plain one, one that would lose digits (`007`, whole numbers of 16 digits), or none. */
export type NumberKind = 'plain' | 'code' | 'none'

/** A cell with its decimal sign as a point; a cell that has both signs is no number. */
function pointed(cell: string, decimal: '.' | ','): string {
  if (decimal === '.') return cell
  return cell.includes('.') ? 'no number' : cell.replace(',', '.')
}

/** A text as a number, and of which kind. */
export function numberOf(cell: string, decimal: '.' | ','): { readonly kind: NumberKind; readonly value: number } {
  const text = pointed(cell, decimal)
  const value = Number(text)
  if (!number.test(text) || !Number.isFinite(value)) return { kind: 'none', value: Number.NaN }
  return { kind: plainNumber.test(text) ? 'plain' : 'code', value }
}

/** Whether a text would be a number if its comma were the decimal sign. */
export function hasDecimalComma(cell: string): boolean {
  return commaNumber.test(cell)
}

/** 10⁰ … 10²²: the powers of ten that are doubles. */
const powers = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))
/** 2²⁷ + 1: parts a double into halves whose products are exact (Veltkamp; Dekker 1971). */
const splitter = 134217729

/**
 * The number that bytes spell, rounded as `Number` rounds it, or NaN where it must be read by the slow and sure way:
 * spaces, codes such as `007`, more than 19 digits, exponents beyond ±22, cells that are no number at all.
 */
export function quickNumber(bytes: Uint8Array, start: number, end: number, point: number): number {
  let i = start
  const first = bytes[i]!
  const isNegative = first === 45
  if (isNegative || first === 43) i++
  let high = 0
  let low = 0
  let digits = 0
  let lowDigits = 0
  let fraction = 0
  let seen = 0
  let isFraction = false
  let code = 0
  const firstDigit = bytes[i]!
  for (; i < end; i++) {
    code = bytes[i]!
    const digit = code - 48
    if (digit >= 0 && digit <= 9) {
      seen++
      if (isFraction) fraction++
      if (digits === 0 && digit === 0) continue
      if (digits < 15) {
        high = 10 * high + digit
        digits++
      } else {
        low = 10 * low + digit
        lowDigits++
      }
    } else if (code === point && !isFraction) isFraction = true
    else break
  }
  const whole = seen - fraction
  // a leading zero, or a whole part that may be a code
  if (seen === 0 || lowDigits > 4 || whole > 15 || (whole > 1 && firstDigit === 48)) return Number.NaN
  let exponent = 0
  if (i < end) {
    if (code !== 101 && code !== 69) return Number.NaN
    i++
    const sign = bytes[i]!
    if (sign === 45 || sign === 43) i++
    const from = i
    for (; i < end && i - from < 4; i++) {
      const digit = bytes[i]! - 48
      if (!(digit >= 0 && digit <= 9)) return Number.NaN
      exponent = 10 * exponent + digit
    }
    if (i < end || i === from) return Number.NaN
    if (sign === 45) exponent = -exponent
  }
  const scale = exponent - fraction
  if (scale > 22 || scale < -22) return Number.NaN
  // fifteen digits and a power of ten are doubles: one rounding (Clinger 1990)
  if (lowDigits === 0) {
    const value = scale < 0 ? high / powers[-scale]! : high * powers[scale]!
    return isNegative ? -value : value
  }
  const value = scale < 0 ? longQuotient(high, low, lowDigits, powers[-scale]!) : Number.NaN
  return isNegative ? -value : value
}

/** (high 10^k + low) / divisor, correctly rounded, or NaN where the remainder leaves a doubt. */
function longQuotient(high: number, low: number, k: number, divisor: number): number {
  // the digits as an unevaluated sum of two doubles, without rounding
  const product = high * powers[k]!
  const sum = product + low
  const rest = productError(high, powers[k]!, product) + (low - (sum - product))
  const quotient = sum / divisor
  const back = quotient * divisor
  const remainder = sum - back - productError(quotient, divisor, back) + rest
  const correction = remainder / divisor
  const doubt = Math.abs(correction) * 1e-14
  const value = quotient + (correction - doubt)
  return value === quotient + (correction + doubt) ? value : Number.NaN
}

/** a b − fl(a b), exactly. */
function productError(a: number, b: number, product: number): number {
  const aBig = splitter * a
  const aHigh = aBig - (aBig - a)
  const aLow = a - aHigh
  const bBig = splitter * b
  const bHigh = bBig - (bBig - b)
  const bLow = b - bHigh
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}
