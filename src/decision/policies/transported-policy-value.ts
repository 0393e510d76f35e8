import { CausalError, calledAs } from '../../errors.js'
import { type EstimandSource, evaluateEstimand } from '../../estimand/index.js'
import { estimandText } from '../../estimand/text/estimand-text.js'
import type { CausalGraph } from '../../graph/types.js'
import { type TransportQuery, transport } from '../../identification/index.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { checkShape } from '../../probability/factors/factor-core.js'
import type { Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import { contextsOf, decisionProblem } from '../core/decision-problem.js'
import { earningsFrom } from '../core/earnings-from.js'
import { readPolicy } from '../core/read-policy.js'
import type { PolicyValueQuestion } from './policy-value.js'
import type { FoundPolicyValue, NoPolicyValue } from './types.js'

/**
 * A policy, and what is known of the population where it will act and of others.
 *
 * @typeParam N - the names of the variables
 * @category Decisions
 */
export interface TransportedPolicyQuestion<N extends string = string, X extends N = N>
  extends PolicyValueQuestion<N, X> {
  /** The nodes whose mechanisms may differ between `source` and `target`, or a list of `{ domain, nodes }`: as in {@link transport}. */
  readonly selection: TransportQuery<N>['selection']
  /** What is known: each a distribution with its population (`target`, `source`, …) and the variables that its experiment set. */
  readonly data: readonly (EstimandSource & { readonly domain: string })[]
}

/**
 * What a policy would earn in a population where it was never tried, from what was done and seen there and elsewhere.
 *
 * The rewards and contexts of each action in the target are transported first: a mechanism that may differ is taken from the target, the
 * others from wherever they are known. Where that is not possible, no weighting of the source tells what the policy earns in the target, and
 * the answer is a refusal.
 *
 * @param graph - a DAG or an ADMG, without selection nodes
 * @param question - action, context, reward, policy; what may differ, and the data of each population
 * @returns the mean reward in the target with its formula, or why there is none
 * @throws CausalError as {@link policyValue} and {@link transport}; `invalid-argument` without data
 * @complexity that of {@link transport} and of the formula's evaluation
 * @category Decisions
 * @see Bareinboim & Pearl 2014, "Transportability from multiple environments with limited experiments", NeurIPS
 * @example
 * const bits = ['0', '1']
 * const [X, A, R] = ['X', 'A', 'R'].map((name) => ({ name, states: bits }))
 * const v = transportedPolicyValue(dag('X -> A -> R; X -> R'), {
 *   selection: 'X',
 *   data: [
 *     { domain: 'source', do: ['A'], joint: factor([A!, X!, R!], [0.4, 0.1, 0.25, 0.25, 0.1, 0.4, 0.35, 0.15]) },
 *     { domain: 'target', joint: factor([X!], [0.2, 0.8]) },
 *   ],
 *   ...{ action: 'A', context: 'X', reward: 'R', policy: ({ X }: { readonly X: string }) => (X === '0' ? '1' : '0') },
 * })
 * v.identifiable && v.value
 * //=> 0.56
 */
export function transportedPolicyValue<N extends string, const X extends N = never>(
  graph: CausalGraph<'dag' | 'admg', N>,
  question: TransportedPolicyQuestion<NoInfer<N>, X>,
): FoundPolicyValue | NoPolicyValue {
  return calledAs('transportedPolicyValue', () => {
    checkOptions('question', question, ['action', 'context', 'reward', 'rewards', 'policy', 'selection', 'data'])
    const { policy, selection, data, ...asked } = checkedObject('question', question)
    const sources = checkedList('data', data) as TransportedPolicyQuestion['data']
    const problem = decisionProblem(graph, variablesOf(sources), asked as never)
    const contexts = contextsOf(problem.context)
    const chances = readPolicy(policy, contexts, problem.action.states)
    const available = sources.map((source) => availableOf(source))
    const outcome = [problem.reward, ...problem.context].map(({ name }) => name)
    const found = transport(graph as CausalGraph, {
      selection: selection as TransportQuery['selection'],
      do: problem.action.name,
      outcome,
      available,
    })
    if (!found.identifiable) {
      return Object.freeze({
        identifiable: false,
        reason: 'not-identifiable',
        message: `what ${problem.action.name} brings in the target does not follow from these data: a mechanism that may differ there is not known from there. Measure more in the target, or try the action there.`,
        witness: Object.freeze({ identification: found }),
      })
    }
    const earned = earningsFrom(evaluateEstimand(found.estimand, sources), problem)
    const lacking = [...chances.keys()].filter((at) => chances[at]! > 0 && Number.isNaN(earned[at]))
    if (lacking.length > 0) {
      const size = problem.action.states.length
      const cells = lacking.map((at) => ({
        context: contexts[Math.floor(at / size)]!,
        action: problem.action.states[at % size]!,
      }))
      return Object.freeze({
        identifiable: false,
        reason: 'no-support',
        message: `the policy does what was never seen, such as ${show(cells[0])}. Restrict the policy to what the data hold, or try the rest.`,
        witness: Object.freeze({ cells }),
      })
    }
    const value = chances.reduce((sum, chance, at) => sum + (chance === 0 ? 0 : chance * earned[at]!), 0)
    return Object.freeze({ identifiable: true, value, estimand: found.estimand, formula: estimandText(found.estimand) })
  })
}

/** The variables of all data, which must agree on their states. */
function variablesOf(sources: TransportedPolicyQuestion['data']): readonly Variable[] {
  const known = new Map<string, Variable>()
  for (const source of sources) {
    checkOptions('data', checkedObject('data', source), ['domain', 'do', 'given', 'joint'])
    checkShape(checkedObject('joint', source.joint))
    for (const variable of source.joint.variables) {
      const before = known.get(variable.name)
      if (before !== undefined && before.states.join('\n') !== variable.states.join('\n')) {
        throw new CausalError(
          'invalid-argument',
          `${show(variable.name)} has the states ${show(before.states)} in one distribution and ${show(variable.states)} in another.`,
          { variable: variable.name },
        )
      }
      known.set(variable.name, variable)
    }
  }
  if (known.size === 0)
    throw new CausalError('invalid-argument', 'say in `data` what is known: { domain, do, joint } for each population.')
  return [...known.values()]
}

function availableOf({
  domain,
  do: set = [],
  given = [],
  joint,
}: TransportedPolicyQuestion['data'][number]): NonNullable<TransportQuery['available']>[number] {
  const over = joint.variables.map(({ name }) => name).filter((name) => !set.includes(name) && !given.includes(name))
  return { domain, over, ...(set.length === 0 ? {} : { do: set }), ...(given.length === 0 ? {} : { given }) }
}
