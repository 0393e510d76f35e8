import { choice } from '../../../discovery/core/choice.js'
import { CausalError, calledAs } from '../../../errors.js'
import { checkedObject } from '../../../names.js'
import { studentTQuantile } from '../../../numeric/special/student-t.js'
import { checkOptions } from '../../../options.js'
import { numberBetween, wholeNumber } from '../../core/check-settings.js'
import { seriesColumns, warningsOfSeries, wholeRows } from '../../core/series-columns.js'
import { stampOf } from '../../core/stretch-of-rows.js'
import type { Series } from '../../types.js'
import { eventWarnings, placebosOf } from './event-checks.js'
import { eventStep } from './event-rows.js'
import type { EventImpact, EventImpactQuestion, PredictorShift } from './event-types.js'
import { impactData, mixtureOf } from './impact-data.js'
import { outcomeAndPredictors, requireSides } from './interrupted-series.js'
import { type LevelImpact, levelImpact } from './level-impact.js'

/**
 * The impact of an event on one series: observed, less what was to be expected from the time before and from series that the
 * event did not touch.
 *
 * A local level with regression, a structural time series: the level wanders as far as the time before the event
 * says (restricted maximum likelihood, Kalman filter), predictors and a season come on top, and the forecast after the event is
 * the counterfactual. Its interval counts noise, the wandering level and the uncertainty of coefficients; it holds the variances of the
 * two noises for known. Causal where the predictors were not touched by the event and nothing else happened at it. Two checks speak about
 * that: pretended events before the real one should have no impact, and no predictor should move at the event.
 *
 * Measured (bench/series-validity): 95 % intervals hold 0 where nothing happened in .91 to 1.00 of series, T = 100 and 300, with errors from
 * independent to a random walk; they are too wide where errors are autocorrelated and come back.
 *
 * @param series - a series of numbers, one recording
 * @param question - outcome, event, predictors, method
 * @returns average and cumulative effect with intervals, the expected course, placebo events, shifts of predictors
 * @throws CausalError `unknown-name`; `overlap`; `too-few-rows` with fewer steps before than terms and 5; `collinear`; `invalid-data`;
 *   `constant-column`; `not-supported` for several recordings; `invalid-argument`, such as an event outside the series
 * @complexity O(n k²) for each of some 80 values of the likelihood, and again for each placebo
 * @category Time series
 * @see Brodersen, Gallusser, Koehler, Remy & Scott 2015, "Inferring causal impact using Bayesian structural time-series models",
 *   Annals of Applied Statistics 9; de Jong 1991, "The diffuse Kalman filter", Annals of Statistics 19; Abadie, Diamond & Hainmueller
 *   2010, JASA 105, for mixtures
 * @example
 * const z = normals(randomStream(3), 200).values
 * const market = z.subarray(0, 100).map((v, t) => 20 + 3 * v + t / 10)
 * const sales = market.map((v, t) => 5 + 2 * v + z[100 + t]! + (t >= 70 ? 4 : 0))
 * const impact = eventImpact(series(table({ sales, market })), { outcome: 'sales', predictors: ['market'], event: 70 })
 * impact.average.interval[0] < 4 && impact.average.interval[1] > 4
 * //=> true
 */
