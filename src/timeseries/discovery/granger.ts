import { choice } from '../../discovery/core/choice.js'
import { CausalError, calledAs } from '../../errors.js'
import { asList, checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Trend } from '../core/autoregression.js'
import { wholeNumber } from '../core/check-settings.js'
import { seriesColumns, wholeRows } from '../core/series-columns.js'
import type { Series } from '../types.js'
import { blockTest } from './granger-statistic.js'
import { fittedAt } from './var-model.js'

/**
 * What {@link granger} tests: which series helps to forecast which.
 *
 * @category Time series
 */
export interface GrangerQuestion<N extends string = string> {
  /** The series that may help, or several as a block. */
  readonly cause: NoInfer<N> | readonly NoInfer<N>[]
  /** The series that is forecast, or several as a block. */
  readonly effect: NoInfer<N> | readonly NoInfer<N>[]
  /** Other series whose past is known as well: names, or `'others'` for all that are left (default: none, the bivariate test). */
  readonly given?: readonly NoInfer<N>[] | 'others'
  /** How many lags each series has (default 1). */
  readonly maxLag?: number
  /** What each equation has beside lags (default a constant). */
  readonly trend?: Trend
  /** The F test (default), exact for normal errors and fixed regressors, or the chi-square test that holds for many steps. */
  readonly statistic?: 'f' | 'chi-square'
}

/**
 * A Granger test.
 *
 * @category Time series
 */
export interface GrangerTest<N extends string = string> {
  /** What may help. */
  readonly cause: readonly N[]
  /** What is forecast. */
  readonly effect: readonly N[]
  /** What is known as well. */
  readonly given: readonly N[]
  /** How many lags each series has. */
  readonly maxLag: number
  /** F or chi-square. */
  readonly statistic: number
  /** Which of the two. */
  readonly form: 'f' | 'chi-square'
  /** How many coefficients are tested. */
  readonly degreesOfFreedom: number
  /** The denominator's degrees of freedom of F; null for chi-square. */
  readonly residualDegreesOfFreedom: number | null
  /** A small one says that the past of `cause` helps. */
  readonly pValue: number
  /** How many times t were used. */
  readonly n: number
}

/**
 * Granger's test: does the past of one series help to forecast another, beyond the other's own past and that of `given`?
 *
 * It speaks of forecasts. It is about cause and effect only where no series is missing that acts on both, nothing acts within a step, and
 * the lags are enough; a common driver that is not in `given` makes it reject. The number of lags is a choice: take that of
 * `varModel` with a criterion.
 *
 * @param series - a series of numbers
 * @param question - cause and effect by name, what else is known, lags
 * @returns the test
 * @throws CausalError `unknown-name`; `overlap` where a series has two roles; `too-few-rows`; `collinear`; `constant-column`;
 *   `invalid-data`; `invalid-argument`
 * @complexity O(n (p maxLag)²) for p series
 * @category Time series
 * @see Granger 1969, "Investigating causal relations by econometric models and cross-spectral methods", Econometrica 37;
 *   Geweke 1982, "Measurement of linear dependence and feedback between multiple time series", JASA 77, for blocks
 * @example
 * const z = normals(randomStream(1), 400).values
 * const x = z.subarray(0, 200)
 * const y = x.map((_, t) => 0.9 * (x[t - 1] ?? 0) + z[200 + t]!)
 * const s = series(table({ x, y }))
 * granger(s, { cause: 'x', effect: 'y' }).pValue < 0.001
 * //=> true
 * granger(s, { cause: 'y', effect: 'x' }).pValue < 0.05
 * //=> false
 */
export function granger<N extends string>(series: Series<unknown, N>, question: GrangerQuestion<N>): GrangerTest<N> {
  return calledAs('granger', () => {
    checkOptions('question', question, ['cause', 'effect', 'given', 'maxLag', 'trend', 'statistic'])
    const {
      cause,
      effect,
      given,
      maxLag = 1,
      trend = 'constant',
      statistic = 'f',
    } = checkedObject('question', question)
    wholeNumber('maxLag', maxLag, 1, 10_000)
    choice('trend', trend, ['none', 'constant', 'linear'])
    choice('statistic', statistic, ['f', 'chi-square'])
    const all = seriesColumns(series)
    const [causes, effects] = [rolesOf('cause', cause, all.index), rolesOf('effect', effect, all.index)]
    const others = all.names.filter((name) => !causes.includes(name) && !effects.includes(name))
    const known = given === 'others' ? others : given === undefined ? [] : checkedGiven(given, all.index)
    // in the order of the series: nothing depends on how they were listed
    const roles = [...causes, ...effects, ...known]
    const twice = roles.find((name, i) => roles.indexOf(name) !== i)
    if (twice !== undefined) {
      throw new CausalError('overlap', `${show(twice)} has two roles: cause, effect and given must differ.`, {
        name: twice,
      })
    }
    const used = all.names.filter((name) => roles.includes(name))
    const data = seriesColumns(series, used)
    const fit = fittedAt(data, wholeRows(series, maxLag, used), maxLag, trend)
    const at = (names: readonly string[]): number[] => names.map((name) => data.index.get(name)!)
    const test = blockTest(used, fit, at(causes), at(effects), statistic)
    return Object.freeze({
      cause: Object.freeze(causes as N[]),
      effect: Object.freeze(effects as N[]),
      given: Object.freeze(known as N[]),
      maxLag,
      statistic: test.statistic,
      form: statistic,
      degreesOfFreedom: test.degreesOfFreedom,
      residualDegreesOfFreedom: test.residualDegreesOfFreedom,
      pValue: test.pValue,
      n: fit.n,
    })
  })
}

function rolesOf(
  what: string,
  given: string | readonly string[] | undefined,
  index: ReadonlyMap<string, number>,
): string[] {
  const list = [...asList(given)]
  if (list.length === 0) {
    throw new CausalError('invalid-argument', `name the ${what}: { cause: 'x', effect: 'y' }.`, { field: what })
  }
  indexNames(what, list)
  for (const name of list) lookUp('variable', index, name)
  return list
}

function checkedGiven(given: readonly string[], index: ReadonlyMap<string, number>): string[] {
  if (!Array.isArray(given)) {
    throw new CausalError('invalid-argument', `given is ${show(given)}: give a list of variables, or 'others'.`)
  }
  indexNames('given', given)
  for (const name of given) lookUp('variable', index, name)
  return [...given]
}
