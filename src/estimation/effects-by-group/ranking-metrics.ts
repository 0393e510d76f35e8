import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { curveOf, rank, rankWeighted } from './ranked.js'
import { checkedConfidence, checkScored, type MeanEffect, weightsOf, withInterval } from './scored.js'
import type { HeterogeneousEffects } from './types.js'

/**
 * Options of `rankingMetrics`.
 *
 * @category Estimation
 */
export interface RankingOptions {
  /** One number a row, larger for those to be treated first; it must come from other rows or other models. Left out, the predicted effects. */
  readonly ranking?: Float64Array
  /** At how many shares to tell the curves (default 20). */
  readonly points?: number
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * How much a ranking of units is worth.
 *
 * @category Estimation
 */
export interface RankingMetrics {
  /** The area under the curve `toc`: what the first have more than all, the very first counting most. 0 for a ranking by chance. */
  readonly autoc: MeanEffect
  /** The area between the curve `gain` and that of a ranking by chance. 0 for a ranking by chance. */
  readonly qini: MeanEffect
  /** For shares of the units, the first ones by the ranking. */
  readonly curve: readonly {
    /** The share that is treated. */
    readonly share: number
    /** Their average effect less that of all. */
    readonly toc: number
    /** The mean effect per unit of all if they are treated and nobody else. */
    readonly gain: number
  }[]
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}

/**
 * Whether a ranking finds those who gain most: rank-weighted averages of the doubly robust scores.
 *
 * AUTOC weighs the unit at share q of the ranking by −log q − 1, Qini by ½ − q (Yadlowsky, Fleming, Shah, Brunskill & Wager
 * 2025). Units of the same rank count as their mean. Standard errors are from influence values, the ranks' own randomness included.
 * With sampling weights a row takes up its share of the ranking, and stands at the middle of it.
 *
 * @param effects - what `heterogeneousEffects` gave
 * @param options - another ranking, points of the curve
 * @returns both metrics with their errors, and the curves
 * @throws CausalError `invalid-argument` for effects or options of the wrong form
 * @complexity O(n log n)
 * @see Yadlowsky, Fleming, Shah, Brunskill & Wager 2025, "Evaluating treatment prioritization rules via rank-weighted average
 *   treatment effects", Journal of the American Statistical Association 120
 * @category Estimation
 * @example
 * const x = Array.from({ length: 400 }, (_, i) => Math.sin(i * i))
 * const t = table({ x, T: x.map((_, i) => i % 2), Y: x.map((v, i) => (i % 2) * (1 + 2 * v) + 0.1 * Math.sin(3 * i)) })
 * const e = heterogeneousEffects(t, {
 *   graph: dag('x -> Y; T -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   modifiers: ['x'],
 *   learner: tLearner(),
 * })
 * if (!e.estimated) throw new Error(e.message)
 * rankingMetrics(e).autoc.interval[0] > 0
 * //=> true
 */
export function rankingMetrics(effects: HeterogeneousEffects, options: RankingOptions = {}): RankingMetrics {
  return calledAs('rankingMetrics', () => {
    const { scores, effects: predicted } = checkScored(effects)
    checkOptions('options', options, ['ranking', 'points', 'confidence'], { points: 'number' })
    const { ranking = predicted, points = 20, confidence } = checkedObject('options', options)
    const level = checkedConfidence(confidence)
    if (!(ranking instanceof Float64Array && ranking.length === scores.length && ranking.every(Number.isFinite))) {
      throw new CausalError(
        'invalid-argument',
        `the ranking must be a Float64Array with one finite number for each of ${scores.length} rows, got ${show(ranking)}.`,
        { option: 'ranking' },
      )
    }
    if (!(Number.isSafeInteger(points) && points >= 1)) {
      throw new CausalError('invalid-argument', `points must be a whole number from 1, got ${show(points)}.`, {
        points,
      })
    }
    const { weights, rows } = weightsOf(effects)
    const at = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!)
    const ranked = rank(at(scores), at(ranking), weights === null ? null : at(weights))
    const metric = (weight: (q: number) => number, slope: (q: number) => number): MeanEffect => {
      const { estimate, standardError } = rankWeighted(ranked, weight, slope)
      return Object.freeze(withInterval(estimate, standardError, level))
    }
    return Object.freeze({
      autoc: metric(
        (q) => -portableLog(q) - 1,
        (q) => -1 / q,
      ),
      qini: metric(
        (q) => 0.5 - q,
        () => -1,
      ),
      curve: Object.freeze(curveOf(ranked, points)),
      warnings: Object.freeze(new Set(ranking).size === 1 ? ['the ranking puts all rows at the same place.'] : []),
    })
  })
}
