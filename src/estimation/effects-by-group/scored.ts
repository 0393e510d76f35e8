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
