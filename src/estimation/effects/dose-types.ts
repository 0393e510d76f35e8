import type { EstimationQuestion } from '../core/types/question.js'

/**
 * What is asked of a treatment of numbers at several doses.
 *
 * @category Estimation
 */
export interface DoseQuestion<G extends string = string, T = Record<string, unknown>>
  extends Pick<
    EstimationQuestion<G, T>,
    'graph' | 'identification' | 'treatment' | 'outcome' | 'event' | 'adjustment' | 'confidence'
  > {
  /** The doses (default: 9 from the 5 % to the 95 % quantile of those that occur). */
  readonly doses?: readonly number[]
  /** The degree of the polynomial in the dose, from 1 to 6 (default 3). */
  readonly degree?: number
  /** Whether the curve may differ with the covariates (default false): each then has products with the powers of the dose. */
  readonly interactions?: boolean
}

/**
 * The mean outcome if everybody had a dose.
 *
 * @category Estimation
 */
export interface DosePoint {
  /** The dose. */
  readonly dose: number
  /** The mean outcome if everybody had it. */
  readonly mean: number
  /** Its standard error. */
  readonly standardError: number
  /** Its confidence interval. */
  readonly interval: readonly [number, number]
  /** The interval that holds for all doses together. */
  readonly simultaneous: readonly [number, number]
  /** The slope of the curve there: what one unit more would do. */
  readonly slope: number
}

/**
 * A dose–response curve.
 *
 * @category Estimation
 */
export interface DoseResponse {
  /** The curve is identified. */
  readonly estimated: true
  /** The means at the doses, in order. */
  readonly points: readonly DosePoint[]
  /** The confidence level. */
  readonly confidence: number
  /** The columns adjusted for. */
  readonly adjustment: readonly string[]
  /** What was computed, in words. */
  readonly formula: string
  /** Rows. */
  readonly n: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}
