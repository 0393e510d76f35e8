import { calledAs } from '../../errors.js'
import { numbered } from '../terms/convert.js'
import type { Estimand } from '../terms/types.js'
import { equalExprs } from './equal-expr.js'

/**
 * Whether two expressions are the same up to the names of bound values and the order of factors and lists.
 *
 * No algebra is done: simplify both first to compare more widely.
 *
 * @param a - an expression
 * @param b - another
 * @returns true when they are the same
 * @throws CausalError `invalid-argument` for a value that is no estimand
 * @complexity O(s log s) for s terms; more only when many factors look alike
 * @category Estimands
 * @example
 * equalEstimands(parseEstimand("Σ_z P(y | z) P(z)"), parseEstimand("Σ_z' P(z') P(y | z')"))
 * //=> true
 */
export function equalEstimands(a: Estimand, b: Estimand): boolean {
  return calledAs('equalEstimands', () => {
    const { symbols, exprs } = numbered([a, b])
    return equalExprs(symbols, exprs[0]!, exprs[1]!)
  })
}
