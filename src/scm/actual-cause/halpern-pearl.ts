import { CausalError } from '../../errors.js'
import { between, type CausalSetting, type Condition, holds, settle, someSetting, subsetsBySize } from './setting.js'

/** What shows AC2: variables held, and the alternative of the cause under which the effect fails. */
export interface WitnessCodes {
  readonly contingency: Condition
  readonly alternative: Condition
}

/** Finds a witness of AC2 for a set of variables at their actual values, or null. */
export type FindWitness = (setting: CausalSetting, cause: readonly number[], effect: Condition) => WitnessCodes | null

/** More evaluations of the model than this, at worst, are refused. */
const mostWork = 2e8

function refuseAbove(work: number): void {
  if (work <= mostWork) return
  throw new CausalError(
    'too-large',
    `about ${work.toExponential(1)} evaluations of the model could be needed, more than the limit of ${mostWork.toExponential(0)}: name a smaller cause, or leave out variables that do not matter.`,
    { work, most: mostWork },
  )
}

const at = (variables: readonly number[], values: Int32Array): Condition =>
  variables.map((variable) => ({ variable, state: values[variable]! }))

/**
 * AC2(aᵐ) of the modified definition (Halpern 2015): a setting x′ of the cause, and a set W held at its ACTUAL values, under
 * which the effect fails. W is the smallest there is; variables outside the paths from cause to effect change nothing.
 */
export const modifiedWitness: FindWitness = (setting, cause, effect) => {
  const candidates = between(
    setting,
    cause,
    effect.map((c) => c.variable),
  ).filter((v) => !cause.includes(v))
  refuseAbove(2 ** candidates.length * cause.reduce((product, v) => product * setting.cards[v]!, 1))
  const values = new Int32Array(setting.size)
  const held = new Int32Array(setting.size).fill(-1)
  for (const w of subsetsBySize(candidates)) {
    held.fill(-1)
    for (const v of w) held[v] = setting.actual[v]!
    const found = someSetting(setting, cause, held, () => {
      settle(setting, held, values)
      return !holds(effect, values)
    })
    if (found) return { contingency: at(w, held), alternative: at(cause, held) }
  }
  return null
}

/**
 * AC2 of the updated definition (Halpern & Pearl 2005): W may be held at ANY values w′ if (a) with x′ the effect fails, and
 * (b) with the actual x it holds for every part of w′ and every part of the other variables held at their actual values.
 */
export const updatedWitness: FindWitness = (setting, cause, effect) => {
  const relevant = between(
    setting,
    null,
    effect.map((c) => c.variable),
  ).filter((v) => !cause.includes(v))
  refuseAbove(
    relevant.reduce((product, v) => product * 2 * (1 + setting.cards[v]!), 1) *
      cause.reduce((product, v) => product * setting.cards[v]!, 1),
  )
  const values = new Int32Array(setting.size)
  const held = new Int32Array(setting.size).fill(-1)
  for (const w of subsetsBySize(relevant)) {
    const rest = relevant.filter((v) => !w.includes(v))
    held.fill(-1)
    const found = someSetting(setting, w, held, () =>
      // AC2(b) does not depend on x′: it is asked once a setting of W, and only where AC2(a) holds
      {
        const chosen = held.slice()
        const fails = someSetting(setting, cause, held, () => {
          settle(setting, held, values)
          return !holds(effect, values)
        })
        return fails && holdsThroughout(setting, cause, effect, w, chosen, rest)
      },
    )
    if (found) return { contingency: at(w, held), alternative: at(cause, held) }
  }
  return null
}

/** AC2(b): [X ← x, W′ ← w′, Z′ ← z*] effect, for all subsets W′ of W and Z′ of Z. */
function holdsThroughout(
  setting: CausalSetting,
  cause: readonly number[],
  effect: Condition,
  w: readonly number[],
  chosen: Int32Array,
  rest: readonly number[],
): boolean {
  const values = new Int32Array(setting.size)
  const held = new Int32Array(setting.size)
  for (let part = 0; part < 2 ** w.length; part++) {
    for (let others = 0; others < 2 ** rest.length; others++) {
      held.fill(-1)
      for (const v of cause) held[v] = setting.actual[v]!
      for (const [k, v] of w.entries()) if ((part >> k) & 1) held[v] = chosen[v]!
      for (const [k, v] of rest.entries()) if ((others >> k) & 1) held[v] = setting.actual[v]!
      settle(setting, held, values)
      if (!holds(effect, values)) return false
    }
  }
  return true
}

/** A proper non-empty part of the cause that satisfies AC2 by itself, so that AC3 fails; smallest first, or null. */
export function smallerCause(
  find: FindWitness,
  setting: CausalSetting,
  cause: readonly number[],
  effect: Condition,
): readonly number[] | null {
  for (const part of subsetsBySize(cause)) {
    if (part.length > 0 && part.length < cause.length && find(setting, part, effect) !== null) return part
  }
  return null
}

/** Least |X| + |W| over the causes X, by the modified definition, that contain the variable; null when there is none. */
export function leastChange(setting: CausalSetting, variable: number, effect: Condition): number | null {
  const others = between(
    setting,
    null,
    effect.map((c) => c.variable),
  ).filter((v) => v !== variable)
  let best: number | null = null
  for (const rest of subsetsBySize(others)) {
    if (best !== null && rest.length + 1 >= best) break
    const cause = [variable, ...rest]
    const witness = modifiedWitness(setting, cause, effect)
    if (witness === null || smallerCause(modifiedWitness, setting, cause, effect) !== null) continue
    const size = cause.length + witness.contingency.length
    if (best === null || size < best) best = size
  }
  return best
}

/** Whether the effect fails for some values of the cause with nothing held. */
export function dependsPlainly(setting: CausalSetting, cause: readonly number[], effect: Condition): boolean {
  const held = new Int32Array(setting.size).fill(-1)
  const values = new Int32Array(setting.size)
  return someSetting(setting, cause, held, () => {
    settle(setting, held, values)
    return !holds(effect, values)
  })
}
