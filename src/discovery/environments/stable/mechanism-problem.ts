/**
 * A decision problem of several mechanisms: `cost[p × settings + m]` is earned where the parents that no mechanism sets are in
 * state p and the mechanisms' variables in setting m. Axes are row-major, the last fastest.
 */
export interface MechanismProblem {
  /** The number of states of the parents outside, together. */
  readonly outside: number
  /** The number of settings of all mechanisms' variables, together. */
  readonly settings: number
  /** The number of states of each mechanism's variable, an earlier one never reading a later one. */
  readonly cards: readonly number[]
  /** How many states the parents of each have. */
  readonly states: readonly number[]
  /** The state of each one's parents for each pair of p and setting. */
  readonly stateAt: readonly Int32Array[]
  /** Not negative. */
  readonly cost: Float64Array
}

/** Relative to the total cost: what is nearer to the best than this is not searched for. */
export const CLOSE = 1e-13

/** One row of a mechanism that is searched over. */
export interface Row {
  readonly m: number
  readonly state: number
}

/** The rows of mechanism m that the part may read. */
export function rowsOf({ settings, stateAt }: MechanismProblem, part: readonly number[], m: number): readonly Row[] {
  const seen = new Set<number>()
  for (const p of part) for (let s = 0; s < settings; s++) seen.add(stateAt[m]![p * settings + s]!)
  return [...seen].sort((a, b) => a - b).map((state) => ({ m, state }))
}

/** The best answer of mechanism m to the others, written into the rules; its total over the part. */
export function respond(
  problem: MechanismProblem,
  part: readonly number[],
  rules: readonly Int32Array[],
  m: number,
): number {
  const card = problem.cards[m]!
  const gains = new Map<number, Float64Array>()
  for (const p of part) {
    const state = readBy(problem, rules, p, m)
    const gain = gains.get(state) ?? new Float64Array(card)
    gains.set(state, gain)
    for (let v = 0; v < card; v++) gain[v]! += problem.cost[p * problem.settings + settingOf(problem, rules, p, m, v)]!
  }
  let total = 0
  for (const [state, gain] of gains) {
    let best = rules[m]![state]!
    for (let v = 0; v < card; v++) if (gain[v]! > gain[best]!) best = v
    rules[m]![state] = best
    total += gain[best]!
  }
  return total
}

/** The setting that the rules lead to in state p; mechanism `held`, if any, gives `value`. */
function settingOf(
  { settings, cards, stateAt }: MechanismProblem,
  rules: readonly Int32Array[],
  p: number,
  held = -1,
  value = 0,
): number {
  let setting = 0
  let stride = settings
  for (let m = 0; m < cards.length; m++) {
    stride /= cards[m]!
    // later variables are not read by this one: their places in `setting` may still be 0
    setting += stride * (m === held ? value : rules[m]![stateAt[m]![p * settings + setting]!]!)
  }
  return setting
}

/** The state of the parents of mechanism m in state p under the rules of those before it. */
function readBy(
  { settings, cards, stateAt }: MechanismProblem,
  rules: readonly Int32Array[],
  p: number,
  m: number,
): number {
  let setting = 0
  let stride = settings
  for (let k = 0; k < m; k++) {
    stride /= cards[k]!
    setting += stride * rules[k]![stateAt[k]![p * settings + setting]!]!
  }
  return stateAt[m]![p * settings + setting]!
}
