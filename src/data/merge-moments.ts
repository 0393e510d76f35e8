import { CausalError } from '../errors.js'
import { quoteNames, unknownName } from '../names.js'
import type { Moments } from './types.js'

/**
 * The moments of two sets of rows taken together, from the moments of each: what can be summed up in parts, by several
 * machines or by a database, needs no row to move.
 *
 * Chan, Golub & LeVeque 1983, eq. 1.5b; equal to the moments of all rows up to rounding.
 *
 * @param a - moments of some rows
 * @param b - moments of other rows; the same names, in any order
 * @returns the moments of all rows, names in the order of `a`
 * @throws CausalError `unknown-name` when a name of one is not in the other; `invalid-argument` for sizes that don't fit
 * @complexity O(p²)
 * @category Data
 * @example
 * const north = table({ X: [1, 2], Y: [4, 9] })
 * const south = table({ X: [6, 3], Y: [5, 2] })
 * mergeMoments(moments(north), moments(south)).mean
 * //=> [3, 5]
 */
export function mergeMoments<N extends string>(a: Moments<N>, b: Moments<NoInfer<N>>): Moments<N> {
  checkMoments('mergeMoments', a)
  checkMoments('mergeMoments', b)
  if (a.names.length !== b.names.length) {
    throw new CausalError(
      'mergeMoments',
      'invalid-argument',
      `the first has the columns ${quoteNames(a.names)}, the second ${quoteNames(b.names)}: both must have the same.`,
      { first: a.names, second: b.names },
    )
  }
  const p = a.names.length
  const at = a.names.map((name) => {
    const i = b.names.indexOf(name)
    if (i < 0) throw unknownName('mergeMoments', 'column', name, b.names)
    return i
  })
  const count = a.count + b.count
  const factor = (a.count / count) * b.count
  const mean = new Float64Array(p)
  const scatter = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    const di = b.mean[at[i]!]! - a.mean[i]!
    mean[i] = a.mean[i]! + di * (b.count / count)
    for (let j = 0; j < p; j++) {
      const dj = b.mean[at[j]!]! - a.mean[j]!
      scatter[i * p + j] =
        a.covariance[i * p + j]! * (a.count - 1) + b.covariance[at[i]! * p + at[j]!]! * (b.count - 1) + factor * di * dj
    }
  }
  return makeMoments('mergeMoments', a.names, count, mean, scatter)
}

/** Moments from means and sums of products of deviations; `scatter` becomes the covariance. */
export function makeMoments<N extends string>(
  where: string,
  names: readonly N[],
  count: number,
  mean: Float64Array,
  scatter: Float64Array,
): Moments<N> {
  for (let k = 0; k < scatter.length; k++) {
    scatter[k]! /= count - 1
    if (Number.isFinite(scatter[k]!)) continue
    const name = names[Math.floor(k / names.length)]!
    throw new CausalError(
      where,
      'invalid-data',
      `the numbers of ${JSON.stringify(name)} are too large to be squared: rescale the column.`,
      {
        column: name,
      },
    )
  }
  return Object.freeze({ names: Object.freeze([...names]), count, mean, covariance: scatter })
}

/** Throws when a given value does not have the form of moments, or holds numbers that no data can have. */
export function checkMoments(where: string, moments: Moments): void {
  if (typeof moments !== 'object' || moments === null || !Array.isArray(moments.names)) {
    throw new CausalError(where, 'invalid-argument', 'expected moments: { names, count, mean, covariance }.')
  }
  const { names, count, mean, covariance } = moments
  const p = names.length
  const fail = (message: string): never => {
    throw new CausalError(where, 'invalid-argument', `these moments ${message}.`, { names })
  }
  if (!(count > 1 && count < Number.POSITIVE_INFINITY)) fail(`have the count ${count}: it must be above 1`)
  if (mean.length !== p) fail(`have ${mean.length} means for ${p} names`)
  if (covariance.length !== p * p) fail(`have ${covariance.length} covariances for ${p} names: ${p * p} are needed`)
  for (let i = 0; i < p; i++) {
    if (!Number.isFinite(mean[i]!)) fail(`have the mean ${mean[i]} for ${JSON.stringify(names[i])}`)
    if (!(covariance[i * p + i]! >= 0))
      fail(`have the variance ${covariance[i * p + i]} for ${JSON.stringify(names[i])}`)
    for (let j = 0; j < i; j++) {
      const c = covariance[i * p + j]!
      if (
        !(Math.abs(c - covariance[j * p + i]!) <= 1e-9 * Math.sqrt(covariance[i * p + i]! * covariance[j * p + j]!))
      ) {
        fail(`are not symmetric, or not finite, at ${JSON.stringify(names[i])} and ${JSON.stringify(names[j])}`)
      }
    }
  }
}
