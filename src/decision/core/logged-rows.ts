import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { OffPolicyQuestion } from '../policies/off-policy-types.js'
import type { Policy } from '../policies/types.js'
import type { LoggedRows } from './log-estimators.js'
import type { ReadLog } from './read-log.js'
import { chancesIn } from './read-policy.js'

/** Weights and what the model expects: policy and model are asked once for each context. */
export function loggedRows(
  { actions, action, reward, propensity, contexts, contextAt, context }: ReadLog,
  policy: Policy,
  rewardModel: OffPolicyQuestion['rewardModel'],
  untried: Map<string, number>,
): LoggedRows {
  const size = actions.length
  const [chance, model] = [0, 1].map(() => new Float64Array(contexts * size)) as [Float64Array, Float64Array]
  const hoped = new Float64Array(contexts)
  const rowsIn = new Int32Array(contexts)
  for (let i = 0; i < context.length; i++) rowsIn[context[i]!]!++
  const place = new Map(actions.map((name, a) => [name, a]))
  for (let c = 0; c < contexts; c++) {
    const own = contextAt(c)
    const chosen = policy(own)
    const known = rewardModel === undefined && typeof chosen === 'string' ? place.get(chosen) : undefined
    if (known !== undefined) {
      chance[c * size + known] = 1
      continue
    }
    const { names, chances } = targetChances(chosen, own, actions, rowsIn[c]!, untried)
    chance.set(chances.subarray(0, size), c * size)
    if (rewardModel === undefined) continue
    const of = names.map((name) => modelledReward(rewardModel, own, name))
    model.set(of.slice(0, size), c * size)
    hoped[c] = of.reduce((sum, each, a) => sum + chances[a]! * each, 0)
  }
  const n = context.length
  const [weight, modelled, expected] = [0, 1, 2].map(() => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let i = 0; i < n; i++) {
    const at = context[i]! * size + action[i]!
    weight[i] = chance[at]! / propensity[i]!
    modelled[i] = model[at]!
    expected[i] = hoped[context[i]!]!
  }
  return { weight, reward, modelled, expected }
}

/** The chances of the logged actions, then of those with a chance that were never logged, whose rows are counted. */
function targetChances(
  chosen: ReturnType<Policy>,
  context: Readonly<Record<string, string>>,
  actions: readonly string[],
  rows: number,
  untried: Map<string, number>,
): { readonly names: readonly string[]; readonly chances: Float64Array } {
  const told =
    typeof chosen === 'string' ? [chosen] : typeof chosen === 'object' && chosen !== null ? Object.keys(chosen) : []
  const others = told.filter((name) => !actions.includes(name))
  for (const name of others)
    if (typeof chosen === 'string' || chosen[name] !== 0) untried.set(name, (untried.get(name) ?? 0) + rows)
  const names = others.length === 0 ? actions : [...actions, ...others]
  return { names, chances: chancesIn(chosen, context, names) }
}

function modelledReward(
  model: NonNullable<OffPolicyQuestion['rewardModel']>,
  context: Readonly<Record<string, string>>,
  action: string,
): number {
  const value = model(context, action)
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new CausalError(
    'invalid-argument',
    `rewardModel gave ${show(value)} for ${show(action)} in ${show(context)}: a finite number is needed.`,
  )
}
