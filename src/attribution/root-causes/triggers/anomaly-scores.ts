import type { Table } from '../../../data/types.js'
import { calledAs } from '../../../errors.js'
import type { CausalGraph } from '../../../graph/types.js'
import { checkedLearner } from '../../../learners/core/checked-learner.js'
import type { Learner } from '../../../learners/core/types.js'
import { checkedObject } from '../../../names.js'
import { normalUpperQuantile } from '../../../numeric/special/normal.js'
import { checkOptions } from '../../../options.js'
import type { LaggedGraph, Series } from '../../../timeseries/types.js'
import { checkedAlpha } from '../core/checked-alpha.js'
import { readIncident } from '../core/incident.js'
import type { Recorded } from '../core/steps.js'

/**
 * What {@link anomalyScores} is told besides the steps.
 *
 * @category Attribution
 */
export interface AnomalyScoresOptions<N extends string = string> {
  /** The causal graph; left out, each variable is held against its own last step (in a series), or its own level (in a table). */
  readonly graph?: CausalGraph<'dag' | 'cpdag' | 'mpdag' | 'pdag', N> | LaggedGraph
  /** How mechanisms are learned; least squares unless told. */
  readonly learner?: Learner
  /** The chance of any alarm in all the steps where nothing changed, for normal residuals; 0.05 unless told. */
  readonly alpha?: number
}

/**
 * How unusual each step is.
 *
 * @category Attribution
 */
export interface AnomalyScores<N extends string = string> {
  /** For each variable one score a step after: what its causes leave, in robust standard deviations; NaN where it cannot be known. */
  readonly scores: readonly { readonly variable: N; readonly z: Float64Array }[]
  /** The largest |z| of each step; NaN where no variable has one. */
  readonly largest: Float64Array
  /** From which |z| on a step is an alarm. */
  readonly threshold: number
  /** The alarms, in order of steps: the step (counted from the first one after) and the variable with the largest |z|. */
  readonly alarms: readonly { readonly step: number; readonly variable: N; readonly z: number }[]
  /** What to mind, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * Anomaly scores, step by step: what the direct causes of each variable, at their lags, leave of it, by median and median distance
 * before.
 *
 * With a graph only what a variable does by itself counts, so that a busy hour upstream raises no alarm downstream. The threshold
 * is the normal quantile for all variables and steps together (Bonferroni), and no less than the largest score before. With
 * heavy tails it is passed more often than `alpha` says: a single step far out is what this looks for ({@link changePoint} asks for more).
 *
 * @param before - quiet steps, a table or a series
 * @param after - the steps to look at
 * @param options - `graph`, `learner`, `alpha`
 * @returns scores, threshold, and alarms
 * @throws CausalError as {@link rootCauses}
 * @complexity O(steps × causes²) a variable
 * @category Attribution
 * @example
 * const { before, after } = splitSeries(series(table({ cpu: [3, 4, 3, 4, 5, 3, 4, 4, 3, 19, 4] })), { step: 8 })
 * anomalyScores(before, after).alarms.map(({ step, variable }) => [step, variable])
 * //=> [[1, 'cpu'], [2, 'cpu']]
 */
export function anomalyScores<T, N extends keyof T & string = keyof T & string>(
  before: Table<T>,
  after: Table<NoInfer<T>>,
  options?: AnomalyScoresOptions<N>,
): AnomalyScores<N>
export function anomalyScores<T, N extends keyof T & string = keyof T & string>(
  before: Series<T>,
  after: Series<NoInfer<T>>,
  options?: AnomalyScoresOptions<N>,
): AnomalyScores<N>
export function anomalyScores(before: Recorded, after: Recorded, options: AnomalyScoresOptions = {}): AnomalyScores {
  return calledAs('anomalyScores', () => {
    checkOptions('options', options, ['graph', 'learner', 'alpha'])
    const alpha = checkedAlpha(options.alpha ?? 0.05)
    checkedObject('steps before', before)
    checkedObject('steps after', after)
    const { incident, steps, checked, warnings } = readIncident(before, after, {
      graph: options.graph ?? null,
      target: null,
      learner: options.learner === undefined ? null : checkedLearner('learner', options.learner),
      alpha,
      mayCycle: false,
    })
    const { names } = incident
    const m = steps.after.length
    const place = new Map(Array.from(steps.after, (row, k) => [row, k]))
    let [scored, highest] = [0, 0]
    const scores = names.map((variable, i) => {
      const z = new Float64Array(m).fill(Number.NaN)
      const c = checked[i]!
      if (c.ok) {
        for (const [k, row] of c.rows.after.entries()) z[place.get(row)!] = c.check.after[k]!
        scored += c.rows.after.length
        highest = c.check.before.reduce((most, v) => Math.max(most, Math.abs(v)), highest)
      }
      return Object.freeze({ variable, z })
    })
    const threshold = Math.max(highest, scored === 0 ? 0 : normalUpperQuantile(alpha / (2 * scored)))
    const largest = new Float64Array(m).fill(Number.NaN)
    const alarms: AnomalyScores['alarms'][number][] = []
    for (let k = 0; k < m; k++) {
      let top: { variable: string; z: number } | null = null
      for (const { variable, z } of scores) {
        const v = z[k]!
        const isLarger = top === null || Math.abs(v) > Math.abs(top.z)
        const isFirst = top !== null && Math.abs(v) === Math.abs(top.z) && variable < top.variable
        if (!Number.isNaN(v) && (isLarger || isFirst)) top = { variable, z: v }
      }
      if (top === null) continue
      largest[k] = Math.abs(top.z)
      if (largest[k]! > threshold) alarms.push(Object.freeze({ step: k, ...top }))
    }
    return Object.freeze({
      scores: Object.freeze(scores),
      largest,
      threshold,
      alarms: Object.freeze(alarms),
      warnings: Object.freeze(warnings),
    })
  })
}
