import { CausalError } from '../../errors.js'
import { checkedList } from '../../names.js'
import { show } from '../../show.js'
import { checkTarget } from '../core/problem/target-share.js'

/**
 * Options of `matching`.
 *
 * @category Estimation
 */
export interface MatchingOptions {
  /** Whose effect (default `ATT`): those are matched who belong to it. */
  readonly population?: 'ATE' | 'ATT' | 'ATC'
  /**
   * How near two rows are: by the linear predictor of the logistic propensity (`propensity`, the default), by Mahalanobis's
   * distance with the covariance of all rows, or only where all covariates are equal (`exact`).
   */
  readonly distance?: 'propensity' | 'mahalanobis' | 'exact'
  /** How many neighbours are averaged (default 1); all that tie with the last one, up to 1e-9, are taken too. */
  readonly neighbours?: number
  /**
   * Whether a row may be matched more than once (default true). Without, those with the highest propensity choose first; where
   * that does not say, the earlier row chooses, and is chosen.
   */
  readonly replacement?: boolean
  /** The largest distance of a match, in standard deviations of the linear predictor, or in Mahalanobis's distance. */
  readonly caliper?: number
  /** Covariates on which matches must be equal: categories or whole numbers. */
  readonly exact?: readonly string[]
  /** Take out what a linear outcome model says of the distance left between matches (Abadie & Imbens 2011). */
  readonly biasAdjusted?: boolean
}

/** Options with their defaults. */
export type MatchingSettings = Required<MatchingOptions>

/** Checks the options and fills in what is left out. */
export function matchingSettings(options: MatchingOptions): MatchingSettings {
  const { population = 'ATT', distance = 'propensity', neighbours = 1, replacement = true } = options
  const { caliper = Number.POSITIVE_INFINITY, exact = [], biasAdjusted = false } = options
  checkTarget(population, ['ATE', 'ATT', 'ATC'])
  if (!['propensity', 'mahalanobis', 'exact'].includes(distance)) {
    throw new CausalError(
      'invalid-argument',
      `distance must be propensity, mahalanobis or exact, got ${show(distance)}.`,
      {
        distance,
      },
    )
  }
  if (!(Number.isSafeInteger(neighbours) && neighbours >= 1)) {
    throw new CausalError('invalid-argument', `neighbours must be a whole number from 1, got ${show(neighbours)}.`, {
      neighbours,
    })
  }
  if (!(caliper > 0)) {
    throw new CausalError('invalid-argument', `the caliper must be above 0, got ${show(caliper)}.`, { caliper })
  }
  checkedList('exact', exact)
  if (!replacement && population === 'ATE') {
    throw new CausalError(
      'invalid-argument',
      'without replacement one arm is matched to the other: ask for the ATT or the ATC.',
      { population },
    )
  }
  return { population, distance, neighbours, replacement, caliper, exact, biasAdjusted }
}
