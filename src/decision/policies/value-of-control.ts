import { CausalError, calledAs } from '../../errors.js'
import { asList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { intervene, type Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import { cellOf } from '../core/cell-of.js'
import { statesIn } from '../core/earnings.js'
import { type BestPolicy, bestPolicy } from './best-policy.js'
import type { DecisionQuestion } from './types.js'

/**
 * A decision, and what might be set before it.
 *
 * @typeParam N - the names of the variables
 * @category Decisions
 */
export interface ControlQuestion<N extends string = string> extends DecisionQuestion<N> {
  /** The variable that would be set, once and for all. */
  readonly set: N
}

/**
 * What it is worth to set something.
 *
 * @category Decisions
 */
export interface ControlValue {
  /** What the best setting earns more than leaving it alone; negative where it is better left alone. */
  readonly value: number
  /** Of each state, what the best policy earns once it is set. */
  readonly settings: readonly { readonly state: string; readonly value: number }[]
  /** The states that earn most. */
  readonly best: readonly string[]
  /** The best policy where it is left alone. */
  readonly uncontrolled: BestPolicy
}

/** Earnings closer than this, of the largest, are as good. */
const tie = 1e-9

/**
 * What it is worth to set a variable before a decision, with the best policy for the rest: perfect control, exactly from a model.
 *
 * Unlike information, control can do harm: a variable that is set no longer tells of its causes, and no longer follows them. Then the
 * value is negative, and it is best left alone.
 *
 * @param model - a discrete model
 * @param question - action, context, reward, and what to set
 * @returns the value of each setting, and of leaving it alone
 * @throws CausalError as {@link bestPolicy}; `overlap` where the action or the reward would be set
 * @complexity that of {@link bestPolicy}, for each state
 * @category Decisions
 * @see Matheson 1990, "Using influence diagrams to value information and control"
 * @example
 * const model = discreteScm({
 *   exogenous: [{ name: 'U', p: [0.7, 0.3] }],
 *   endogenous: [
 *     { name: 'ill', parents: ['U'], table: [0, 1] },
 *     { name: 'treat', parents: [], table: [0], states: 2 },
 *     { name: 'well', parents: ['ill', 'treat'], table: [1, 0, 0, 1] },
 *   ],
 * })
 * const found = valueOfControl(model, { action: 'treat', reward: 'well', set: 'ill' })
 * found.value
 * //=> 0.3
 * found.settings.map(({ value }) => value)
 * //=> [1, 1]
 */
export function valueOfControl<T>(model: Scm<T>, question: ControlQuestion<keyof NoInfer<T> & string>): ControlValue {
  return calledAs('valueOfControl', () => {
    checkOptions('question', question, ['action', 'context', 'reward', 'rewards', 'set'])
    const { set, ...asked } = checkedObject('question', question)
    if ([asked.action, asked.reward].includes(set)) {
      throw new CausalError('overlap', `${show(set)} is the action or the reward: it has no value of control beside.`, {
        name: set,
      })
    }
    const untyped = model as unknown as Scm
    const uncontrolled = bestPolicy(untyped, asked as never)
    // a variable that was set says nothing: it leaves the context
    const context = asList<string>(asked.context).filter((name) => name !== set)
    const settings = statesIn(untyped, [set])[0]!.states.map((state) => {
      const controlled = intervene(untyped, { [set]: cellOf(untyped, set, state) } as never)
      return Object.freeze({ state, value: bestPolicy(controlled, { ...asked, context } as never).value })
    })
    const most = settings.reduce((best, { value }) => Math.max(best, value), Number.NEGATIVE_INFINITY)
    const scale = settings.reduce((largest, { value }) => Math.max(largest, Math.abs(value)), 0)
    return Object.freeze({
      value: most - uncontrolled.value,
      settings: Object.freeze(settings),
      best: Object.freeze(settings.filter(({ value }) => value >= most - tie * scale).map(({ state }) => state)),
      uncontrolled,
    })
  })
}
