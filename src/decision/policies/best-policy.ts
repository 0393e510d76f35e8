import { calledAs } from '../../errors.js'
import { evaluateEstimand } from '../../estimand/index.js'
import { identify } from '../../identification/index.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Scm } from '../../scm/index.js'
import { contextChances, contextsOf, type DecisionProblem } from '../core/decision-problem.js'
import { earningsIn, isModel, readDecision } from '../core/earnings.js'
import { earningsFrom } from '../core/earnings-from.js'
import type { DecisionQuestion, GraphWithJoint, NoPolicyValue } from './types.js'

/**
 * What is best in one context.
 *
 * @typeParam X - the names of the context's variables
 * @category Decisions
 */
export interface BestAction<X extends string = string> {
  /** The state of each variable of the context. */
  readonly context: Readonly<Record<X, string>>
  /** How often it occurs. */
  readonly probability: number
  /** The best action, or all that are as good. */
  readonly actions: readonly string[]
  /** What it earns there; null in a context that never occurs. */
  readonly value: number | null
}

/**
 * The best policy of those that see the context.
 *
 * @typeParam X - the names of the context's variables
 * @category Decisions
 */
export interface BestPolicy<X extends string = string> {
  /** It is known. */
  readonly identifiable: true
  /** What it earns on average. */
  readonly value: number
  /** What the best single action, taken in every context, earns: the difference is what seeing the context is worth. */
  readonly blindValue: number
  /** What to do in each context. */
  readonly actions: readonly BestAction<X>[]
}

/** Earnings closer than this, of the largest, are as good. */
const tie = 1e-9

/**
 * The policy that earns most of all that see the context: the best action in each of its states, from a model, or from a causal graph
 * and the distribution of what was seen.
 *
 * Of a graph P(reward, context | do(action)) is identified first, so that a context which tells what was done, rather than what doing it
 * brings, does not mislead. No mixture of actions is better than the best action of each context. `value − blindValue` is the value of the
 * information in the context.
 *
 * @param source - a discrete model, or `{ graph, joint }`
 * @param question - action, context, reward
 * @returns the best actions with what they earn, or why they are not known
 * @throws CausalError as {@link policyValue}
 * @complexity that of {@link identify} and of the formula's evaluation
 * @category Decisions
 * @see Howard 1966, "Information value theory", for the value of information
 * @example
 * const joint = factor(
 *   [{ name: 'X', states: ['0', '1'] }, { name: 'A', states: ['0', '1'] }, { name: 'R', states: ['0', '1'] }],
 *   [0.1, 0.1, 0.15, 0.15, 0.05, 0.15, 0.24, 0.06],
 * )
 * const best = bestPolicy({ graph: dag('X -> A -> R; X -> R'), joint }, { action: 'A', context: 'X', reward: 'R' })
 * best.identifiable && best.actions.map(({ context, actions }) => [context.X, actions])
 * //=> [['0', ['0', '1']], ['1', ['0']]]
 * best.identifiable && [best.value, best.blindValue]
 * //=> [0.625, 0.625]
 */
export function bestPolicy<T, const X extends keyof T & string = never>(
  source: Scm<T>,
  question: DecisionQuestion<keyof NoInfer<T> & string, X>,
): BestPolicy<X>
export function bestPolicy<N extends string, const X extends N = never>(
  source: GraphWithJoint<N>,
  question: DecisionQuestion<NoInfer<N>, X>,
): BestPolicy<X> | NoPolicyValue
export function bestPolicy(source: Scm | GraphWithJoint, question: DecisionQuestion): BestPolicy | NoPolicyValue {
  return calledAs('bestPolicy', () => {
    checkOptions('question', question, ['action', 'context', 'reward', 'rewards'])
    checkedObject('question', question)
    const problem = readDecision(source, question)
    if (isModel(source)) {
      const ones = problem.worth.map(() => 1)
      const action = { ...problem.action, states: problem.action.states.slice(0, 1) }
      return bestOf(problem, earningsIn(source, problem), earningsIn(source, { ...problem, action, worth: ones }))
    }
    const { graph, joint } = source
    const { action, context, reward } = problem
    const found = identify(graph, { do: action.name, outcome: [reward, ...context].map(({ name }) => name) })
    if (!found.identifiable) {
      return Object.freeze({
        identifiable: false,
        reason: 'not-identifiable',
        message: `what an action earns in a context does not follow from the graph and what was seen: ${action.name} and ${reward.name} may share a hidden cause. Look for a graph with more measured, or try actions at random.`,
        witness: Object.freeze({ identification: found }),
      })
    }
    const earned = earningsFrom(evaluateEstimand(found.estimand, joint), problem)
    const chances = contextChances(joint, context)
    const lacking = contextsOf(context).flatMap((each, x) =>
      action.states.flatMap((state, a) =>
        chances[x]! > 0 && Number.isNaN(earned[x * action.states.length + a]) ? [{ context: each, action: state }] : [],
      ),
    )
    if (lacking.length > 0) {
      return Object.freeze({
        identifiable: false,
        reason: 'no-support',
        message: `${lacking.length} actions were never seen in a context that occurs, such as ${action.name} = ${lacking[0]!.action}: nothing tells what they earn. Leave the action out of the data's states, or try it.`,
        witness: Object.freeze({ cells: lacking }),
      })
    }
    return bestOf(problem, earned, chances)
  })
}

function bestOf({ action, context }: DecisionProblem, earned: Float64Array, chances: Float64Array): BestPolicy {
  const size = action.states.length
  const scale = earned.reduce((most, value) => Math.max(most, Number.isNaN(value) ? 0 : Math.abs(value)), 0)
  let value = 0
  const actions = contextsOf(context).map((each, x) => {
    const row = earned.subarray(x * size, (x + 1) * size)
    const chance = chances[x]!
    if (!(chance > 0)) return { context: each, probability: 0, actions: action.states, value: null }
    const most = row.reduce((best, own) => Math.max(best, own), Number.NEGATIVE_INFINITY)
    value += most
    return {
      context: each,
      probability: chance,
      actions: action.states.filter((_, a) => row[a]! >= most - tie * scale),
      value: most / chance,
    }
  })
  const blind = action.states.map((_, a) =>
    chances.reduce((sum, chance, x) => sum + (chance > 0 ? earned[x * size + a]! : 0), 0),
  )
  return Object.freeze({
    identifiable: true,
    value,
    blindValue: Math.max(...blind),
    actions: Object.freeze(actions.map((each) => Object.freeze({ ...each, actions: Object.freeze(each.actions) }))),
  })
}
