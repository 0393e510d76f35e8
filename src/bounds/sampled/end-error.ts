import { portableLog } from '../../numeric/special/portable-log.js'
import { type Corner, valueAt } from './penalised-bounds.js'

/** The lower end of bounds from a sample: what it is, and by how much it may be too high, one number for each draw. */
export interface SampledEnd {
  readonly value: number
  readonly errors: readonly number[]
}

/**
 * The greatest of linear functions at the frequencies, and draws of the greatest error of those that may be the best one at the
 * true probabilities: they come within √(log n) standard errors of the best at the frequencies (the generalised moment selection of Andrews &
 * Soares 2010).
 */
export function sampledEnd(
  corners: readonly Corner[],
  p: Float64Array,
  noises: readonly Float64Array[],
  n: number,
): SampledEnd {
  const values = corners.map((corner) => valueAt(corner, p))
  const best = values.indexOf(Math.max(...values))
  const moves = corners.map(({ prices }) => noises.map((noise) => valueAt({ constant: 0, prices }, noise)))
  const near = corners.map((_, k) => {
    const apart = deviation(moves[k]!.map((move, r) => move - moves[best]![r]!))
    return values[k]! >= values[best]! - Math.sqrt(portableLog(n)) * apart
  })
  const errors = noises.map((_, r) =>
    moves.reduce((most, move, k) => (near[k]! ? Math.max(most, move[r]!) : most), -Infinity),
  )
  return { value: values[best]!, errors }
}

/** The standard deviation of a list. */
export function deviation(list: readonly number[]): number {
  const mean = list.reduce((sum, x) => sum + x, 0) / list.length
  return Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length)
}
