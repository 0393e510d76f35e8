import { CausalError } from '../../errors.js'
import { descendants } from '../../graph/relations/descendants.js'
import type { CausalGraph } from '../../graph/types.js'
import { asList, checkOneRoleEach, indexNames, quoteNames, unknownName } from '../../names.js'
import { marginalize } from '../../probability/factors/marginalize.js'
import { normalize } from '../../probability/factors/normalize.js'
import { reorder } from '../../probability/factors/reorder.js'
import type { Factor, Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import type { DecisionQuestion } from '../policies/types.js'

/** The variables of a decision. */
export interface DecisionProblem {
  readonly action: Variable
  readonly context: readonly Variable[]
  readonly reward: Variable
  /** What each state of the reward is worth. */
  readonly worth: Float64Array
}

/** Checks a question against the graph and the variables that are known. */
export function decisionProblem(
  graph: CausalGraph,
  variables: readonly Variable[],
  question: DecisionQuestion,
): DecisionProblem {
  const known = new Map(variables.map((variable) => [variable.name, variable]))
  const find = (name: string): Variable => {
    const found = known.get(name)
    if (found === undefined) throw unknownName('variable', name, known.keys())
    return found
  }
  const names = asList<string>(question.context)
  indexNames('context', names)
  const [action, reward] = [find(question.action), find(question.reward)]
  const context = names.map(find)
  checkOneRoleEach([action.name, reward.name, ...names], 'action, context and reward are different variables')
  const after = new Set(descendants(graph, action.name))
  const late = names.filter((name) => after.has(name))
  if (late.length > 0) {
    throw new CausalError(
      'invalid-argument',
      `the context ${quoteNames(late)} is an effect of the action ${show(action.name)}: a policy sees what is there before it acts.`,
      { context: late },
    )
  }
  return { action, context, reward, worth: worthOf(reward, question.rewards) }
}

/** What each state of a reward is worth. */
export function worthOf({ name, states }: Variable, rewards: DecisionQuestion['rewards']): Float64Array {
  const given = rewards === undefined ? null : new Map(Object.entries(rewards))
  if (given !== null) {
    const unknown = [...given.keys()].find((state) => !states.includes(state))
    if (unknown !== undefined) throw unknownName(`state of ${show(name)}`, unknown, states)
  }
  return Float64Array.from(states, (state) => {
    const worth = given === null ? (state.trim() === '' ? Number.NaN : Number(state)) : given.get(state)
    if (typeof worth === 'number' && Number.isFinite(worth)) return worth
    throw new CausalError(
      'invalid-argument',
      `say in \`rewards\` what the state ${show(state)} of ${show(name)} is worth: { ${states.map((each) => `${show(each)}: …`).join(', ')} }.`,
      { state },
    )
  })
}

/** The contexts that can occur, each as a state for every variable, in order. */
export function contextsOf(context: readonly Variable[]): readonly Readonly<Record<string, string>>[] {
  let found: Readonly<Record<string, string>>[] = [Object.freeze({})]
  for (const { name, states } of context)
    found = found.flatMap((before) =>
      states.map((state) => Object.freeze(Object.fromEntries([...Object.entries(before), [name, state]]))),
    )
  return found
}

/** The probability of each context, in the order of {@link contextsOf}, from a joint of probabilities or counts. */
export function contextChances(joint: Factor, context: readonly Variable[]): Float64Array {
  const names = context.map(({ name }) => name)
  const others = joint.variables.flatMap(({ name }) => (names.includes(name) ? [] : [name]))
  return normalize(reorder(marginalize(joint, others), names)).values
}
