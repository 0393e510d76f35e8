import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence, checkedWord } from '../core/designs/read-question.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { panelRules } from './fixed-effects.js'
import { fitTransformed, linearFormula, reportPanel } from './panel-fit.js'
import { randomFit } from './random-fit.js'
import { panelKeys, readRegression } from './read-regression.js'
import type { PanelEffect, PanelOptions, PanelQuestion } from './types.js'

/**
 * Random effects: units' effects as draws that have nothing to do with the regressors; then what differs between units helps.
 *
 * Variances by Swamy and Arora, with gaps by Baltagi and Chang. If units' effects do go with the treatment it is biased:
 * `hausmanTest` asks that; with the units' means of the regressors in `adjustment` (Mundlak 1978) it has the coefficients of
 * `fixedEffects`.
 *
 * @param table - a row for each unit and time
 * @param question - treatment, outcome, unit; `adjustment` are regressors
 * @param options - standard errors, confidence
 * @returns the treatment's coefficient, all others, and the variance components; or a refusal
 * @throws CausalError as `fixedEffects`
 * @complexity O(n k²)
 * @category Estimation
 * @see Swamy & Arora 1972; Baltagi & Chang 1994, Journal of Econometrics 62; Mundlak 1978
 * @example
 * const rows = ['a', 'b', 'c', 'd', 'e'].flatMap((firm, f) =>
 *   [1, 2, 3].map((year) => ({ firm, year, x: (f * year) % 4, y: 2 * ((f * year) % 4) + ((f * 7) % 5) + ((f + year) % 3) / 10 })),
 * )
 * const e = randomEffects(table(rows), { treatment: 'x', outcome: 'y', unit: 'firm', time: 'year' })
 * e.estimated && Math.round(e.estimate)
 * //=> 2
 */
export function randomEffects<T>(
  table: Table<T>,
  question: PanelQuestion<NoInfer<keyof T & string>>,
  options: PanelOptions = {},
): PanelEffect | RefusedDesign {
  return calledAs('randomEffects', () => {
    checkOptions('question', question, [...panelKeys])
    checkOptions('options', options, ['standardErrors', 'confidence'])
    const rule = checkedWord('standardErrors', options.standardErrors ?? 'CR1', panelRules)
    const confidence = checkedConfidence(options.confidence)
    const data = readRegression(table as Table<unknown, string>, question)
    const { moved, unit, row, theta, negative } = randomFit(data)
    const model = fitTransformed(data, moved)
    if ('estimated' in model) return model
    const about = {
      estimator: 'random effects (Swamy and Arora)',
      formula: linearFormula(data, `α + u_${data.units.name} + `),
      components: Object.freeze({ unit, row, theta: Object.freeze(theta) }),
      warnings: negative
        ? ["the variance of units' effects came out below 0 and was set to 0: this is pooled regression."]
        : [],
    }
    return reportPanel(data, moved, model, about, rule, confidence)
  })
}
