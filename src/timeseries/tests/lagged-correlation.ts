import { CausalError, calledAs } from '../../errors.js'
import type { TestResult } from '../../independence/core/types.js'
import { determinedBy, tooFewRows } from '../../independence/core/untested.js'
import { partialCorrelation } from '../../independence/gaussian/partial-correlation.js'
import { quoteNames } from '../../names.js'
import { scaledCovariance } from '../../numeric/scaled-covariance.js'
import { logStudentTTwoSided, studentTTwoSided } from '../../numeric/special/student-t.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { readLag } from '../core/read-lag.js'
import { checkLaggedMoments, type LaggedMomentsOptions, momentsOfSeries } from '../moments/lagged-moments.js'
import { checkSeries } from '../series/check-series.js'
import type { LaggedMoments, LaggedPlan, LaggedTest, Series } from '../types.js'
import { dummyCorrelation, type SeriesDummies } from './dummy-correlation.js'
import { makeLaggedTest } from './make-lagged-test.js'

/**
 * Settings of {@link laggedCorrelation}.
 *
 * @category Time series
 */
export interface LaggedCorrelationOptions<A extends string = string, B extends string = string>
  extends LaggedMomentsOptions {
  /** Names under which recordings and times can be asked about, as {@link jpcmciPlus} does. */
  readonly dummies?: SeriesDummies<A, B>
}

const method = "partial correlation over time, Student's t"

/**
 * The test of partial correlations over time: one covariance of all lagged columns answers every question about linear links.
 *
 * The statistic is t = r √(df / (1 − r²)) with r the partial correlation of x and y given S, and df = n − |S| − 2 for the n times whose window
 * is complete. All questions use the same n times, whatever lags they hold. What S determines cannot be tested, as in {@link fisherZ}.
 * The level holds where S holds what x and y owe to the past; a correlation of two autocorrelated series without it rejects too often.
 *
 * @param data - a series of numeric variables, or `laggedMoments(series)`, also weighted or merged
 * @param options - for a series: the largest difference of lags in a question, and weights of windows. PCMCI and its kin ask up to twice the
 *   lags that their links have. With `dummies` recordings and times are variables too: given one, the means of its groups are taken out of all
 *   columns; asked about one, the answer is an F test whether these means differ
 * @returns the test; its `estimate` is the partial correlation
 * @throws CausalError `constant-column`, `too-few-rows`, `invalid-data`, `invalid-argument`; the test itself `unknown-name`, `overlap`
 * @complexity O(n (N maxLag)²) once; O(|S|³) a question
 * @category Time series
 * @see Runge et al. 2019, "Detecting and quantifying causal associations in large nonlinear time series datasets", Science Advances 5
 * @example
 * const x = Array.from({ length: 200 }, (_, t) => (t * 0.618034) % 1)
 * const y = x.map((_, t) => (x[t - 1] ?? 0) + ((t * 0.414214) % 1))
 * const test = laggedCorrelation(series(table({ x, y })), { maxLag: 2 })
 * test({ name: 'x', lag: 1 }, { name: 'y', lag: 0 }).pValue! < 1e-9
 * //=> true
 */
export function laggedCorrelation<N extends string, A extends string = never, B extends string = never>(
  data: Series<unknown, N> | LaggedMoments<N>,
  options: LaggedCorrelationOptions<A, B> = {},
): LaggedTest<N | A | B> {
  return calledAs('laggedCorrelation', () => {
    checkOptions('options', options, ['maxLag', 'weights', 'dummies'])
    if (isMoments(data)) {
      checkLaggedMoments(data)
      const told = Object.keys(options)
      if (told.length === 0) return correlationOverTime<N | A | B>('laggedCorrelation', data, [])
      const message = `\`${told[0]}\` is told where the moments are made: laggedMoments(series, { ${told.join(', ')} }).`
      throw new CausalError('invalid-argument', message, { option: told[0] })
    }
    checkSeries(data)
    if (options.dummies !== undefined) {
      const { maxLag = 1, weights, dummies } = options
      if (weights !== undefined)
        throw new CausalError(
          'not-supported',
          'windows are not weighted where there are dummies: leave one of the two out.',
        )
      return dummyCorrelation(data, readLag('maxLag', maxLag, 0), dummies) as unknown as LaggedTest<N | A | B>
    }
    return correlationOverTime<N | A | B>('laggedCorrelation', momentsOfSeries(data, options), data.warnings)
  })
}

function isMoments<N extends string>(data: Series<unknown, N> | LaggedMoments<N>): data is LaggedMoments<N> {
  return typeof data === 'object' && data !== null && 'covariance' in data
}

/** The test under the name of the function that was called. */
export function correlationOverTime<N extends string>(
  name: string,
  moments: LaggedMoments<N>,
  warnings: readonly string[],
): LaggedTest<N> {
  const { variables, maxLag, names } = moments
  const correlation = laggedCorrelations(moments)
  const n = moments.count
  const partial = partialCorrelation(names.length, correlation, n)
  const solve = (x: number, y: number, given: Int32Array, size: number): boolean => {
    if (partial.solve(x, y, given, size)) return partial.determined().length === 0
    const at = [x, y, ...given.subarray(0, size)].map((i) => names[i]!)
    throw new CausalError(
      'invalid-argument',
      `the covariances of ${quoteNames(at)} are not positive semidefinite: no data has them.`,
      { names: at },
    )
  }
  const named = (positions: readonly number[]): string[] => positions.map((i) => names[i]!)
  const core = (x: number, y: number, given: Int32Array): TestResult => {
    const size = given.length
    const df = n - size - 2
    if (!(df > 0)) return tooFewRows(method, n, size + 3)
    if (!solve(x, y, given, size)) return determinedBy(method, named(partial.determined()), named([...given]))
    const r = partial.r()
    const t = tOf(r, df)
    const leftOut = partial.leftOut()
    return {
      tested: true,
      statistic: t,
      pValue: studentTTwoSided(t, df),
      logPValue: logStudentTTwoSided(t, df),
      degreesOfFreedom: df,
      estimate: r,
      method,
      ...(leftOut.length > 0 && { determined: Object.freeze(named(leftOut)) }),
    }
  }
  return makeLaggedTest(name, variables, { core, maxLag, warnings, plan: planOf(n, partial.r, solve) })
}

function planOf(
  n: number,
  r: () => number,
  solve: (x: number, y: number, given: Int32Array, size: number) => boolean,
): LaggedPlan {
  let df = 0
  return {
    ask: (x, y, given, size) => {
      df = n - size - 2
      return df > 0 && solve(x, y, given, size)
    },
    pValue: () => studentTTwoSided(tOf(r(), df), df),
    value: r,
  }
}

function tOf(r: number, df: number): number {
  return r * Math.sqrt(df / ((1 - r) * (1 + r)))
}

/** The correlations of lagged columns; a variable that does not vary at some lag is an error that names it. */
function laggedCorrelations({ names, variables, covariance }: LaggedMoments): Float64Array {
  const p = names.length
  const scale = new Float64Array(p)
  for (let i = 0; i < p; i++) {
    const variance = covariance[i * p + i]!
    if (!(variance > 0)) {
      const variable = variables[i % variables.length]!
      const message = `${show(variable)} does not vary at the times that are used, and what does not vary depends on nothing: leave it out.`
      throw new CausalError('constant-column', message, { columns: [variable] })
    }
    scale[i] = 1 / Math.sqrt(variance)
  }
  return scaledCovariance(covariance, scale)
}
