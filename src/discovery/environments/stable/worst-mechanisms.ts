import { CLOSE, type MechanismProblem, respond } from './mechanism-problem.js'
import { branchAndBound } from './mechanism-search.js'

/** The dearest mechanisms found. */
export interface WorstMechanisms {
  readonly value: number
  /** No mechanisms are dearer than this. */
  readonly atMost: number
  /** Of each mechanism the state that it gives to each state of its parents. */
  readonly rules: readonly Int32Array[]
}

/**
 * The deterministic mechanisms of the largest total cost. The total is linear in each row of each mechanism, so that no random
 * mechanism is worse. Rows that never meet in one term are independent problems; in each of them the rows of all mechanisms but
 * the last are searched by branch and bound, and the last answers each of its parents' states on its own. A mechanism that sees
 * all that those before it saw and did is thereby solved as in dynamic programming.
 *
 * @param budget - the most nodes of the search; after them what was found is a lower bound
 */
export function worstMechanisms(problem: MechanismProblem, budget: number): WorstMechanisms {
  const rules = problem.states.map((count) => new Int32Array(count))
  if (rules.length === 0) {
    const total = problem.cost.reduce((sum, c) => sum + c, 0)
    return { value: total, atMost: total, rules }
  }
  let value = 0
  let atMost = 0
  let left = budget
  for (const part of independentParts(problem)) {
    ascend(problem, part, rules)
    const found = branchAndBound(problem, part, rules, left)
    left -= found.nodes
    value += found.value
    atMost += found.atMost
  }
  return { value, atMost, rules }
}

/** The states p in groups, such that no row of a mechanism is read in two of them. */
function independentParts({
  outside,
  settings,
  states,
  stateAt,
  cost,
}: MechanismProblem): readonly (readonly number[])[] {
  const first = states.map((_, m) => states.slice(0, m).reduce((sum, count) => sum + count, 0))
  const root = Array.from({ length: first.at(-1)! + states.at(-1)! }, (_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) at = root[at] = root[root[at]!]!
    return at
  }
  const rowOf = (m: number, p: number, setting: number): number => first[m]! + stateAt[m]![p * settings + setting]!
  // what costs nothing, or never happens, ties nothing together
  const counted = Array.from({ length: outside }, (_, p) => p).filter((p) =>
    cost.subarray(p * settings, (p + 1) * settings).some((c) => c > 0),
  )
  for (const p of counted) {
    const own = rowOf(0, p, 0)
    for (let m = 0; m < states.length; m++)
      for (let setting = 0; setting < settings; setting++) root[find(rowOf(m, p, setting))] = find(own)
  }
  const parts = new Map<number, number[]>()
  for (const p of counted) {
    const key = find(rowOf(0, p, 0))
    const part = parts.get(key)
    if (part === undefined) parts.set(key, [p])
    else part.push(p)
  }
  return [...parts.values()]
}

/** Coordinate ascent: each mechanism in turn answers the others, until none gains. */
function ascend(problem: MechanismProblem, part: readonly number[], rules: readonly Int32Array[]): void {
  let value = -1
  for (;;) {
    let now = 0
    for (let m = problem.cards.length - 1; m >= 0; m--) now = respond(problem, part, rules, m)
    if (!(now > value + CLOSE * now)) return
    value = now
  }
}
