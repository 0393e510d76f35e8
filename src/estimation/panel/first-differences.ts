import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { clustersWithin } from '../core/clusters/clusters.js'
import { checkedConfidence, checkedWord } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { panelRules } from './fixed-effects.js'
import { fitTransformed, linearFormula, reportPanel } from './panel-fit.js'
import { type PanelData, panelKeys, readRegression } from './read-regression.js'
import type { PanelEffect, PanelOptions, PanelQuestion } from './types.js'

/**
 * First differences: the change of the outcome from one time to the next on the changes of the regressors, without a constant.
 *
 * Like `fixedEffects` it is free of what does not change in a unit; it fits better where shocks add up over time. Changes are
 * taken between times that follow one another in the table; over a gap there is none.
 *
 * @param table - a row for each unit and time
 * @param question - treatment, outcome, unit, time; `adjustment` are regressors
 * @param options - standard errors, confidence
 * @returns the treatment's coefficient, and all others; or a refusal
 * @throws CausalError as `fixedEffects`; `invalid-argument` without `time`
 * @complexity O(n log n + n k²)
 * @category Estimation
 * @see Wooldridge 2010, section 10.6
 * @example
 * const rows = ['a', 'b', 'c'].flatMap((firm, f) => [1, 2, 3].map((year) => ({ firm, year, x: f * year, y: 5 * f + 2 * f * year })))
 * const e = firstDifferences(table(rows), { treatment: 'x', outcome: 'y', unit: 'firm', time: 'year' })
 * e.estimated && e.estimate
 * //=> 2
 */
export function firstDifferences<T>(
  table: Table<T>,
  question: PanelQuestion<NoInfer<keyof T & string>>,
  options: PanelOptions = {},
): PanelEffect | RefusedDesign {
  return calledAs('firstDifferences', () => {
    checkOptions('question', question, [...panelKeys])
    checkOptions('options', options, ['standardErrors', 'confidence'])
    const rule = checkedWord('standardErrors', options.standardErrors ?? 'CR1', panelRules)
    const confidence = checkedConfidence(options.confidence)
    const data = readRegression(table as Table<unknown, string>, question)
    const pairs = followingPairs(data)
    if (pairs.later.length === 0) {
      return refusedDesign(
        'no-comparison',
        'no unit is seen at two times that follow one another: there is no change.',
        {
          units: data.units.labels.length,
        },
      )
    }
    const change = (values: Float64Array): Float64Array =>
      Float64Array.from(pairs.later, (row, r) => values[row]! - values[pairs.earlier[r]!]!)
    const clusters = clustersWithin(data.clusters, pairs.later)
    if (clusters.count < 2) {
      return refusedDesign('no-spread', 'changes are seen in one cluster only: nothing says how clusters differ.', {
        clusters: 1,
      })
    }
    const moved = {
      outcome: change(data.outcome),
      columns: data.regressors.map(({ values }) => change(values)),
      names: data.regressors.map(({ name }) => name),
      clusters,
      absorbed: { nested: 0, other: 0 },
      rows: pairs.later,
    }
    const model = fitTransformed(data, moved)
    if ('estimated' in model) return model
    const about = { estimator: 'first differences', formula: linearFormula(data, '', (name) => `Δ${name}`) }
    return reportPanel(data, moved, model, about, rule, confidence)
  })
}

/** Rows of a unit at a time and at the one before. */
function followingPairs({ units, times, n }: PanelData): { readonly later: Int32Array; readonly earlier: Int32Array } {
  if (times === null)
    throw new CausalError('invalid-argument', 'changes need `time` in the question.', { role: 'time' })
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => units.codes[a]! - units.codes[b]! || times.codes[a]! - times.codes[b]!,
  )
  const [later, earlier]: [number[], number[]] = [[], []]
  for (let r = 1; r < n; r++) {
    const [before, row] = [order[r - 1]!, order[r]!]
    if (units.codes[before] !== units.codes[row] || times.codes[row] !== times.codes[before]! + 1) continue
    later.push(row)
    earlier.push(before)
  }
  return { later: Int32Array.from(later), earlier: Int32Array.from(earlier) }
}
