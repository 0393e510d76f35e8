import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import type { EffectProblem, Estimator, MomentsProblem } from '../core/types/estimator.js'
import type { IvErrors } from './coefficients.js'
import { ivFormula } from './iv-formula.js'
import { prepareKClass } from './k-class.js'
import { kClassFromMoments } from './k-class-from-moments.js'

/**
 * Options of `twoStageLeastSquares`.
 *
 * @category Estimation
 */
export interface TwoStageOptions {
  /** How to compute the standard error: `sandwich` (default, HC0), with the factor n / (n − k) (`HC1`), or on the assumption of equal variances (`classical`). */
  readonly standardErrors?: 'sandwich' | 'HC1' | 'classical'
}

const kinds = ['sandwich', 'HC1', 'classical']

/**
 * Two-stage least squares with the instruments that the graph implies.
 *
 * The treatment is predicted from the instruments and what they need conditioning on, and the outcome regressed on the
 * prediction. With one effect for all this is that effect; with a two-valued instrument and treatment, and none who does
 * the opposite of what the instrument says, it is the mean effect of the compliers (Imbens & Angrist 1994). All
 * instruments that share the chosen conditioning set are used.
 *
 * Among the diagnostics: all coefficients with their errors; the F of the first stage (a warning below 10: Staiger & Stock
 * 1997) and the effective F for unequal variances (Montiel Olea & Pflueger 2013); the test of Wu and Hausman whether least
 * squares would do, Sargan's whether the instruments agree, and under `andersonRubin` the set of effects that Anderson and
 * Rubin's test does not reject at the question's confidence, for its contrast (an end without bound is null). It holds with weak
 * instruments too, and allows for unequal variances (HC3), for the question's clusters (CR3) or strata; with `classical`
 * errors it is that for equal variances. The tests of Wu and Hausman and of Sargan assume those always.
 *
 * @param options - standard errors
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for an unknown option
 * @complexity O(n k²) for k coefficients
 * @category Estimation
 * @example
 * const t = table({ Z: [0, 0, 0, 1, 1, 1], T: [1, 2, 3, 3, 4, 5], Y: [1, 2, 2, 5, 6, 5] })
 * const graph = admg('Z -> T -> Y; T <-> Y')
 * const e = estimateEffect(t, { graph, treatment: 'T', outcome: 'Y', estimator: twoStageLeastSquares() })
 * e.estimated && e.estimate
 * //=> 1.833333
 * e.estimated && e.diagnostics['instruments']
 * //=> ['Z']
 */
export function twoStageLeastSquares(options: TwoStageOptions = {}): Estimator {
  return madeBy('twoStageLeastSquares', [options], () => {
    checkOptions('options', options, ['standardErrors'])

    const { standardErrors = 'sandwich' } = checkedObject('options', options)
    checkIvErrors(standardErrors)
    const plan = { kappa: () => 1, standardErrors }
    return Object.freeze({
      name: 'two-stage least squares',
      population: 'LATE',
      strategy: 'instrument',
      numbers: true,
      weighted: true,
      formula: ivFormula,
      fromMoments: (problem: MomentsProblem) => kClassFromMoments(problem, plan, 'twoStageLeastSquares'),
      prepare: (problem: EffectProblem) => prepareKClass(problem, plan),
    })
  })
}

/** Throws for a way of making errors that is not known. */
export function checkIvErrors(standardErrors: IvErrors): void {
  if (kinds.includes(standardErrors)) return
  throw new CausalError(
    'invalid-argument',
    `standardErrors must be one of ${kinds.join(', ')}, got ${show(standardErrors)}.`,
    { standardErrors },
  )
}
