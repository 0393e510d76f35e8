import { exponentOf, powerOfTwo } from './special/portable-bits.js'

/** A column centred and scaled to variance 1 (divisor n). */
export interface Standardized {
  readonly column: Float64Array
  /** The mean that was taken out. */
  readonly center: number
  /** The standard deviation that was divided out. */
  readonly scale: number
}

/** Numbers outside this range are first brought into it by an exact power of two, so that their squares can be summed. */
const least = 1e-90
const most = 1e90

/** The column centred and scaled to variance 1, or null when it is constant. */
export function standardized(values: Float64Array): Standardized | null {
  const n = values.length
  const origin = values[0]!
  let [size, mean] = [0, 0]
  for (let i = 0; i < n; i++) {
    size = Math.max(size, Math.abs(values[i]!))
    mean += values[i]! - origin
  }
  if (size > 0 && Number.isFinite(size) && !(size > least && size < most)) {
    const e = exponentOf(size)
    const unit = standardized(values.map((value) => value * powerOfTwo(-e)))
    const back = powerOfTwo(e)
    return unit && { column: unit.column, center: unit.center * back, scale: unit.scale * back }
  }
  mean /= n
  let square = 0
  for (let i = 0; i < n; i++) {
    const d = values[i]! - origin - mean
    square += d * d
  }
  if (square === 0) return null
  const scale = Math.sqrt(square / n)
  const column = new Float64Array(n)
  for (let i = 0; i < n; i++) column[i] = (values[i]! - origin - mean) / scale
  return { column, center: origin + mean, scale }
}
