import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { forecastLevel, type LocalLevel, type LocalLevelForecast, localLevel } from '../../core/local-level.js'
import { type SeriesChange, seriesChange } from '../series-change.js'

/** An outcome with its regressors (ones first) at complete steps, cut at `before`. */
export interface ImpactData {
  /** What the regressors beyond the first are called, for messages. */
  readonly names: readonly string[]
  readonly y: Float64Array
  readonly x: Float64Array
  readonly k: number
  readonly step: Float64Array
}

/** The impact of what happened after the first `before` steps, up to `end`. */
export interface LevelImpact {
  readonly fit: LocalLevel
  readonly forecast: LocalLevelForecast
  /** Observed less forecast. */
  readonly effect: Float64Array
  readonly average: SeriesChange
  readonly cumulative: SeriesChange
}

/** Fits the steps before, forecasts those after, and takes the difference. */
export function levelImpact(data: ImpactData, before: number, end: number, confidence: number): LevelImpact {
  const { names, y, x, k, step } = data
  const fit = localLevel({ y: y.subarray(0, before), x: x.subarray(0, before * k), k, step: step.subarray(0, before) })
  if ('column' in fit) {
    throw new CausalError(
      'collinear',
      `before the event ${fit.column > 0 ? quoteNames([names[fit.column - 1]!]) : 'a predictor'} is constant or determined by the other predictors: leave it out.`,
      { column: names[fit.column - 1] },
    )
  }
  const m = end - before
  const ahead = Float64Array.from({ length: m }, (_, j) => step[before + j]! - step[before - 1]!)
  const forecast = forecastLevel(fit, x.subarray(before * k, end * k), k, ahead)
  const effect = forecast.mean.map((value, j) => y[before + j]! - value)
  const sum = effect.reduce((total, value) => total + value, 0)
  const variance = forecast.sumVariance[m - 1]!
  return {
    fit,
    forecast,
    effect,
    average: seriesChange(sum / m, variance / m / m, fit.degreesOfFreedom, confidence),
    cumulative: seriesChange(sum, variance, fit.degreesOfFreedom, confidence),
  }
}
