import { report } from '../../discovery/core/report.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { numberBetween, wholeNumber } from '../core/check-settings.js'
import { quantile } from '../core/quantile.js'
import { redrawnSeries } from '../core/redrawn-series.js'
import { reducedForm, responsesFrom } from '../core/responses.js'
import type { Series } from '../types.js'
import { readVarLingam, type VarLingamOptions, varLingamKeys } from './var-lingam.js'
import { type VarLingamFit, varLingamFit } from './var-lingam-core.js'

/**
 * Settings of {@link bootstrapVarLingam}.
 *
 * @category Time series
 */
export interface BootstrapVarLingamOptions<N extends string = string> extends VarLingamOptions<N> {
  /** How many draws (default 100). */
  readonly draws?: number
  /** The seed: same seed, same draws. */
  readonly seed?: number | string
  /** The level of the intervals (default 0.95). */
  readonly confidence?: number
}

/**
 * An effect over time with its spread over draws.
 *
 * @category Time series
 */
export interface BootstrappedTemporalEffect<N extends string = string> {
  /** The cause. */
  readonly from: N
  /** The effect. */
  readonly to: N
  /** How many steps later. */
  readonly lag: number
  /** The direct effect in the series itself. */
  readonly direct: number
  /** The share of draws with a direct effect: a measure of stability, not the probability that there is one. */
  readonly share: number
  /** The percentile interval of the direct effect. */
  readonly directInterval: readonly [lower: number, upper: number]
  /** The total effect in the series itself: over all directed paths that take so many steps. */
  readonly total: number
  /** The percentile interval of the total effect. */
  readonly totalInterval: readonly [lower: number, upper: number]
}

/**
 * What {@link bootstrapVarLingam} found.
 *
 * @category Time series
 */
export interface BootstrapVarLingamResult<N extends string = string> {
  /** The effects of every variable on every other at lags 0 … maxLag (on itself from lag 1 on), by `to`, lag, `from`. */
  readonly effects: readonly BootstrappedTemporalEffect<N>[]
  /** Draws that were counted. */
  readonly draws: number
  /** Draws on which the search was refused. */
  readonly failed: number
}

/**
 * VAR-LiNGAM on bootstrap draws: how stable each edge and lagged link is, and how far direct and total effects spread.
 *
 * Each draw takes the residuals of the fitted autoregression anew, all variables of one time together, lets the series run from
 * its own first values, and finds order and effects from the start. Lags are pruned unless told otherwise, so that the share of draws
 * with a link says something.
 *
 * @param series - a series of numbers
 * @param options - as `varLingam` (here `pruneLags` is `'adaptive-lasso'` by default), draws, seed, confidence
 * @returns shares and intervals for all effects
 * @throws CausalError as `varLingam`; `invalid-data` where the search is refused on every draw
 * @complexity `draws` searches
 * @category Time series
 * @see Efron & Tibshirani 1993, "An introduction to the bootstrap", section 8.5
 * @example
 * const noise = uniforms(randomStream(2), 600).values
 * const x = new Float64Array(300)
 * const y = new Float64Array(300)
 * for (let t = 1; t < 300; t++) {
 *   x[t] = 0.5 * x[t - 1]! + noise[2 * t]!
 *   y[t] = 0.8 * x[t]! + noise[2 * t + 1]!
 * }
 * const { effects } = bootstrapVarLingam(series(table({ x, y })), { draws: 20, seed: 1 })
 * effects.filter((e) => e.share === 1).map(({ from, to, lag }) => `${from} -> ${to}, lag ${lag}`)
 * //=> ['x -> x, lag 1', 'x -> y, lag 0']
 */
export function bootstrapVarLingam<N extends string>(
  series: Series<unknown, N>,
  options: BootstrapVarLingamOptions<N> = {},
): BootstrapVarLingamResult<N> {
  return calledAs('bootstrapVarLingam', () => {
    checkOptions('options', options, [...varLingamKeys, 'draws', 'seed', 'confidence'], { refit: 'boolean' })
    const { draws = 100, seed = 0, confidence = 0.95, pruneLags = 'adaptive-lasso' } = checkedObject('options', options)
    wholeNumber('draws', draws, 1, 2 ** 31 - 1)
    numberBetween('confidence', confidence, 0, 1)
    const { data, settings: read } = readVarLingam(series, { ...options, pruneLags })
    const settings = { ...read, onStep: () => {} }
    const found = varLingamFit(data, settings)
    const stream = seedStream(seed)
    const drawn: Parts[] = []
    let failed = 0
    let reason = ''
    for (let draw = 0; draw < draws; draw++) {
      const random = generator(splitStream(stream, draw))
      try {
        const redrawn = redrawnSeries(data.columns, data.rows, data.step, found.fit, random)
        drawn.push(partsOf(varLingamFit({ names: data.names, ...redrawn }, settings)))
      } catch (error) {
        if (!(error instanceof CausalError)) throw error
        failed++
        reason ||= error.message
      }
      report({ ...options }, { stage: 'draws', level: 0, done: draw + 1, total: draws, tests: 0 })
    }
    if (drawn.length === 0) {
      throw new CausalError('invalid-data', `the search was refused on every draw: ${reason}`, { draws })
    }
    return Object.freeze({
      effects: Object.freeze(summed(series.names, partsOf(found), drawn, confidence)),
      draws: drawn.length,
      failed,
    })
  })
}

/** Direct and total effects, lag by lag. */
interface Parts {
  readonly direct: readonly Float64Array[]
  readonly total: readonly Float64Array[]
}

function partsOf({ instant, lagged }: VarLingamFit): Parts {
  const p = Math.round(Math.sqrt(instant.length))
  const model = { p, contemporaneous: instant, lagged, noise: new Float64Array(p * p) }
  const reduced = reducedForm(model)
  return { direct: [instant, ...lagged], total: responsesFrom(reduced.instant, reduced.lagged, p, lagged.length) }
}

function summed<N extends string>(
  names: readonly N[],
  found: Parts,
  drawn: readonly Parts[],
  confidence: number,
): BootstrappedTemporalEffect<N>[] {
  const p = names.length
  const effects: BootstrappedTemporalEffect<N>[] = []
  for (let i = 0; i < p; i++) {
    for (const [lag, matrix] of found.direct.entries()) {
      for (let j = 0; j < p; j++) {
        if (lag === 0 && i === j) continue
        const at = i * p + j
        const direct = Float64Array.from(drawn, (d) => d.direct[lag]![at]!).sort()
        const total = Float64Array.from(drawn, (d) => d.total[lag]![at]!).sort()
        effects.push(
          Object.freeze({
            from: names[j]!,
            to: names[i]!,
            lag,
            direct: matrix[at]!,
            share: direct.filter((value) => value !== 0).length / drawn.length,
            directInterval: intervalOf(direct, confidence),
            total: found.total[lag]![at]!,
            totalInterval: intervalOf(total, confidence),
          }),
        )
      }
    }
  }
  return effects
}

function intervalOf(sorted: Float64Array, confidence: number): readonly [number, number] {
  return Object.freeze([quantile(sorted, (1 - confidence) / 2), quantile(sorted, (1 + confidence) / 2)] as const)
}
