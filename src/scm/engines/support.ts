import type { Distribution } from '../../probability/families/distribution.js'
import { lawOf } from '../../probability/families/law-of.js'

/** The ends of what a continuous noise can be. */
export function supportOf(noise: Distribution): readonly [number, number] {
  const { quantile } = lawOf(noise as Distribution<number>)
  return [quantile(0), quantile(1)]
}

/** The distance between the quartiles of a continuous noise: its scale, whatever its units. */
export function spreadOf(noise: Distribution): number {
  const { quantile } = lawOf(noise as Distribution<number>)
  return quantile(0.75) - quantile(0.25)
}

const number = new Float64Array(1)
const bits = new BigInt64Array(number.buffer)

/** The least number above x. */
export function nextUp(x: number): number {
  if (x === 0) return Number.MIN_VALUE
  if (!Number.isFinite(x)) return x
  // the bits of floating-point numbers, read as a whole number, are in the order of their sizes
  number[0] = x
  bits[0]! += x > 0 ? 1n : -1n
  return number[0]!
}

/** The greatest number below x. */
export const nextDown = (x: number): number => -nextUp(-x)
