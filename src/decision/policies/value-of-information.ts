import { CausalError, calledAs } from '../../errors.js'
import { asList, checkedList, checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Scm } from '../../scm/index.js'
import { type BestPolicy, bestPolicy } from './best-policy.js'
import type { DecisionQuestion, GraphWithJoint, NoPolicyValue } from './types.js'

/**
 * A decision, and what might be seen before it.
 *
 * @typeParam N - the names of the variables
 * @category Decisions
 */
export interface InformationQuestion<N extends string = string> extends DecisionQuestion<N> {
  /** What would be seen beside the context: no effects of the action. */
  readonly observe: N | readonly N[]
}

/**
 * What it is worth to see something before acting.
 *
 * @category Decisions
 */
export interface InformationValue {
  /** It is known. */
  readonly identifiable: true
  /** How much more the best policy earns that sees it: 0 or more. */
  readonly value: number
  /** The best policy with it. */
  readonly informed: BestPolicy
  /** The best policy with the context alone. */
  readonly uninformed: BestPolicy
}

/**
 * What it is worth to observe variables before a decision: what the best policy that sees them earns over the best that does not.
 *
 * It is the most that a perfect measurement may cost. It is never negative, and 0 where the best action is the same whatever is seen. From a
 * graph and what was seen both policies are identified first.
 *
 * @param source - a discrete model, or `{ graph, joint }`
 * @param question - action, context, reward, and what to observe
 * @returns the difference with both policies, or why a policy's value is not known
 * @throws CausalError as {@link bestPolicy}; `overlap` for what is in the context already
 * @complexity that of two calls of {@link bestPolicy}
 * @category Decisions
 * @see Howard 1966, "Information value theory", IEEE Transactions on Systems Science and Cybernetics 2
 * @example
 * const model = discreteScm({
 *   exogenous: [{ name: 'U', p: [0.7, 0.3] }],
 *   endogenous: [
 *     { name: 'ill', parents: ['U'], table: [0, 1] },
 *     { name: 'treat', parents: [], table: [0], states: 2 },
 *     { name: 'well', parents: ['ill', 'treat'], table: [1, 0, 0, 1] },
 *   ],
 * })
 * const v = valueOfInformation(model, { action: 'treat', reward: 'well', observe: 'ill' })
 * v.identifiable && [v.value, v.informed.value, v.uninformed.value]
 * //=> [0.3, 1, 0.7]
 */
export function valueOfInformation<T>(
  source: Scm<T>,
  question: InformationQuestion<keyof NoInfer<T> & string>,
): InformationValue
export function valueOfInformation<N extends string>(
  source: GraphWithJoint<N>,
  question: InformationQuestion<NoInfer<N>>,
): InformationValue | NoPolicyValue
export function valueOfInformation(
  source: Scm | GraphWithJoint,
  question: InformationQuestion,
): InformationValue | NoPolicyValue {
  return calledAs('valueOfInformation', () => {
    checkOptions('question', question, ['action', 'context', 'reward', 'rewards', 'observe'])
    const { observe, ...asked } = checkedObject('question', question)
    const context = checkedList('context', asList<string>(asked.context))
    const more = checkedList('observe', asList<string>(observe))
    if (more.length === 0) throw new CausalError('invalid-argument', 'say in `observe` what would be seen.')
    const twice = more.filter((name) => context.includes(name))
    if (twice.length > 0) {
      throw new CausalError('overlap', `${quoteNames(twice)} is seen already, in the context.`, { names: twice })
    }
    const best = (seen: readonly string[]): BestPolicy | NoPolicyValue =>
      bestPolicy(source as GraphWithJoint, { ...asked, context: seen } as never)
    const informed = best([...context, ...more])
    if (!informed.identifiable) return informed
    const uninformed = best(context)
    if (!uninformed.identifiable) return uninformed
    // a policy may leave what it sees unused: less than nothing is rounding
    const value = Math.max(0, informed.value - uninformed.value)
    return Object.freeze({ identifiable: true, value, informed, uninformed })
  })
}
