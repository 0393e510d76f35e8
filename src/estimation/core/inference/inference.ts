import { normalQuantile, normalUpperTail } from '../../../numeric/special/normal.js'
import { studentTQuantile, studentTTwoSided } from '../../../numeric/special/student-t.js'

/** Interval and p-value of an estimate, by t or normal. */
export interface Inference {
  readonly interval: readonly [number, number]
  readonly pValue: number
  readonly degreesOfFreedom: number | null
}

/** The interval at this confidence and the two-sided p-value; infinite degrees of freedom stand for the normal distribution. */
export function inference(estimate: number, standardError: number, df: number, confidence: number): Inference {
  const normal = !Number.isFinite(df)
  const quantile = (1 + confidence) / 2
  const reach = (normal ? normalQuantile(quantile) : studentTQuantile(quantile, df)) * standardError
  const t = Math.abs(estimate) / standardError
  // without any spread the data either show an effect or show none
  const pValue =
    standardError > 0 ? (normal ? 2 * normalUpperTail(t) : studentTTwoSided(t, df)) : estimate === 0 ? 1 : 0
  return {
    interval: Object.freeze([estimate - reach, estimate + reach] as const),
    pValue,
    degreesOfFreedom: normal ? null : df,
  }
}
