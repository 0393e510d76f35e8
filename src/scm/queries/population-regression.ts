import { CausalError, calledAs } from '../../errors.js'
import { indexNames } from '../../names.js'
import { covarianceRegression } from '../../numeric/covariance-regression.js'
import { show } from '../../show.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import { query } from './query.js'

/**
 * The population regression in a linear-Gaussian model: what least squares would give with infinitely many units.
 *
 * Beside the model's own coefficients it shows what adjusting for this set, or forgetting that variable, does to an
 * estimate.
 *
 * @param model - a model whose mechanisms are linear with normal noise
 * @param outcome - the variable regressed
 * @param regressors - the variables it is regressed on
 * @returns the slope of each regressor by name
 * @throws CausalError `not-supported` where the model is not linear-Gaussian; `collinear` where the regressors determine
 *   one another; `unknown-name`
 * @complexity O(regressors × (variables + edges) + regressors³)
 * @category Models
 * @example
 * const model = scm({ Z: normal(0, 1), X: linear({ Z: 1 }, normal(0, 1)), Y: linear({ X: 2, Z: 2 }, normal(0, 1)) })
 * populationRegression(model, 'Y', ['X'])
 * //=> { X: 3 }
 * populationRegression(model, 'Y', ['X', 'Z'])
 * //=> { X: 2, Z: 2 }
 */
export function populationRegression<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const N extends keyof T & string,
>(model: Scm<T, C, K>, outcome: NoInfer<keyof T & string>, regressors: readonly N[]): { readonly [R in N]: number } {
  return calledAs('populationRegression', () => {
    indexNames('regressor', regressors)
    const answer = query(model as AnyScm, [...regressors, outcome])
    if (answer.method !== 'gaussian') {
      const message = 'the model must be linear with normal noise: sample it and regress on the sample.'
      throw new CausalError('not-supported', message)
    }
    const k = regressors.length
    const n = k + 1
    const solved = covarianceRegression(answer.covariance, n, k, [...regressors.keys()])
    if (!solved.ok) {
      const message = `the regressor ${show(regressors[solved.column])} is determined by the others.`
      throw new CausalError('collinear', message, { regressor: regressors[solved.column] })
    }
    const slopes = regressors.map((name, i) => [name, solved.slopes[i]!] as const)
    return Object.freeze(Object.fromEntries(slopes)) as { readonly [R in N]: number }
  })
}
