import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { clustersOf } from '../core/clusters/clusters.js'
import { checkedConfidence, checkedWord } from '../core/designs/read-question.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { fitTransformed, linearFormula, reportPanel } from './panel-fit.js'
import { panelKeys, readRegression } from './read-regression.js'
import type { PanelEffect, PanelQuestion } from './types.js'
import { rowsOfUnits, unitMeans } from './unit-means.js'

/**
 * Options of `betweenEffects`.
 *
 * @category Estimation
 */
export interface BetweenOptions {
  /** How to compute standard errors over units (default `HC2`). */
  readonly standardErrors?: 'classical' | 'HC0' | 'HC1' | 'HC2' | 'HC3'
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * The between estimator: a regression of units' mean outcomes on their mean regressors.
 *
 * It sees only what differs between units, so whatever differs between them confounds. Where it is far from `fixedEffects`,
 * something does: see `hausmanTest`.
 *
 * @param table - a row for each unit and time
 * @param question - treatment, outcome, unit; `adjustment` are regressors
 * @param options - standard errors, confidence
 * @returns the treatment's coefficient, and all others; or a refusal
 * @throws CausalError as `fixedEffects`
 * @complexity O(n k + units k²)
 * @category Estimation
 * @see Wooldridge 2010, section 10.5
 * @example
 * const rows = ['a', 'b', 'c', 'd'].flatMap((firm, f) => [1, 2].map((year) => ({ firm, year, x: f + year, y: 2 * f + year + (f % 2) })))
 * const e = betweenEffects(table(rows), { treatment: 'x', outcome: 'y', unit: 'firm', time: 'year' })
 * e.estimated && e.estimate
 * //=> 2.2
 */
export function betweenEffects<T>(
  table: Table<T>,
  question: PanelQuestion<NoInfer<keyof T & string>>,
  options: BetweenOptions = {},
): PanelEffect | RefusedDesign {
  return calledAs('betweenEffects', () => {
    checkOptions('question', question, [...panelKeys])
    checkOptions('options', options, ['standardErrors', 'confidence'])
    const rule = checkedWord('standardErrors', options.standardErrors ?? 'HC2', [
      'classical',
      'HC0',
      'HC1',
      'HC2',
      'HC3',
    ])
    const confidence = checkedConfidence(options.confidence)
    const data = readRegression(table as Table<unknown, string>, question)
    const size = rowsOfUnits(data)
    const count = size.length
    const moved = {
      outcome: unitMeans(data, data.outcome, size),
      columns: [new Float64Array(count).fill(1), ...data.regressors.map(({ values }) => unitMeans(data, values, size))],
      names: ['(intercept)', ...data.regressors.map(({ name }) => name)],
      clusters: clustersOf(
        Int32Array.from({ length: count }, (_, u) => u),
        count,
      ),
      absorbed: { nested: 0, other: 0 },
      rows: null,
    }
    const model = fitTransformed(data, moved)
    if ('estimated' in model) return model
    const about = {
      estimator: 'between effects',
      formula: linearFormula(data, 'α + ', (name) => `mean ${name}`),
    }
    // a unit is a row here: CR over units is HC
    return reportPanel(
      { ...data, clusterName: data.units.name },
      moved,
      model,
      about,
      rule === 'classical' ? rule : asCluster[rule],
      confidence,
    )
  })
}

const asCluster = { HC0: 'CR0', HC1: 'CR1', HC2: 'CR2', HC3: 'CR3' } as const