export function eventImpact<N extends string>(
  series: Series<unknown, N>,
  question: EventImpactQuestion<N>,
): EventImpact<N> {
  return calledAs('eventImpact', () => {
    checkOptions('question', question, ['outcome', 'event', 'predictors', 'method', 'season', 'until', 'confidence'], {
      event: 'number',
      season: 'number',
      until: 'number',
    })
    const {
      outcome,
      event,
      predictors = [],
      method = 'structural',
      season,
      until,
      confidence = 0.95,
    } = checkedObject('question', question)
    choice('method', method, ['structural', 'synthetic-control'])
    numberBetween('confidence', confidence, 0, 1)
    if (season !== undefined) wholeNumber('season', season, 2, 1000)
    const data = outcomeAndPredictors(series, outcome, predictors)
    if (method === 'synthetic-control' && predictors.length < 2) {
      throw new CausalError('invalid-argument', 'a synthetic control is a mixture of two predictors or more.')
    }
    const at = eventStep(series, data, event)
    if (until !== undefined && !(Number.isFinite(until) && until >= event)) {
      throw new CausalError('invalid-argument', `until must be a stamp from the event (${event}) on.`, { until })
    }
    const last = until === undefined ? Number.POSITIVE_INFINITY : lastStep(series, until)
    const rows = wholeRows(series, 0, data.names).filter((t) => data.step[t]! <= last)
    const before = rows.reduce((count, t) => count + (data.step[t]! < at ? 1 : 0), 0)
    const n = rows.length
    const terms = 1 + (method === 'structural' ? predictors.length : 0) + (season === undefined ? 0 : season - 1)
    requireSides(before, n - before, terms + 5, 1)
    const weights = method === 'structural' ? null : mixtureOf(data, rows, before)
    const whole = impactData(data, rows, before, weights, season)
    const impact = levelImpact(whole, before, n, confidence)
    const placebos = placebosOf(series, whole, rows, before, terms, n - before, confidence)
    const shifts = predictors.map((predictor, j): PredictorShift<N> => {
      const own = impactData(seriesColumns(series, [predictor]), rows, before, null, season)
      return Object.freeze({ predictor: predictors[j]!, ...levelImpact(own, before, n, confidence).average })
    })
    const values = weights ?? impact.fit.coefficients.subarray(1, 1 + predictors.length)
    return Object.freeze({
      outcome,
      event,
      method,
      average: impact.average,
      cumulative: impact.cumulative,
      relative: relativeTo(impact),
      predictors: Object.freeze(predictors.map((name, j) => Object.freeze({ name, value: values[j]! }))),
      levelShare: impact.fit.share,
      ...pathsOf(series, data.columns[0]!, rows, before, impact, confidence),
      placebos: Object.freeze(placebos),
      predictorShifts: Object.freeze(shifts),
      before,
      after: n - before,
      degreesOfFreedom: impact.fit.degreesOfFreedom,
      confidence,
      warnings: Object.freeze([...warningsOfSeries(series), ...eventWarnings(placebos, shifts, n - before, before)]),
    })
  })
}

function lastStep({ stretches, every }: Series<unknown, string>, until: number): number {
  const origin = stretches.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY)
  return Math.floor((until - origin) / every + 1e-6)
}

/** The average effect as a share of the average forecast. */
function relativeTo({ average, forecast: { mean } }: LevelImpact): number | null {
  const expected = mean.reduce((sum, v) => sum + v, 0) / mean.length
  return expected > 0 ? average.estimate / expected : null
}

/** The course of outcome, expectation and effect. */
function pathsOf(
  series: Series<unknown, string>,
  outcome: Float64Array,
  rows: Int32Array,
  before: number,
  { fit, forecast, effect }: LevelImpact,
  confidence: number,
): Pick<
  EventImpact,
  'times' | 'observed' | 'expected' | 'lower' | 'upper' | 'cumulativeEffect' | 'cumulativeLower' | 'cumulativeUpper'
> {
  const n = rows.length
  const reach = studentTQuantile((1 + confidence) / 2, fit.degreesOfFreedom)
  const observed = Float64Array.from(rows, (t) => outcome[t]!)
  const expected = observed.map((v, r) => v - (r < before ? fit.errors[r]! : effect[r - before]!))
  const spread = Float64Array.from({ length: n }, (_, r) =>
    Math.sqrt(r < before ? fit.scale * fit.errorVariance[r]! : forecast.variance[r - before]!),
  )
  const cumulativeEffect = effect.slice()
  for (let j = 1; j < effect.length; j++) cumulativeEffect[j]! += cumulativeEffect[j - 1]!
  const around = (sign: number): Float64Array =>
    cumulativeEffect.map((v, j) => v + sign * reach * Math.sqrt(forecast.sumVariance[j]!))
  return {
    times: Float64Array.from(rows, (t) => stampOf(series, t)),
    observed,
    expected,
    lower: expected.map((v, r) => v - reach * spread[r]!),
    upper: expected.map((v, r) => v + reach * spread[r]!),
    cumulativeEffect,
    cumulativeLower: around(-1),
    cumulativeUpper: around(1),
  }
}
