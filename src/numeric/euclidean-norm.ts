import { exponentOf, powerOfTwo } from './special/portable-bits.js'

/** √Σ v², whatever the units: squares of large or small numbers neither overflow nor vanish. */
export function euclideanNorm(values: Float64Array): number {
  let most = 0
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!)
    if (!(size <= most)) most = size
  }
  if (most === 0 || !Number.isFinite(most)) return most
  const unit = powerOfTwo(-exponentOf(most))
  let square = 0
  for (let i = 0; i < values.length; i++) square += (values[i]! * unit) ** 2
  return Math.sqrt(square) / unit
}
