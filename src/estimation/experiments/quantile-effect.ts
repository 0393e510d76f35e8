import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedConfidence } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { armMeans, clustersInArms } from './arm-means.js'
import { experimentRows } from './experiment-rows.js'
import { type ExperimentData, experimentKeys, readExperiment } from './read-experiment.js'
import { reportExperiment } from './report-experiment.js'
import type { ExperimentEstimate, ExperimentOptions, ExperimentQuestion } from './types.js'

/**
 * Options of `quantileEffect`.
 *
 * @category Estimation
 */
export interface QuantileEffectOptions extends ExperimentOptions {
  /** Which quantile, between 0 and 1 (default 0.5, the median). */
  readonly quantile?: number
}

/**
 * The effect on a quantile in an experiment, such as the median of an order or the 95th percentile of a loading time.
 *
 * The difference between the quantiles of the arms (not the quantile of the differences, which no experiment shows). Its
 * standard error inverts that of the share below the quantile, by order statistics: no density is estimated, and with
 * `cluster` the share's error is by cluster (Deng, Knoblich & Lu 2018). Ties, as in counts, make it rough; it is told.
 *
 * @param table - a row for each unit (or several, with `cluster`)
 * @param question - treatment, outcome, cluster
 * @param options - the quantile, the confidence level
 * @returns the difference of the quantiles; or a refusal where an arm has too few rows beyond the quantile to tell
 * @throws CausalError as `differenceInMeans`; `invalid-argument` for a quantile outside (0, 1)
 * @complexity O(n log n)
 * @category Estimation
 * @see Deng, Knoblich & Lu 2018, section 4; Price & Bonett 2001 for the order statistics
 * @example
 * const times = Array.from({ length: 100 }, (_, i) => (i * 37) % 100)
 * const e = quantileEffect(
 *   table({ arm: times.map((_, i) => i % 2), load: times.map((time, i) => time + (i % 2) * 5) }),
 *   { treatment: 'arm', outcome: 'load' },
 *   { quantile: 0.9 },
 * )
 * e.estimated && e.estimate
 * //=> 6
 */
export function quantileEffect<T>(
  table: Table<T>,
  question: ExperimentQuestion<NoInfer<keyof T & string>>,
  options: QuantileEffectOptions = {},
): ExperimentEstimate {
  return calledAs('quantileEffect', () => {
    checkOptions('question', question, [...experimentKeys])
    checkOptions('options', options, ['confidence', 'quantile'], { quantile: 'number' })
    const confidence = checkedConfidence(options.confidence)
    const { quantile = 0.5 } = options
    if (!(typeof quantile === 'number' && quantile > 0 && quantile < 1)) {
      throw new CausalError('invalid-argument', `quantile must be between 0 and 1, got ${show(quantile)}.`, {
        quantile,
      })
    }
    const data = readExperiment(table as Table<unknown, string>, question)
    if (data.covariates.length > 0 || data.strata !== null) {
      throw new CausalError(
        'not-supported',
        'quantiles are compared over all rows: leave `adjustment` and `strata` out.',
      )
    }
    return quantileDifference(data, quantile, confidence)
  })
}

function quantileDifference(data: ExperimentData, p: number, confidence: number): ExperimentEstimate {
  const { n, treated, outcome, clusters } = data
  if (clusters !== null && Math.min(...clustersInArms(treated, clusters)) < 2) {
    return refusedDesign(
      'no-spread',
      'an arm has rows of one cluster only: nothing says how far clusters differ within an arm.',
    )
  }
  const sorted = [0, 1].map((arm) => outcome.filter((_, i) => treated[i] === arm).sort())
  const found = sorted.map((values) => quantileOfSorted(values, p)) as [number, number]
  // the share at or below the quantile, with its standard error
  const below = outcome.map((y, i) => (y <= found[treated[i]!]! ? 1 : 0))
  if (Math.min(...sorted.map((values) => values.length)) < 2) {
    return refusedDesign('no-spread', 'an arm has a single row: nothing says how far it may be off.')
  }
  const shares = armMeans(treated, below, clusters)
  const z = normalQuantile((1 + confidence) / 2)
  const variance: number[] = []
  for (const arm of [0, 1] as const) {
    const count = sorted[arm]!.length
    // ties lift the share above p: its binomial error is at p itself
    const error = clusters === null ? Math.sqrt((p * (1 - p)) / count) : Math.sqrt(shares.variance[arm])
    const [low, high] = [p - z * error, p + z * error]
    if (low <= 0 || high >= 1) {
      return refusedDesign(
        'no-spread',
        `${data.arms[arm]} has ${count} rows, too few beyond its ${p} quantile to say how far off it is: take a quantile nearer to the middle.`,
        { arm: data.arms[arm], rows: count, quantile: p },
      )
    }
    const width = quantileOfSorted(sorted[arm]!, high) - quantileOfSorted(sorted[arm]!, low)
    variance.push((width / (2 * z)) ** 2)
  }
  const [v0, v1] = variance as [number, number]
  const counts = sorted.map((values) => values.length) as [number, number]
  const density = [0, 1].map((arm) => Math.sqrt((p * (1 - p)) / counts[arm]! / (variance[arm]! || 1)))
  const centres = [shares.control, shares.treated]
  const influence = below.map((share, i) => {
    const arm = treated[i]!
    const sign = arm === 1 ? 1 : -1
    return (sign * (n / counts[arm]!) * (centres[arm]! - share)) / density[arm]!
  })
  const ties = sorted.some((values) => new Set(values).size < values.length / 2)
  return reportExperiment(
    experimentRows(data),
    {
      means: {
        control: found[0],
        treated: found[1],
        variance: [v0, v1, 0],
        degreesOfFreedom: clusters === null ? Number.POSITIVE_INFINITY : shares.degreesOfFreedom,
      },
      standardError: Math.sqrt(v0 + v1),
      influence,
      standardErrorMethod: `order statistics of each arm${clusters === null ? '' : ', share by cluster'}`,
      warnings: ties
        ? ['more than half of the outcomes are tied: a quantile jumps between few values, and its interval is rough.']
        : [],
    },
    {
      estimator: `difference of ${p} quantiles`,
      specification: data.specification,
      formula: `Q_${p}[${data.outcomeName} | ${data.arms[1]}] − Q_${p}[${data.outcomeName} | ${data.arms[0]}]`,
      diagnostics: { quantile: p },
    },
    confidence,
  )
}

/** Type 7 of Hyndman & Fan 1996. */
function quantileOfSorted(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!)
}
