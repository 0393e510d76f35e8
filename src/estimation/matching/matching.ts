import { CausalError } from '../../errors.js'
import { checkedObject, lookUp } from '../../names.js'
import { times } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { codesOf } from '../core/columns/discrete-codes.js'
import { noOverlap, overlapGaps, partedBy } from '../core/problem/overlap-gaps.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { type Design, designOf } from '../core/regression/design.js'
import type { EffectProblem, Estimator, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { fitArmPropensities } from '../weighting/propensity.js'
import { matchedEffect } from './matched-effect.js'
import { type MatchingOptions, type MatchingSettings, matchingSettings } from './matching-settings.js'
import { cellsOf, type Places, whitened } from './places.js'

/**
 * Matching: each row is compared with the nearest rows of the other arm.
 *
 * Right where near rows are alike in all that matters; with several numbers to match on, the bias fades slowly, and
 * `biasAdjusted` takes out its linear part. The standard error is that of Abadie & Imbens (2006, theorem 7), with the spread
 * of each outcome seen from its nearest row in the same arm; it takes the propensity as known, which is mostly cautious for the
 * ATE. Bootstrapping a matching estimator is not valid (Abadie & Imbens 2008), and `bootstrapEffect` refuses it.
 *
 * Rubin 1973; Rosenbaum & Rubin 1983.
 *
 * @param options - whose effect, distance, neighbours, replacement, caliper, exact columns, bias adjustment
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for options out of range or that do not go together
 * @complexity O(n log n) for the propensity; more for many covariates, up to O(n²)
 * @category Estimation
 * @example
 * const t = table({ T: [1, 1, 0, 0, 0], X: [1, 2, 1.1, 2.1, 9], Y: [3, 5, 1, 2, 7] })
 * const e = estimateEffect(t, {
 *   graph: dag('X -> T -> Y; X -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   estimator: matching({ distance: 'mahalanobis' }),
 * })
 * e.estimated && e.estimate
 * //=> 2.5
 */
export function matching(options: MatchingOptions = {}): Estimator {
  return madeBy('matching', [options], () => {
    checkOptions(
      'options',
      options,
      ['population', 'distance', 'neighbours', 'replacement', 'caliper', 'exact', 'biasAdjusted'],
      { neighbours: 'number', replacement: 'boolean', caliper: 'number', biasAdjusted: 'boolean' },
    )
    const settings = matchingSettings(checkedObject('options', options))
    const { distance, neighbours, replacement, population, biasAdjusted } = settings
    const many = neighbours === 1 ? '1 neighbour' : `${neighbours} neighbours`
    return Object.freeze({
      name: `matching (${distance}, ${many}, ${replacement ? 'with' : 'without'} replacement${biasAdjusted ? ', bias-adjusted' : ''})`,
      population,
      strategy: 'back-door',
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'matching')
        requireRows(problem, 2)
        const design = designOf(problem.covariates, problem.n)
        const gaps = distance === 'propensity' ? overlapGaps(problem, population) : []
        if (gaps.length > 0) return noOverlap(problem, gaps, '')
        const places = placesOf(problem, design, settings)
        if ('estimated' in places) return places
        const fit = matchedEffect(problem, design, places, settings)
        return {
          fit: () => fit,
          reweighted: () => {
            throw new CausalError(
              'not-supported',
              'resampling a matching estimator gives no valid standard error (Abadie & Imbens 2008): use the one of estimateEffect.',
              {},
            )
          },
        }
      },
    })
  })
}

function placesOf(
  problem: EffectProblem,
  design: Design,
  { distance, exact }: MatchingSettings,
): (Places & { readonly priority: Float64Array }) | RefusedEffect {
  const { n, covariates, treatment } = problem
  const index = new Map(covariates.map(({ name }, i) => [name, i]))
  const cells = cellsOf(
    (distance === 'exact' ? covariates : exact.map((name) => covariates[lookUp('covariate', index, name)]!)).map(
      (column) => codesOf(column, 'or match by another distance'),
    ),
    n,
  )
  if (distance === 'exact')
    return { n, dimension: 0, points: new Float64Array(0), priority: new Float64Array(n), ...cells }
  if (distance === 'propensity' && design.k > 1) {
    const fit = fitArmPropensities(design, treatment, null, null)
    if (fit === null) return noOverlap(problem, [], partedBy(problem))
    const predictor = times(design.x, n, design.k, fit.treated.coefficients)
    return { n, dimension: 1, points: predictor, priority: predictor, ...cells }
  }
  const columns = Array.from({ length: design.k - 1 }, (_, a) =>
    Float64Array.from({ length: n }, (_, i) => design.x[i * design.k + a + 1]!),
  )
  return { n, dimension: columns.length, points: whitened(columns, n)!, priority: new Float64Array(n), ...cells }
}
