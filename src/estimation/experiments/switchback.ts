import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedConfidence } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { DesignEffect, RefusedDesign } from '../core/designs/types.js'
import { compareArms } from './compare-arms.js'
import { experimentRows } from './experiment-rows.js'
import { readExperiment } from './read-experiment.js'
import { reportExperiment } from './report-experiment.js'
import { type SwitchbackQuestion, settledRows } from './settled-rows.js'
import type { ExperimentOptions, ExperimentSpecification, RelativeEffect } from './types.js'

/**
 * Options of `switchback`.
 *
 * @category Estimation
 */
export interface SwitchbackOptions extends ExperimentOptions {
  /** How long an earlier treatment still acts, in units of `time` (default 0): so much after a switch is left out. */
  readonly carryover?: number
}

/**
 * The effect in a switchback experiment.
 *
 * @category Estimation
 */
export interface SwitchbackEffect
  extends DesignEffect<
    ExperimentSpecification & { readonly time: string; readonly period: string; readonly unit?: string }
  > {
  /** The effect as a share of the mean under `contrast.from`; null where that mean is 0. */
  readonly relative: RelativeEffect | null
}

/**
 * The effect in a switchback experiment, in which whole periods, not users, were drawn: a place is under one treatment for a
 * period, then perhaps under the other.
 *
 * Periods are the clusters (CR2), for what happens within one is shared. What happens within `carryover` of the start of a
 * period whose treatment differs from that of the one before is left out (Bojinov, Simchi-Levi & Zhao 2023).
 *
 * @param table - a row for each observation
 * @param question - treatment, outcome, time, period, and the place as `unit`
 * @param options - how long treatment carries over, the confidence level
 * @returns the effect of being under the treatment throughout; or a refusal
 * @throws CausalError as `differenceInMeans`; `invalid-data` where a treatment changes within a period
 * @complexity O(n log n)
 * @category Estimation
 * @see Bojinov, Simchi-Levi & Zhao 2023, "Design and analysis of switchback experiments", Management Science 69
 * @example
 * const hours = Array.from({ length: 24 }, (_, hour) => ({
 *   hour,
 *   block: Math.floor(hour / 3),
 *   pricing: [0, 1, 1, 0, 1, 0, 0, 1][Math.floor(hour / 3)]!,
 *   rides: 10 + (hour % 2) + 2 * [0, 1, 1, 0, 1, 0, 0, 1][Math.floor(hour / 3)]!,
 * }))
 * const e = switchback(
 *   table(hours),
 *   { treatment: 'pricing', outcome: 'rides', time: 'hour', period: 'block' },
 *   { carryover: 1 },
 * )
 * e.estimated && [e.diagnostics['leftOut'], e.diagnostics['clusters']]
 * //=> [5, 8]
 */
export function switchback<T>(
  table: Table<T>,
  question: SwitchbackQuestion<NoInfer<keyof T & string>>,
  options: SwitchbackOptions = {},
): SwitchbackEffect | RefusedDesign {
  return calledAs('switchback', () => {
    checkOptions('question', question, [
      'strategy',
      'treatment',
      'outcome',
      'contrast',
      'event',
      'population',
      'adjustment',
      'strata',
      'time',
      'unit',
      'period',
    ])
    checkOptions('options', options, ['confidence', 'carryover'], { carryover: 'number' })
    const { carryover = 0 } = options
    const confidence = checkedConfidence(options.confidence)
    if (!(Number.isFinite(carryover) && carryover >= 0)) {
      throw new CausalError('invalid-argument', `carryover must be a length of time from 0, got ${show(carryover)}.`, {
        carryover,
      })
    }
    const source = table as Table<unknown, string>
    const { time, unit, period } = checkedObject('question', question)
    const data = readExperiment(source, question, { time, unit, period })
    for (const [role, name] of Object.entries({ time, period })) {
      if (typeof name === 'string') continue
      throw new CausalError('invalid-argument', `the question must name \`${role}\`, a column, got ${show(name)}.`)
    }
    if (data.covariates.length > 0 || data.strata !== null) {
      throw new CausalError(
        'not-supported',
        'a switchback compares periods over all rows: leave `adjustment` and `strata` out.',
      )
    }
    const kept = settledRows(source, data, question, carryover)
    const [first, second] = [0, 1].map((arm) => kept.data.treated.filter((t) => t === arm).length)
    if (first === 0 || second === 0) {
      return refusedDesign(
        'no-comparison',
        `with a carry-over of ${carryover} no row is left where ${data.arms[first === 0 ? 0 : 1]}: periods are too short for it.`,
        { carryover },
      )
    }
    const compared = compareArms(kept.data, kept.data.outcome)
    if ('estimated' in compared) return compared
    return reportExperiment(
      experimentRows(kept.data),
      compared,
      {
        estimator: 'difference in means of a switchback',
        specification: { ...data.specification, time, period, ...(unit === undefined ? {} : { unit }) },
        formula: `E[${data.outcomeName} | ${data.arms[1]}] − E[${data.outcomeName} | ${data.arms[0]}], rows more than ${carryover} after a switch`,
        diagnostics: { leftOut: kept.leftOut },
      },
      confidence,
    )
  })
}
