import { CausalError, calledAs } from '../../errors.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { checkedObject } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkOptions } from '../../options.js'
import { sharedWork } from '../../shared-work.js'
import { show } from '../../show.js'
import { onScale } from '../core/inference/effect-scale.js'
import { prepareEffect } from '../core/problem/prepare-effect.js'
import { questionKeys } from '../core/question/check-question.js'
import { readSource, rowsOfCells } from '../core/question/effect-source.js'
import { needsRows } from '../core/report/effect-from-moments.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { isRefused, refused } from '../core/report/refused.js'
import { formulaOf } from '../core/report/report-effect.js'
import type { EffectSource, EstimationQuestion } from '../core/types/question.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { replicateEffect } from './effect-replicates.js'

/**
 * What is asked of a bootstrap.
 *
 * @category Estimation
 */
export interface BootstrapQuestion<G extends string = string, T = Record<string, unknown>>
  extends EstimationQuestion<G, T> {
  /** How many samples to draw (default 1,000). */
  readonly draws?: number
  /** A number or a text: the same seed gives the same samples everywhere. */
  readonly seed: number | string
}

/**
 * An effect with the spread of its bootstrap replicates.
 *
 * @category Estimation
 */
export interface BootstrappedEffect {
  /** The effect is identified. */
  readonly estimated: true
  /** The estimate from the rows as they are. */
  readonly estimate: number
  /** The standard deviation of the replicates. */
  readonly standardError: number
  /** The percentile interval. */
  readonly interval: readonly [number, number]
  /** The confidence of the interval. */
  readonly confidence: number
  /** The estimate of each sample that determines one, in the order drawn. Left out of JSON, where `omitted` names it instead. */
  readonly replicates: Float64Array
  /** How many samples did not determine the effect (no overlap, collinear columns). */
  readonly failed: number
  /** The treatments compared, as in `EstimatedEffect`. */
  readonly contrast: {
    /** The value compared with. */
    readonly from: string
    /** The value whose effect it is. */
    readonly to: string
  }
  /** What was computed, as in `EstimatedEffect`. */
  readonly estimand: Estimand | null
  /** The estimand as text. */
  readonly formula: string
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
}

/**
 * The bootstrap of an effect: the estimate is recomputed on rows sampled with replacement.
 *
 * A sample is a vector of weights, never a copy of rows, and draws whole clusters where `cluster` names them; everything that is
 * fitted is fitted anew (Efron 1979; percentile interval of Efron & Tibshirani 1993, section 13.3). In a survey's `strata` it draws one
 * unit less than there are and rescales the weights (Rao & Wu 1988; Rao, Wu & Yue 1992). Quantiles are of type 7 of Hyndman & Fan (1996).
 *
 * @param source - n rows, or counts of them
 * @param question - as for `estimateEffect`, with `draws` and `seed`
 * @returns the estimate with standard error, percentile interval and all replicates; or a refusal
 * @throws CausalError as `estimateEffect`, and `invalid-argument` for fewer than 2 draws
 * @complexity `draws` times that of the estimator
 * @category Estimation
 * @example
 * const boot = bootstrapEffect(fromCounts(kidneyStones), {
 *   graph: dag('stone -> treatment -> recovered; stone -> recovered'),
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: standardization(),
 *   draws: 200,
 *   seed: 1,
 * })
 * boot.estimated && boot.replicates.length + boot.failed
 * //=> 200
 */
export function bootstrapEffect<T, const G extends string>(
  source: EffectSource<T>,
  question: BootstrapQuestion<G, T>,
): BootstrappedEffect | RefusedEffect {
  return calledAs('bootstrapEffect', () => {
    checkOptions('question', question, [...questionKeys, 'draws', 'seed'])
    const { draws = 1000, seed, confidence = 0.95 } = checkedObject('question', question)
    if (!(Number.isSafeInteger(draws) && draws >= 2)) {
      throw new CausalError('invalid-argument', `draws must be a whole number from 2, got ${show(draws)}.`, {
        draws,
      })
    }
    const read = readSource(source)
    const asked = question as unknown as EstimationQuestion
    if (read.kind === 'moments') throw needsRows('the bootstrap')
    const rows = read.kind === 'counts' ? ({ kind: 'rows', table: rowsOfCells(read) } as const) : read
    const prepared = prepareEffect(rows, asked)
    if (isRefused(prepared)) return prepared
    const fit = prepared.estimator.fit()
    const scaled = isRefused(fit) ? fit : onScale(prepared, fit)
    if (isRefused(scaled)) return scaled
    if (isRefused(fit)) return fit
    const replicates: number[] = []
    const input = { rows, asked, seed }
    for (const estimate of sharedWork('bootstrap-effect', () => replicateEffect(prepared, seed), input, draws)) {
      if (estimate !== null && Number.isFinite(estimate)) replicates.push(estimate)
    }
    if (replicates.length < 2) {
      return refused(
        'no-overlap',
        `none of ${draws} samples determines the effect: there are too few rows for this model.`,
        {
          draws,
        },
      )
    }
    const warnings = [...prepared.warnings, ...fit.warnings]
    return withoutInJson(
      {
        ...summary(
          scaled.log ? portableExp(scaled.value) : scaled.value,
          Float64Array.from(replicates),
          draws,
          confidence,
        ),
        contrast: Object.freeze(prepared.treatment.contrast),
        ...formulaOf(prepared),
        warnings: Object.freeze(warnings),
      },
      ['replicates'],
    )
  })
}

/** What a worker needs for the replicates. */
export interface ReplicatesInput {
  readonly rows: Parameters<typeof prepareEffect>[0]
  readonly asked: EstimationQuestion
  readonly seed: number | string
}

/** The replicates where nothing is prepared yet. */
export function effectReplicates({ rows, asked, seed }: ReplicatesInput): (draw: number) => number | null {
  const prepared = prepareEffect(rows, asked)
  if (isRefused(prepared)) throw new CausalError('invalid-data', prepared.message)
  return replicateEffect(prepared, seed)
}

function summary(estimate: number, replicates: Float64Array, draws: number, confidence: number) {
  const size = replicates.length
  const mean = replicates.reduce((sum, value) => sum + value, 0) / size
  const square = replicates.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const sorted = replicates.slice().sort()
  const quantile = (p: number): number => {
    const at = p * (size - 1)
    const low = Math.floor(at)
    return sorted[low]! + (at - low) * (sorted[Math.min(low + 1, size - 1)]! - sorted[low]!)
  }
  return {
    estimated: true as const,
    estimate,
    standardError: Math.sqrt(square / (size - 1)),
    interval: Object.freeze([quantile((1 - confidence) / 2), quantile((1 + confidence) / 2)] as const),
    confidence,
    replicates,
    failed: draws - size,
  }
}
