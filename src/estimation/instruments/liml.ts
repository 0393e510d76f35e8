import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import type { EffectProblem, Estimator, MomentsProblem } from '../core/types/estimator.js'
import { limlKappa } from './iv-sums.js'
import { prepareKClass } from './k-class.js'
import { kClassFromMoments } from './k-class-from-moments.js'
import { checkIvErrors, type TwoStageOptions } from './two-stage-least-squares.js'

/**
 * Limited-information maximum likelihood with the instruments that the graph implies: nearer to the truth than two-stage
 * least squares where several instruments are weak; with one instrument they are the same (Anderson & Rubin 1949).
 *
 * The diagnostics are those of `twoStageLeastSquares`, with `kappa` of the k-class.
 *
 * @param options - standard errors
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for an unknown option
 * @complexity O(n k²) for k coefficients
 * @category Estimation
 * @example
 * const t = table({ Z: [0, 0, 0, 1, 1, 1], T: [1, 2, 3, 3, 4, 5], Y: [1, 2, 2, 5, 6, 5] })
 * const graph = admg('Z -> T -> Y; T <-> Y')
 * const e = estimateEffect(t, { graph, treatment: 'T', outcome: 'Y', estimator: liml() })
 * e.estimated && e.estimate
 * //=> 1.833333
 */
export function liml(options: TwoStageOptions = {}): Estimator {
  return madeBy('liml', [options], () => {
    checkOptions('options', options, ['standardErrors'])
    const { standardErrors = 'sandwich' } = checkedObject('options', options)
    checkIvErrors(standardErrors)
    const plan = { kappa: limlKappa, standardErrors }
    return Object.freeze({
      name: 'limited-information maximum likelihood',
      population: 'LATE',
      strategy: 'instrument',
      numbers: true,
      weighted: true,
      formula: () => 'the k-class estimate with the κ of limited-information maximum likelihood',
      fromMoments: (problem: MomentsProblem) => kClassFromMoments(problem, plan, 'liml'),
      prepare: (problem: EffectProblem) => prepareKClass(problem, plan),
    })
  })
}
