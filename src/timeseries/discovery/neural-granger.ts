import { report } from '../../discovery/core/report.js'
import type { SearchOptions } from '../../discovery/core/types.js'
import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { numberBetween, wholeNumber } from '../core/check-settings.js'
import { meanAt } from '../core/mean-at.js'
import { requireSteps, seriesColumns, wholeRows } from '../core/series-columns.js'
import type { Series } from '../types.js'
import { startNetwork } from './channel-network.js'
import { networkAlongPath } from './channel-path.js'

/**
 * Settings of {@link neuralGranger}.
 *
 * @category Time series
 */
export interface NeuralGrangerOptions extends SearchOptions {
  /** How many lags of each series enter (default 2). */
  readonly maxLag?: number
  /** Units of the hidden layer (default 8). */
  readonly hidden?: number
  /** The price of the norm of a channel's weights, as a share of the target's standard deviation (default: chosen on steps held out). */
  readonly penalty?: number
  /** The seed of the first weights. */
  readonly seed?: number | string
}

/**
 * A link of {@link neuralGranger}.
 *
 * @category Time series
 */
export interface NeuralGrangerLink<N extends string = string> {
  /** The series whose past stays in the network. */
  readonly cause: N
  /** The series that is forecast. */
  readonly effect: N
  /** The norm of its weights in the first layer, for standardised series: a rank among links of one effect, no effect size. */
  readonly strength: number
}

/**
 * How well one series is forecast.
 *
 * @category Time series
 */
export interface NeuralGrangerFit<N extends string = string> {
  /** The series. */
  readonly effect: N
  /** The penalty that was chosen; infinite where its own past does as well as all others. */
  readonly penalty: number
  /** The share of its variance on the steps held out that the network leaves unexplained. */
  readonly error: number
  /** The same for a network that knows the series' own past alone. */
  readonly ownError: number
}

/**
 * What {@link neuralGranger} found.
 *
 * @category Time series
 */
export interface NeuralGrangerResult<N extends string = string> {
  /** The p variables. */
  readonly names: readonly N[]
  /** The links that are left, by effect and then strength. */
  readonly links: readonly NeuralGrangerLink<N>[]
  /** p × p row-major: entry (i, j) the strength of variable j in the network of variable i; that of a variable in its own network is not penalised. */
  readonly strengths: Float64Array
  /** How well each series is forecast. */
  readonly fits: readonly NeuralGrangerFit<N>[]
  /** How many times t were used. */
  readonly n: number
}

/**
 * Granger's question for relations that are not linear: a small neural network for each series, in which the past of every other series costs
 * the norm of its weights, so that whole series drop out.
 *
 * One hidden layer of softsign units, trained by proximal gradient steps along a path of penalties; the penalty of each series is the largest
 * whose error on the last quarter of the steps is within one standard error of the least. The problem is not convex and the
 * answer has no error rate: links are a selection, not tests. On linear data `granger` and `varModel` find more with fewer steps. As with
 * {@link granger}, links speak of forecasts, and of causes only where no common driver is missing and nothing acts within a step.
 *
 * Measured on ten sets of 5 series and 500 steps (bench/series-validity): of 40 links of a linear chain it found 40, and 19 false ones among 160 pairs
 * (`grangerLinks` 40 and 1); of 40 links by absolute values 40 and 30 (30 and 8); of independent series 14 false ones among 200 (0).
 *
 * @param series - a series of numbers
 * @param options - lags, hidden units, penalty, seed
 * @returns links, strengths and how well each series is forecast
 * @throws CausalError `too-few-rows` with fewer than 40 complete times; `constant-column`; `invalid-data`; `invalid-argument`; `aborted`
 * @complexity O(n p² lags hidden) a step, some thousand steps: seconds for n = 500 and p = 10
 * @category Time series
 * @see Tank, Covert, Foti, Shojaie & Fox 2022, "Neural Granger causality", IEEE Transactions on Pattern Analysis and Machine
 *   Intelligence 44; Lin, Chang, Wang & Zhang 2024, "Root cause analysis in microservice using neural Granger causal discovery", AAAI
 * @example
 * const z = normals(randomStream(1), 600).values
 * const x = z.subarray(0, 300)
 * const y = x.map((_, t) => 2 * Math.abs(x[t - 1] ?? 0) + 0.5 * z[300 + t]!)
 * neuralGranger(series(table({ x, y })), { maxLag: 1, seed: 1 }).links.map(({ cause, effect }) => `${cause} -> ${effect}`)
 * //=> ['x -> y']
 */
