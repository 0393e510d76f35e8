import { CausalError, calledAs } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { standardizedRaw } from '../core/standardized-raw.js'
import { meanOf } from '../core/sum-of.js'
import type { RootCauseMethod } from '../incident-types.js'

/**
 * Settings of {@link residualScores}.
 *
 * @category Attribution
 */
export interface ResidualScoresOptions {
  /** What is taken over the steps after: `'mean'` (unless told) of the distances, or `'max'`. */
  readonly aggregate?: 'mean' | 'max'
  /** The scale before: `'robust'` (median and median distance, unless told), or `'moments'` (mean and standard deviation). */
  readonly scale?: 'robust' | 'moments'
}

/**
 * Root causes by residual scores: how far each variable lies after the trigger from what its direct causes, at their lags, predict.
 *
 * A fault moves what lies downstream too, but the downstream variables still follow their causes: only where the mechanism itself
 * changed the distance grows. It accuses where the change is beyond chance (see {@link MechanismCheck}). A residual that shrank (a
 * frozen sensor) is accused as well, with a low score.
 *
 * @param options - `aggregate` and `scale`
 * @returns the method, for {@link rootCauses}
 * @throws CausalError `invalid-argument`
 * @category Attribution
 * @see Li, Li, Yin, Nie, Zhang, Sui & Pei 2022, "Causal inference-based root cause analysis for online service systems with
 *   intervention recognition", KDD
 * @example
 * residualScores().name
 * //=> 'residual scores (mean, robust)'
 */
export function residualScores(options: ResidualScoresOptions = {}): RootCauseMethod {
  return calledAs('residualScores', () => {
    checkOptions('options', options, ['aggregate', 'scale'])
    const { aggregate = 'mean', scale = 'robust' } = options
    if (aggregate !== 'mean' && aggregate !== 'max')
      throw new CausalError('invalid-argument', `aggregate is 'mean' or 'max', got ${show(aggregate)}.`, { aggregate })
    if (scale !== 'robust' && scale !== 'moments')
      throw new CausalError('invalid-argument', `scale is 'robust' or 'moments', got ${show(scale)}.`, { scale })
    return Object.freeze({
      name: `residual scores (${aggregate}, ${scale})`,
      needs: Object.freeze(['graph'] as const),
      suspect: ({ checks }) => ({
        scores: Float64Array.from(checks, (check) => {
          if (check === null) return Number.NaN
          const distances = (scale === 'robust' ? check.after : standardizedRaw(check)).map(Math.abs)
          return aggregate === 'mean' ? meanOf(distances) : distances.reduce((most, d) => Math.max(most, d), 0)
        }),
      }),
    } satisfies RootCauseMethod)
  })
}
