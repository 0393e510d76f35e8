import type { EvaluatedEstimand } from '../../estimand/index.js'
import { contextsOf, type DecisionProblem } from './decision-problem.js'

/** Of each context and action: the probability of the context times the mean reward, NaN where that is not known. */
export function earningsFrom(
  found: EvaluatedEstimand,
  { action, context, reward, worth }: DecisionProblem,
): Float64Array {
  const names = found.variables.map(({ name }) => name)
  const sizes = found.variables.map(({ states }) => states.length)
  const strideOf = (name: string): number => {
    const at = names.indexOf(name)
    return at < 0 ? 0 : sizes.slice(at + 1).reduce((size, each) => size * each, 1)
  }
  const contexts = contextsOf(context)
  const earned = new Float64Array(contexts.length * action.states.length)
  for (const [x, each] of contexts.entries()) {
    const base = context.reduce((at, { name, states }) => at + strideOf(name) * states.indexOf(each[name]!), 0)
    for (let a = 0; a < action.states.length; a++)
      for (const [r, own] of worth.entries())
        earned[x * action.states.length + a]! +=
          own * found.values[base + a * strideOf(action.name) + r * strideOf(reward.name)]!
  }
  return earned
}
