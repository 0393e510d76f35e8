import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence, checkedWord } from '../core/designs/read-question.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { panelRules } from './fixed-effects.js'
import { fitTransformed, linearFormula, reportPanel } from './panel-fit.js'
import { panelKeys, readRegression } from './read-regression.js'
import type { PanelEffect, PanelOptions, PanelQuestion } from './types.js'

/**
 * Pooled least squares: all rows in one regression, with errors by unit.
 *
 * Nothing of what differs between units is taken out: it confounds unless it stands in `adjustment`.
 *
 * @param table - a row for each unit and time
 * @param question - treatment, outcome, unit; `adjustment` are regressors
 * @param options - standard errors, confidence
 * @returns the treatment's coefficient, and all others; or a refusal
 * @throws CausalError as `fixedEffects`
 * @complexity O(n k²)
 * @category Estimation
 * @see Wooldridge 2010, section 7.8
 * @example
 * const rows = ['a', 'b', 'c', 'd'].flatMap((firm, f) => [1, 2].map((year) => ({ firm, year, x: f + year, y: 2 * f + year + (f % 2) })))
 * const e = pooledRegression(table(rows), { treatment: 'x', outcome: 'y', unit: 'firm', time: 'year' })
 * e.estimated && e.coefficients.map(({ name }) => name)
 * //=> ['(intercept)', 'x']
 */
export function pooledRegression<T>(
  table: Table<T>,
  question: PanelQuestion<NoInfer<keyof T & string>>,
  options: PanelOptions = {},
): PanelEffect | RefusedDesign {
  return calledAs('pooledRegression', () => {
    checkOptions('question', question, [...panelKeys])
    checkOptions('options', options, ['standardErrors', 'confidence'])
    const rule = checkedWord('standardErrors', options.standardErrors ?? 'CR1', panelRules)
    const confidence = checkedConfidence(options.confidence)
    const data = readRegression(table as Table<unknown, string>, question)
    const moved = {
      outcome: data.outcome,
      columns: [new Float64Array(data.n).fill(1), ...data.regressors.map(({ values }) => values)],
      names: ['(intercept)', ...data.regressors.map(({ name }) => name)],
      clusters: data.clusters,
      absorbed: { nested: 0, other: 0 },
      rows: Int32Array.from({ length: data.n }, (_, i) => i),
    }
    const model = fitTransformed(data, moved)
    if ('estimated' in model) return model
    const about = { estimator: 'pooled regression', formula: linearFormula(data, 'α + ') }
    return reportPanel(data, moved, model, about, rule, confidence)
  })
}
