import { CausalError, calledAs } from '../../errors.js'
import { numbered, toEstimand } from './convert.js'
import { ratio } from './expr.js'
import type { Estimand } from './types.js'

/**
 * The fraction of two expressions.
 *
 * @param numerator - what is divided
 * @param denominator - by what
 * @returns the fraction, frozen
 * @throws CausalError `invalid-argument` for a part that is no estimand, or a denominator 0
 * @complexity O(s) for expressions of s terms
 * @category Estimands
 * @example
 * toText(ratioOf(probabilityTerm({ of: ['X', 'Y'] }), probabilityTerm({ of: 'X' })))
 * //=> 'P(X, Y) / P(X)'
 */
export function ratioOf<N extends string>(numerator: Estimand<N>, denominator: Estimand<N>): Estimand<N> {
  return calledAs('ratioOf', () => {
    const { symbols, exprs } = numbered([numerator, denominator])
    const [top, bottom] = exprs
    if (bottom!.kind === 'constant' && bottom!.value === 0) {
      throw new CausalError('invalid-argument', 'the denominator is 0.')
    }
    return toEstimand<N>({ symbols, expr: ratio(top!, bottom!) })
  })
}
