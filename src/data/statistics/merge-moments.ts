import { CausalError, calledAs } from '../../errors.js'
import { quoteNames, unknownName } from '../../names.js'
import type { Moments } from '../types.js'
import { checkMoments, makeMoments } from './check-moments.js'

/**
 * The moments of two sets of rows taken together, from the moments of each: they can be computed in parts, by several
 * machines or by a database, and no row needs to move.
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
  return calledAs('mergeMoments', () => {
    checkMoments(a)
    checkMoments(b)
    return mergedMoments(a, b)
  })
}

/** The core, for moments that are known to be right. */
export function mergedMoments<N extends string>(a: Moments<N>, b: Moments<NoInfer<N>>): Moments<N> {
  if (a.names.length !== b.names.length) {
    throw new CausalError(
      'invalid-argument',
      `the first has the columns ${quoteNames(a.names)}, the second ${quoteNames(b.names)}: both must have the same.`,
      { first: a.names, second: b.names },
    )
  }
  const p = a.names.length
  const at = a.names.map((name) => {
    const i = b.names.indexOf(name)
    if (i < 0) throw unknownName('column', name, b.names)
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
  return makeMoments(a.names, count, mean, scatter)
}
