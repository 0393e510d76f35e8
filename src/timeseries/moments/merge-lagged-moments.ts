import { mergedMoments } from '../../data/statistics/merge-moments.js'
import { CausalError, calledAs } from '../../errors.js'
import type { LaggedMoments } from '../types.js'
import { asLaggedMoments, checkLaggedMoments } from './lagged-moments.js'

/**
 * The lagged moments of two sets of windows taken together, from those of each: several recordings or machines, summed up apart.
 *
 * @param a - lagged moments of some windows
 * @param b - those of other windows; the same variables, in any order, and the same largest lag
 * @returns the lagged moments of all windows, variables in the order of `a`
 * @throws CausalError `unknown-name` when a variable of one is not in the other; `invalid-argument` for other lags
 * @complexity O((N maxLag)²)
 * @category Time series
 * @see Chan, Golub & LeVeque 1983, eq. 1.5b
 * @example
 * const monday = laggedMoments(series(table({ X: [1, 2, 4] })))
 * const tuesday = laggedMoments(series(table({ X: [5, 3, 2, 2] })))
 * mergeLaggedMoments(monday, tuesday).count
 * //=> 5
 */
export function mergeLaggedMoments<N extends string>(
  a: LaggedMoments<N>,
  b: LaggedMoments<NoInfer<N>>,
): LaggedMoments<N> {
  return calledAs('mergeLaggedMoments', () => {
    checkLaggedMoments(a)
    checkLaggedMoments(b)
    if (a.maxLag === b.maxLag) return asLaggedMoments(a.variables, a.maxLag, mergedMoments(a, b))
    const message = `the first has lags up to ${a.maxLag}, the second up to ${b.maxLag}: compute both with the same maxLag.`
    throw new CausalError('invalid-argument', message, { first: a.maxLag, second: b.maxLag })
  })
}
