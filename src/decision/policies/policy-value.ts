import { calledAs } from '../../errors.js'
import { evaluateEstimand } from '../../estimand/index.js'
import { estimandText } from '../../estimand/text/estimand-text.js'
import { identifyPolicy } from '../../identification/index.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Factor } from '../../probability/types.js'
import type { Scm } from '../../scm/index.js'
import { contextChances, contextsOf, type DecisionProblem } from '../core/decision-problem.js'
import { earningsIn, isModel, readDecision } from '../core/earnings.js'
import { readPolicy } from '../core/read-policy.js'
import type { DecisionQuestion, FoundPolicyValue, GraphWithJoint, NoPolicyValue, Policy } from './types.js'

/**
 * A policy, what it decides, sees and earns.
 *
 * @typeParam N - the names of the variables
 * @category Decisions
 */
export interface PolicyValueQuestion<N extends string = string, X extends N = N> extends DecisionQuestion<N, X> {
  /** What is done in each context. */
  readonly policy: Policy<X>
}

/**
 * What a policy would earn on average if it set the action, from a model, or from a causal graph and the distribution of what was seen.
 *
 * Of a graph the value is identified first ({@link identifyPolicy}): where an action and its reward share a hidden cause, no weighting of
 * what was seen tells what a new policy earns, and the answer is a refusal. Weighting by P(action | context) alone is right only
 * where the context holds all common causes; here the formula adjusts for whatever the graph asks for, or goes through a front door.
 *
 * @param source - a discrete model, or `{ graph, joint }`
 * @param question - action, context, reward, and the policy: a function from a context to an action or to chances of actions
 * @returns the mean reward with its formula, or why there is none
 * @throws CausalError `unknown-name`, `overlap`, `not-probability`; `invalid-argument` for a context that the action changes, or a reward whose
 *   states are no numbers
 * @complexity that of {@link identifyPolicy} and of the formula's evaluation
 * @category Decisions
 * @see Correa & Bareinboim 2020, "A calculus for stochastic interventions", AAAI
 * @example
 * const joint = factor(
 *   [{ name: 'X', states: ['0', '1'] }, { name: 'A', states: ['0', '1'] }, { name: 'R', states: ['0', '1'] }],
 *   [0.1, 0.1, 0.15, 0.15, 0.05, 0.15, 0.24, 0.06],
 * )
 * const g = dag('X -> A -> R; X -> R')
 * const v = policyValue({ graph: g, joint }, { action: 'A', context: 'X', reward: 'R', policy: ({ X }) => (X === '0' ? '1' : '0') })
 * v.identifiable && [v.value, v.formula]
 * //=> [0.625, 'Σ_{A, X} P(R | A, X) P^policy(A | X) P(X)']
 * policyValue({ graph: admg('X -> A -> R; X -> R; A <-> R'), joint }, { action: 'A', context: 'X', reward: 'R', policy: () => '1' }).identifiable
 * //=> false
 */
export function policyValue<T, const X extends keyof T & string = never>(
  source: Scm<T>,
  question: PolicyValueQuestion<keyof NoInfer<T> & string, X>,
): FoundPolicyValue
export function policyValue<N extends string, const X extends N = never>(
  source: GraphWithJoint<N>,
  question: PolicyValueQuestion<NoInfer<N>, X>,
): FoundPolicyValue | NoPolicyValue
export function policyValue(
  source: Scm | GraphWithJoint,
  question: PolicyValueQuestion,
): FoundPolicyValue | NoPolicyValue {
  return calledAs('policyValue', () => {
    checkOptions('question', question, ['action', 'context', 'reward', 'rewards', 'policy'])
    const { policy } = checkedObject('question', question)
    const problem = readDecision(source, question)
    const contexts = contextsOf(problem.context)
    const chances = readPolicy(policy, contexts, problem.action.states)
    if (isModel(source)) {
      const earned = earningsIn(source, problem)
      const value = chances.reduce((sum, chance, at) => sum + (chance === 0 ? 0 : chance * earned[at]!), 0)
      return Object.freeze({ identifiable: true, value, estimand: null, formula: null })
    }
    const { graph, joint } = source
    const given = problem.context.map(({ name }) => name)
    const found = identifyPolicy(graph, {
      policies: { treatment: problem.action.name, given },
      outcome: problem.reward.name,
    })
    if (!found.identifiable) {
      return Object.freeze({
        identifiable: false,
        reason: 'not-identifiable',
        message: `what the policy earns does not follow from the graph and what was seen: ${found.message}`,
        witness: Object.freeze({ identification: found }),
      })
    }
    const lacking = neverSeen(problem, joint, chances)
    const rewards = evaluateEstimand(found.estimand, [
      { joint },
      { domain: 'policy', given, joint: policyFactor(problem, chances) },
    ])
    if (rewards.unsupported.length > 0) {
      return Object.freeze({
        identifiable: false,
        reason: 'no-support',
        message: `the policy does what was never seen${lacking.length > 0 ? `: ${lacking.map(said).join('; ')}` : ' where the formula needs it'}. Restrict the policy to what the data hold, or try the rest.`,
        witness: Object.freeze({ cells: lacking, unsupported: rewards.unsupported }),
      })
    }
    const value = rewards.values.reduce((sum, chance, r) => sum + chance * problem.worth[r]!, 0)
    return Object.freeze({ identifiable: true, value, estimand: found.estimand, formula: estimandText(found.estimand) })
  })
}

type Cell = { readonly context: Readonly<Record<string, string>>; readonly action: string }

function said({ context, action }: Cell): string {
  const where = Object.entries(context).map(([name, state]) => `${name} = ${state}`)
  return where.length === 0 ? action : `${action} where ${where.join(', ')}`
}

/** Contexts that occur, with actions that the policy takes and nobody took. */
function neverSeen({ action, context }: DecisionProblem, joint: Factor, chances: Float64Array): readonly Cell[] {
  const seen = contextChances(joint, [...context, action])
  const occurs = contextChances(joint, context)
  return contextsOf(context).flatMap((each, x) =>
    action.states.flatMap((state, a) => {
      const at = x * action.states.length + a
      return occurs[x]! > 0 && chances[at]! > 0 && seen[at] === 0 ? [{ context: each, action: state }] : []
    }),
  )
}

function policyFactor({ action, context }: DecisionProblem, chances: Float64Array): Factor {
  return { variables: [...context, action], values: chances }
}
