import { estimateEffect, eValue, explain, regressionAdjustment, sensitivity } from '../../estimation/index.js'
import { effectOf, effectTakes } from '../core/effect-arguments.js'
import { number, type Tool, text, yesNo } from '../core/tool.js'

const takes = Object.fromEntries(Object.entries(effectTakes).filter(([key]) => key !== 'estimator'))

export const checkSensitivity: Tool = {
  name: 'check_sensitivity',
  description:
    'How strong a hidden common cause would have to be to overturn an effect found by regression: robustness values and the E-value.',
  takes,
  required: ['table', 'graph', 'treatment', 'outcome'],
  gives: {
    estimated: yesNo('Whether there was an effect.'),
    robustnessValue: number(
      'The share of the variation of treatment and of outcome that a hidden cause would have to explain to bring the estimate to zero.',
    ),
    robustnessValueOfInterval: number('The same for the interval to reach zero.'),
    eValue: number('The E-value of the estimate.'),
    explanation: text('The same in sentences.'),
  },
  answer: (input, tables) => {
    const { table, question } = effectOf({ ...input, estimator: 'regression' }, tables)
    const effect = estimateEffect(table, {
      ...question,
      estimator: regressionAdjustment({ interactions: false }),
    } as never)
    if (!effect.estimated) {
      const data = {
        estimated: false,
        robustnessValue: null,
        robustnessValueOfInterval: null,
        eValue: null,
        explanation: explain(effect),
      }
      return { text: data.explanation, data }
    }
    const { robustnessValue, robustnessValueOfInterval, message } = sensitivity(effect)
    const { point } = eValue(effect)
    const strength = `As risk ratios: a cause that goes with both treatment and outcome by ${point.toFixed(2)} or more could (E-value).`
    const explanation = `${message} ${strength}`
    const data = { estimated: true, robustnessValue, robustnessValueOfInterval, eValue: point, explanation }
    return { text: explanation, data }
  },
}
