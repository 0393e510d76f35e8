import { explain } from '../../estimation/index.js'
import { effectOf, effectTakes } from '../core/effect-arguments.js'
import { names, number, type Tool, text, yesNo } from '../core/tool.js'

export const estimateEffectTool: Tool = {
  name: 'estimate_effect',
  description:
    'Estimates the effect of a treatment on an outcome from a table under a graph, with its interval, the formula, and what to mind; or says why it cannot.',
  takes: effectTakes,
  required: ['table', 'graph', 'treatment', 'outcome'],
  gives: {
    estimated: yesNo('Whether there is an estimate.'),
    estimate: number('The difference of mean outcomes; null where it was refused.'),
    standardError: number('Its standard error.'),
    interval: { type: ['array', 'null'], items: { type: 'number' }, description: 'The confidence interval.' },
    pValue: number('The p-value of no effect.'),
    n: number('Rows used.'),
    contrast: { type: ['object', 'null'], description: 'Which levels are compared.' },
    adjustment: names('What was adjusted for.'),
    estimator: text('How it was computed.'),
    formula: { type: ['string', 'null'], description: 'The formula that was estimated.' },
    reason: { type: ['string', 'null'], description: 'The code of a refusal; null otherwise.' },
    warnings: names('What to mind.'),
  },
  answer: (input, tables) => {
    const { effect } = effectOf(input, tables)
    if (!effect.estimated) {
      const empty = {
        estimate: null,
        standardError: null,
        interval: null,
        pValue: null,
        n: null,
        contrast: null,
        formula: null,
      }
      const data = {
        estimated: false,
        ...empty,
        adjustment: [],
        estimator: String(input['estimator'] ?? 'doubly robust'),
        reason: effect.reason,
        warnings: [],
      }
      return { text: explain(effect), data }
    }
    const { estimate, standardError, interval, pValue, n, contrast, adjustment, estimator, formula, warnings } = effect
    const data = {
      estimated: true,
      estimate,
      standardError,
      interval,
      pValue,
      n,
      contrast,
      adjustment,
      estimator,
      formula,
      reason: null,
      warnings,
    }
    return { text: explain(effect), data }
  },
}
