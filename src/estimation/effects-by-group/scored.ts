import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { inference } from '../core/inference/inference.js'
import type { HeterogeneousEffects } from './types.js'

/**
 * A mean with its error.
 *
 * @category Estimation
 */
export interface MeanEffect {
  /** The estimate. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** The confidence interval, by the normal distribution. */
  readonly interval: readonly [number, number]
  /** Two-sided, of the hypothesis that it is 0. */
  readonly pValue: number
}

/** Estimate and standard error with interval and p-value. */
export function withInterval(estimate: number, standardError: number, confidence: number): MeanEffect {
  const { interval, pValue } = inference(estimate, standardError, Number.POSITIVE_INFINITY, confidence)
  return { estimate, standardError, interval, pValue }
}

/** A mean with its error from the spread of rows; with weights the error is that of a sample whose rows stand for more or less of a population. */
export function meanOf(values: Float64Array, weights: Float64Array | null): { mean: number; standardError: number } {
  let [n, total, sum, square] = [0, 0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    if (weight > 0) n++
    total += weight
    sum += weight * values[i]!
  }
  const mean = sum / total
  for (let i = 0; i < values.length; i++) {
    const part = (weights === null ? 1 : weights[i]!) * (values[i]! - mean)
    square += part * part
  }
  // √(Σ w² d² · n / (n − 1)) / Σ w
  return { mean, standardError: Math.sqrt((square / (n - 1) / total) * (n / total)) }
}

/** The weights of rows, and the rows that have any. */
export function weightsOf({ weights, scores }: HeterogeneousEffects): {
  weights: Float64Array | null
  rows: Int32Array
} {
  const rows = Int32Array.from(scores.keys())
  // results that were put together by hand have none
  return (weights ?? null) === null ? { weights: null, rows } : { weights, rows: rows.filter((i) => weights![i]! > 0) }
}

/** Throws unless the effects are estimated, and the table (where there is one) has their rows. */
export function checkScored(
  effects: HeterogeneousEffects,
  ...tables: readonly [] | readonly [Table<unknown, string>]
): HeterogeneousEffects {
  const known = typeof effects === 'object' && effects !== null && effects.scores instanceof Float64Array
  if (!known || !(effects.effects instanceof Float64Array)) {
    const refusal = known || (effects as { estimated?: unknown } | null)?.estimated !== false
    throw new CausalError(
      'invalid-argument',
      refusal
        ? `expected what heterogeneousEffects(…) gave, with its scores, got ${show(effects)}.`
        : 'the effects are a refusal: look at `estimated` before you use them.',
    )
  }
  if (tables.length === 0) return effects
  const [table] = tables
  checkTable(table)
  if (table.rowCount !== effects.scores.length) {
    throw new CausalError(
      'invalid-data',
      `the table has ${table.rowCount} rows, and the effects are of ${effects.scores.length}: give the table that they were estimated from.`,
      { rows: table.rowCount, effects: effects.scores.length },
    )
  }
  return effects
}

/** A confidence level, or an error. */
export function checkedConfidence(confidence: number | undefined): number {
  const level = confidence ?? 0.95
  if (typeof level === 'number' && level > 0 && level < 1) return level
  throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(level)}.`, { confidence })
}