export function neuralGranger<N extends string>(
  series: Series<unknown, N>,
  options: NeuralGrangerOptions = {},
): NeuralGrangerResult<N> {
  return calledAs('neuralGranger', () => {
    checkOptions('options', options, ['maxLag', 'hidden', 'penalty', 'seed', 'onProgress', 'signal'], {
      hidden: 'number',
      penalty: 'number',
    })
    const { maxLag = 2, hidden = 8, penalty, seed = 0 } = checkedObject('options', options)
    wholeNumber('maxLag', maxLag, 1, 1000)
    wholeNumber('hidden', hidden, 1, 1000)
    if (penalty !== undefined) numberBetween('penalty', penalty, 0, Number.POSITIVE_INFINITY)
    const stream = seedStream(seed)
    const data = seriesColumns(series)
    const rows = wholeRows(series, maxLag, data.names)
    const n = rows.length
    requireSteps(n, 40, 'networks')
    const p = data.names.length
    // channels in the order of names: nothing depends on that of columns
    const place = Array.from(data.names.keys()).sort((a, b) => (data.names[a]! < data.names[b]! ? -1 : 1))
    const standard = data.columns.map((column) => standardised(column, rows))
    const k = p * maxLag
    const inputs = new Float64Array(n * k)
    for (const [c, i] of place.entries()) {
      for (let l = 0; l < maxLag; l++)
        for (let r = 0; r < n; r++) inputs[r * k + c * maxLag + l] = standard[i]![rows[r]! - l - 1]!
    }
    const strengths = new Float64Array(p * p)
    const fits: NeuralGrangerFit<N>[] = new Array(p)
    const links: NeuralGrangerLink<N>[] = []
    let steps = 0
    for (const [own, i] of place.entries()) {
      const ofTarget = splitStream(stream, data.names[i]!)
      const streams = [...place.map((j) => generator(splitStream(ofTarget, data.names[j]!))), generator(ofTarget)]
      const target = Float64Array.from(rows, (t) => standard[i]![t]!)
      const network = startNetwork(hidden, p, maxLag, streams)
      const found = networkAlongPath(
        { inputs, target, n, channels: p, lags: maxLag },
        network,
        own,
        penalty ?? null,
        () => report({ ...options }, { stage: 'networks', level: 0, done: own, total: p, tests: ++steps }),
      )
      for (const [c, j] of place.entries()) strengths[i * p + j] = found.norms[c]!
      const { error, ownError } = found
      fits[i] = Object.freeze({ effect: series.names[i]!, penalty: found.penalty, error, ownError })
    }
    for (let i = 0; i < p; i++) {
      const own: NeuralGrangerLink<N>[] = []
      for (let j = 0; j < p; j++) {
        const strength = strengths[i * p + j]!
        if (i !== j && strength > 0)
          own.push(Object.freeze({ cause: series.names[j]!, effect: series.names[i]!, strength }))
      }
      links.push(...own.sort((a, b) => b.strength - a.strength))
    }
    return Object.freeze({ names: series.names, links: Object.freeze(links), strengths, fits: Object.freeze(fits), n })
  })
}

/** A column less its mean over standard deviation, both at these rows. */
function standardised(column: Float64Array, rows: Int32Array): Float64Array {
  const mean = meanAt(column, rows)
  let square = 0
  for (const t of rows) square += (column[t]! - mean) ** 2
  const scale = square > 0 ? 1 / Math.sqrt(square / rows.length) : 0
  return column.map((v) => (v - mean) * scale)
}
