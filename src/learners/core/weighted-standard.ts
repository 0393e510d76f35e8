import { exponentOf, powerOfTwo } from '../../numeric/special/portable-bits.js'

/** By what a column is centred and scaled. */
export interface Standard {
  readonly center: number
  /** 0 for a column that does not vary. */
  readonly scale: number
}

/** Mean and standard deviation (divisor: the sum of the weights), safe for numbers of any size. */
export function standardOf(values: ArrayLike<number>, weights: Float64Array | null): Standard {
  const n = values.length
  let size = 0
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(values[i]!))
  if (size === 0) return { center: 0, scale: 0 }
  // an exact power of two brings every column to unit size, so that squares neither over- nor underflow
  const e = exponentOf(size)
  const unit = powerOfTwo(-e)
  const origin = values[0]! * unit
  let [total, mean] = [0, 0]
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i]!
    total += weight
    mean += weight * (values[i]! * unit - origin)
  }
  mean /= total
  let square = 0
  for (let i = 0; i < n; i++) {
    const d = values[i]! * unit - origin - mean
    square += (weights === null ? 1 : weights[i]!) * d * d
  }
  // what rounding makes of a column of equal numbers is no variation
  const scale = Math.sqrt(square / total)
  const back = powerOfTwo(e)
  return { center: (origin + mean) * back, scale: scale > 1e-15 ? scale * back : 0 }
}
