import { makeMoments } from '../../data/statistics/check-moments.js'
import type { Moments } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import type { Gram, GramStatement, SqlRow } from '../types.js'
import { checkStatement } from './check-statement.js'
import { gramOf } from './read-grams.js'
import { onlyRow } from './read-number.js'

/** How many standard deviations a shift may lie off the mean: the square of this is lost in precision. */
const farthest = 10

/**
 * Means and covariances, from what the engine answered to a statement of {@link momentsSql}: what every linear and Gaussian method
 * takes in place of rows.
 *
 * @param statement - the statement as it was made
 * @param rows - the engine's answer: one record
 * @returns `{ names, count, mean, covariance }`, as {@link moments} makes them
 * @throws CausalError `too-few-rows` below two; `engine` for a column that is lacking or what is no number; `invalid-data` where a shift lies so
 *   far from the mean that digits were lost: `details.shift` says by what to shift
 * @complexity O(p²)
 * @category SQL
 * @example
 * const statement = momentsSql('events', ['x', 'y'], { dialect: duckdb })
 * const m = readMoments(statement, [{ c0: 3, c1: 6, c2: 15, c3: 14, c4: 33, c5: 89 }])
 * m.mean
 * //=> [2, 5]
 * m.covariance
 * //=> [1, 1.5, 1.5, 7]
 */
export function readMoments<N extends string>(statement: GramStatement<N>, rows: readonly SqlRow[]): Moments<N> {
  return calledAs('readMoments', () => {
    checkStatement(statement, ['by', 'shift'], ['weighted'])
    return momentsOf(gramOf(statement, onlyRow(rows)))
  })
}

/** The moments that sums stand for, where their shift was near enough to keep the digits. */
export function momentsOf<N extends string>(gram: Gram<N>): Moments<N> {
  checkShift(gram)
  const { names, count, shift, sums, products } = gram
  const p = names.length
  const scatter = new Float64Array(p * p)
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) scatter[i * p + j] = products[i * p + j]! - (sums[i]! / count) * sums[j]!
  // of a column that is its shift everywhere rounding may leave a variance just below 0
  for (let i = 0; i < p; i++) scatter[i * p + i] = Math.max(0, scatter[i * p + i]!)
  return makeMoments(
    names,
    count,
    sums.map((sum, i) => shift[i]! + sum / count),
    scatter,
  )
}

/** Throws unless each shift is within ten standard deviations of the mean. */
function checkShift(gram: Gram): void {
  const { names, count, shift } = gram
  if (!(count >= 2)) {
    throw new CausalError('too-few-rows', `moments need at least two complete rows, and there are ${count}.`, { count })
  }
  const better = shiftTooFar(gram)
  if (better === null) return
  const far = better.findIndex((mean, i) => isFar(gram, i) && mean !== shift[i])
  throw new CausalError(
    'invalid-data',
    `the mean of ${show(names[far])} lies more than ${farthest} standard deviations from its shift of ${shift[far]}, and the sums lost digits: ask again with the shift ${better[far]}, its mean.`,
    { column: names[far], shift: Object.fromEntries(names.map((name, i) => [name, better[i]!])) },
  )
}

/** The means to shift by, where some shift lies so far off that digits were lost; null where none does. */
export function shiftTooFar(gram: Gram): readonly number[] | null {
  const { names, count, shift, sums } = gram
  if (!names.some((_, i) => isFar(gram, i))) return null
  return names.map((_, i) => shift[i]! + sums[i]! / count)
}

/** Whether the mean lies farther from the shift than the digits can bear. */
function isFar({ names, count, shift, sums, products }: Gram, i: number): boolean {
  const mean = sums[i]! / count
  const variance = products[i * (names.length + 1)]! / count - mean * mean
  // of a column that is constant up to the rounding of its mean nothing more can be had
  if (Math.abs(mean) <= 1e-12 * Math.abs(shift[i]!)) return false
  return mean * mean > farthest ** 2 * Math.max(variance, 0)
}
