import { choice } from '../../discovery/core/choice.js'
import { CausalError, calledAs } from '../../errors.js'
import { type Correction, correctedPValues, corrections } from '../../independence/core/correction.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Autoregression, Trend } from '../core/autoregression.js'
import { numberBetween, wholeNumber } from '../core/check-settings.js'
import { seriesColumns, wholeRows } from '../core/series-columns.js'
import type { Series } from '../types.js'
import { blockTest } from './granger-statistic.js'
import { fittedAt } from './var-model.js'

/**
 * Settings of {@link grangerLinks}.
 *
 * @category Time series
 */
export interface GrangerLinksOptions {
  /** How many lags each series has (default 1). */
  readonly maxLag?: number
  /** Whether each pair is tested given all other series (default `'others'`), or alone (`'none'`). */
  readonly given?: 'others' | 'none'
  /** The level (default 0.05). */
  readonly alpha?: number
  /** How p-values are corrected for their number (default `'holm'`). */
  readonly correction?: Correction
  /** What each equation has beside lags (default a constant). */
  readonly trend?: Trend
  /** F (default) or chi-square. */
  readonly statistic?: 'f' | 'chi-square'
}

/**
 * A test of one pair in one direction.
 *
 * @category Time series
 */
export interface GrangerPair<N extends string = string> {
  /** What may help. */
  readonly cause: N
  /** What is forecast. */
  readonly effect: N
  /** F or chi-square. */
  readonly statistic: number
  /** Its p-value. */
  readonly pValue: number
  /** The p-value corrected for the number of pairs. */
  readonly correctedPValue: number
  /** Whether that is at most alpha. */
  readonly linked: boolean
}

/**
 * Granger tests of all pairs in both directions.
 *
 * @category Time series
 */
export interface GrangerLinks<N extends string = string> {
  /** The variables. */
  readonly names: readonly N[]
  /** The tests, by cause and then effect. */
  readonly pairs: readonly GrangerPair<N>[]
  /** Those that are linked. */
  readonly links: readonly GrangerPair<N>[]
  /** How p-values were corrected. */
  readonly correction: Correction
  /** The level. */
  readonly alpha: number
}

/**
 * Granger tests of every series on every other, corrected for their number.
 *
 * Given all others one vector autoregression answers all; alone, one for each pair. What {@link granger} says about forecasts and
 * effects holds for each link.
 *
 * @param series - a series of numbers with two variables or more
 * @param options - lags, what is known as well, level and correction
 * @returns all tests, and the links among them
 * @throws CausalError `too-few-rows`; `collinear`; `constant-column`; `invalid-data`; `invalid-argument`
 * @complexity O(n (p maxLag)² + p² maxLag³) given others; O(p² n maxLag²) alone
 * @category Time series
 * @see Granger 1969, "Investigating causal relations by econometric models and cross-spectral methods", Econometrica 37
 * @example
 * const z = normals(randomStream(1), 600).values
 * const x = z.subarray(0, 200)
 * const y = x.map((_, t) => 0.9 * (x[t - 1] ?? 0) + z[200 + t]!)
 * const w = x.map((_, t) => 0.9 * (y[t - 1] ?? 0) + z[400 + t]!)
 * grangerLinks(series(table({ x, y, w })), { maxLag: 2 }).links.map(({ cause, effect }) => `${cause} -> ${effect}`)
 * //=> ['x -> y', 'y -> w']
 */
export function grangerLinks<N extends string>(
  series: Series<unknown, N>,
  options: GrangerLinksOptions = {},
): GrangerLinks<N> {
  return calledAs('grangerLinks', () => {
    checkOptions('options', options, ['maxLag', 'given', 'alpha', 'correction', 'trend', 'statistic'])
    const {
      maxLag = 1,
      given = 'others',
      alpha = 0.05,
      correction = 'holm',
      trend = 'constant',
      statistic = 'f',
    } = checkedObject('options', options)
    wholeNumber('maxLag', maxLag, 1, 10_000)
    numberBetween('alpha', alpha, 0, 1)
    choice('given', given, ['others', 'none'])
    choice('correction', correction, corrections)
    choice('trend', trend, ['none', 'constant', 'linear'])
    choice('statistic', statistic, ['f', 'chi-square'])
    const all = seriesColumns(series)
    const p = all.names.length
    if (p < 2) throw new CausalError('invalid-data', 'pairs need two variables, and the series has one.')
    const fitOf = (names: readonly string[]): Autoregression =>
      fittedAt(seriesColumns(series, names), wholeRows(series, maxLag, names), maxLag, trend)
    const whole = given === 'others' ? fitOf(all.names) : null
    const tests: { cause: number; effect: number; statistic: number; pValue: number }[] = []
    for (let a = 0; a < p; a++) {
      for (let b = a + 1; b < p; b++) {
        const pair = [all.names[a]!, all.names[b]!]
        const fit = whole ?? fitOf(pair)
        const [names, i, j] = whole === null ? [pair, 0, 1] : [all.names, a, b]
        tests.push({ cause: a, effect: b, ...blockTest(names, fit, [i], [j], statistic) })
        tests.push({ cause: b, effect: a, ...blockTest(names, fit, [j], [i], statistic) })
      }
    }
    tests.sort((s, t) => s.cause - t.cause || s.effect - t.effect)
    const corrected = correctedPValues(
      tests.map(({ pValue }) => pValue),
      correction,
    )
    const pairs = tests.map(({ cause, effect, statistic: value, pValue }, k) =>
      Object.freeze({
        cause: series.names[cause]!,
        effect: series.names[effect]!,
        statistic: value,
        pValue,
        correctedPValue: corrected[k]!,
        linked: corrected[k]! <= alpha,
      }),
    )
    return Object.freeze({
      names: series.names,
      pairs: Object.freeze(pairs),
      links: Object.freeze(pairs.filter(({ linked }) => linked)),
      correction,
      alpha,
    })
  })
}
