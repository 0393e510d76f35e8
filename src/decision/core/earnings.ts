import { CausalError } from '../../errors.js'
import { asList, checkedList, checkedObject } from '../../names.js'
import { checkShape } from '../../probability/factors/factor-core.js'
import type { Variable } from '../../probability/types.js'
import { graphOf, query, type Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import type { DecisionQuestion, GraphWithJoint } from '../policies/types.js'
import { cellOf } from './cell-of.js'
import { type DecisionProblem, decisionProblem } from './decision-problem.js'

/** Whether the source is a model, and not a graph with a joint. */
export function isModel(source: Scm | GraphWithJoint): source is Scm {
  return !('joint' in checkedObject('source', source))
}

/** The variables of the question, as the source has them. */
export function readDecision(source: Scm | GraphWithJoint, question: DecisionQuestion): DecisionProblem {
  if (!isModel(source)) {
    checkShape(checkedObject('joint', source.joint))
    return decisionProblem(source.graph, source.joint.variables, question)
  }
  const { action, context, reward } = question
  const names = [...new Set([action, reward, ...checkedList('context', asList<string>(context))])]
  return decisionProblem(graphOf(source), statesIn(source, names), question)
}

/** The variables of a discrete model with their states, or a refusal where they are not discrete. */
export function statesIn(model: Scm, names: readonly string[]): readonly Variable[] {
  const found: unknown = query(model, names as never)
  if (typeof found === 'object' && found !== null && 'variables' in found) return found.variables as readonly Variable[]
  throw new CausalError(
    'not-supported',
    `policies are valued over discrete variables, and ${names.map((name) => show(name)).join(', ')} are not: sample the model under the policy instead.`,
    { names },
  )
}

/** Of each context and action: the probability of the context times the mean reward in it when the action is set. */
export function earningsIn(model: Scm, { action, context, reward, worth }: DecisionProblem): Float64Array {
  const size = context.reduce((all, { states }) => all * states.length, 1)
  const earned = new Float64Array(size * action.states.length)
  for (const [a, state] of action.states.entries()) {
    const names = [...context, reward].map(({ name }) => name)
    const { values } = query(
      model,
      names as never,
      { do: { [action.name]: cellOf(model, action.name, state) } } as never,
    ) as unknown as {
      readonly values: Float64Array
    }
    for (let cell = 0; cell < values.length; cell++) {
      const x = Math.floor(cell / worth.length)
      earned[x * action.states.length + a]! += values[cell]! * worth[cell % worth.length]!
    }
  }
  return earned
}
