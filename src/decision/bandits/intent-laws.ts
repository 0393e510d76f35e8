import { CausalError } from '../../errors.js'
import { graphOf, queryTerms, type Scm } from '../../scm/index.js'
import { cellOf } from '../core/cell-of.js'
import { decisionProblem } from '../core/decision-problem.js'
import { statesIn } from '../core/earnings.js'
import type { IntentQuestion } from './intent-types.js'
import { type RewardLaw, rewardLaw, sharesOf } from './reward-law.js'

/** Of each intent the chances of the reward's states after each action; no laws for an intent that never occurs. */
export interface IntentLaws {
  readonly actions: readonly string[]
  readonly chances: Float64Array
  readonly laws: readonly (readonly RewardLaw[])[]
  readonly shares: Float64Array
  readonly range: readonly [number, number]
}

/** What each action earns among those who intend each, by queries across two worlds. */
export function intentLaws(model: Scm, question: IntentQuestion): IntentLaws {
  const { action, reward, rewards } = question
  const variables = statesIn(model, [...new Set([action, reward])])
  const asked = { action, reward, ...(rewards === undefined ? {} : { rewards }) }
  const problem = decisionProblem(graphOf(model), variables, asked)
  const { shares, range } = sharesOf(problem.worth)
  const [actions, size] = [problem.action.states, shares.length]
  const joints = actions.map((state): Float64Array => {
    const act = { [action]: cellOf(model, action, state) }
    const found: unknown = queryTerms(model, [{ variable: action }, { variable: reward, do: act }] as never)
    if (typeof found === 'object' && found !== null && 'values' in found) return found.values as Float64Array
    throw new CausalError('not-supported', 'the model gives no exact distribution across worlds.')
  })
  const chances = Float64Array.from(actions, (_, i) => {
    const own = joints[0]!.subarray(i * size, (i + 1) * size)
    return own.reduce((sum, chance) => sum + chance, 0)
  })
  const laws = actions.map((_, i) =>
    chances[i]! > 0 ? joints.map((joint) => rewardLaw(joint.slice(i * size, (i + 1) * size), shares)) : [],
  )
  return { actions, chances, laws, shares, range }
}
