import { type Known, knownValues } from '../../checked.js'
import { CausalError } from '../../errors.js'
import { indexNames, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { Moments } from '../types.js'
import { isIndefinite } from './is-indefinite.js'

/** The moments that need no check. */
const knownMoments: Known<Moments> = knownValues()

/** Moments from means and sums of products of deviations; `scatter` becomes the covariance. */
export function makeMoments<N extends string>(
  names: readonly N[],
  count: number,
  mean: Float64Array,
  scatter: Float64Array,
): Moments<N> {
  for (let k = 0; k < scatter.length; k++) scatter[k]! /= count - 1
  let k = 0
  while (k < scatter.length && Number.isFinite(scatter[k])) k++
  const column = names[Math.floor(k / names.length)]
  if (k === scatter.length)
    return knownMoments.made(Object.freeze({ names: Object.freeze([...names]), count, mean, covariance: scatter }))
  throw new CausalError(
    'invalid-data',
    `the numbers of ${show(column)} are too large to be squared: rescale the column.`,
    { column },
  )
}

/** The door of every function that takes moments: throws unless they have the form of moments and numbers that data can have. */
export function checkMoments(moments: Moments): void {
  const fail = (message: string): never => {
    throw new CausalError('invalid-argument', message, {})
  }
  if (typeof moments !== 'object' || moments === null || !Array.isArray(moments.names))
    throw new CausalError('invalid-argument', 'expected moments: { names, count, mean, covariance }.')
  if (knownMoments.has(moments)) return
  const { names, count, mean, covariance } = moments
  const p = names.length
  indexNames('column', names)
  if (typeof count !== 'number' || !(count > 1 && count < Number.POSITIVE_INFINITY))
    fail(`the number of rows must be above 1, got ${show(count)}.`)
  if (!(mean instanceof Float64Array) || !(covariance instanceof Float64Array))
    fail(`mean and covariance must be Float64Arrays, got ${show(mean)} and ${show(covariance)}.`)
  if (mean.length !== p || covariance.length !== p * p)
    fail(`${p} means and ${p * p} covariances are needed for ${p} names, got ${mean.length} and ${covariance.length}.`)
  const bad = mean.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) fail(`the mean of ${show(names[bad])} is ${mean[bad]}, not a finite number.`)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const a = covariance[i * p + j]!
      const b = covariance[j * p + i]!
      const scale = Math.sqrt(covariance[i * p + i]!) * Math.sqrt(covariance[j * p + j]!)
      if (!(Math.abs(a - b) <= 1e-8 * scale && scale >= 0))
        fail(
          `the matrix has ${a} and ${b} for ${quoteNames([names[i]!, names[j]!])}: it must be finite and symmetric, with no variance below 0.`,
        )
    }
  }
  if (isIndefinite(covariance, p))
    fail('the covariance matrix is indefinite: some weighted sum of the columns would have a variance below 0.')
  knownMoments.checked(moments)
}
