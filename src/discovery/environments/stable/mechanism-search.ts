import { CLOSE, type MechanismProblem, type Row, respond, rowsOf } from './mechanism-problem.js'

/** Depth first over the rows of all mechanisms but the last, the values of a row by falling bound. */
export function branchAndBound(
  problem: MechanismProblem,
  part: readonly number[],
  rules: readonly Int32Array[],
  budget: number,
): { readonly value: number; readonly atMost: number; readonly nodes: number } {
  const last = problem.cards.length - 1
  const rows = rowsToSearch(problem, part)
  let best = respond(problem, part, rules, last)
  const kept = rules.map((rule) => rule.slice())
  // −1: not yet decided
  const tried = rules.map((rule) => rule.slice().fill(-1))
  const root = upperBound(problem, part, tried)
  let nodes = 0
  let open = Number.NEGATIVE_INFINITY
  const isWorth = (bound: number): boolean => bound > best + CLOSE * Math.abs(best)
  const stack: { readonly choices: readonly { readonly value: number; readonly bound: number }[]; next: number }[] = []
  const enter = (depth: number): void => {
    const { m, state } = rows[depth]!
    const choices = Array.from({ length: problem.cards[m]! }, (_, value) => {
      tried[m]![state] = value
      nodes++
      return { value, bound: upperBound(problem, part, tried) }
    }).sort((a, b) => b.bound - a.bound || a.value - b.value)
    tried[m]![state] = -1
    stack.push({ choices, next: 0 })
  }
  if (rows.length > 0 && isWorth(root)) enter(0)
  while (stack.length > 0) {
    const depth = stack.length - 1
    const top = stack[depth]!
    const { m, state } = rows[depth]!
    const choice = top.choices[top.next++]
    if (choice === undefined || !isWorth(choice.bound)) {
      tried[m]![state] = -1
      stack.pop()
      continue
    }
    if (nodes > budget) {
      open = Math.max(open, choice.bound)
      continue
    }
    tried[m]![state] = choice.value
    if (depth + 1 < rows.length) {
      enter(depth + 1)
      continue
    }
    // every row but those of the last mechanism is decided: the bound is a value, and the answer to it reaches it
    for (let k = 0; k < last; k++)
      for (const row of rowsOf(problem, part, k)) rules[k]![row.state] = tried[k]![row.state]!
    const value = respond(problem, part, rules, last)
    if (!isWorth(value)) continue
    best = value
    for (const [k, rule] of rules.entries()) kept[k]!.set(rule)
  }
  for (const [k, rule] of rules.entries()) rule.set(kept[k]!)
  return { value: best, atMost: Math.max(best, open), nodes }
}

/** The rows of all mechanisms but the last, those with the most at stake first. */
function rowsToSearch(problem: MechanismProblem, part: readonly number[]): readonly Row[] {
  const { settings, stateAt, cost } = problem
  const stake = ({ m, state }: Row): number => {
    let sum = 0
    for (const p of part)
      for (let s = 0; s < settings; s++) if (stateAt[m]![p * settings + s] === state) sum += cost[p * settings + s]!
    return sum
  }
  return problem.cards
    .slice(0, -1)
    .flatMap((_, m) => rowsOf(problem, part, m))
    .map((row) => ({ row, at: stake(row) }))
    .sort((a, b) => b.at - a.at || a.row.m - b.row.m || a.row.state - b.row.state)
    .map(({ row }) => row)
}

/**
 * What no mechanisms that agree with the decided rows exceed: in each state p the best setting that they allow; where they leave
 * no doubt what the last mechanism reads, it answers the sum over all p in which it reads the same.
 */
function upperBound(problem: MechanismProblem, part: readonly number[], tried: readonly Int32Array[]): number {
  const { settings, cards, stateAt, cost } = problem
  const last = cards.length - 1
  const card = cards[last]!
  const groups = new Map<number, Float64Array>()
  const most = new Float64Array(card)
  let bound = 0
  for (const p of part) {
    most.fill(Number.NEGATIVE_INFINITY)
    let reads = -1
    let isOne = true
    for (let s = 0; s < settings; s += card) {
      if (!isAllowed(problem, tried, p, s)) continue
      const state = stateAt[last]![p * settings + s]!
      if (reads !== -1 && reads !== state) isOne = false
      reads = state
      for (let v = 0; v < card; v++) most[v] = Math.max(most[v]!, cost[p * settings + s + v]!)
    }
    if (!isOne) {
      bound += Math.max(...most)
      continue
    }
    const group = groups.get(reads)
    if (group === undefined) groups.set(reads, most.slice())
    else for (let v = 0; v < card; v++) group[v]! += most[v]!
  }
  for (const group of groups.values()) bound += Math.max(...group)
  return bound
}

/** Whether a setting of all mechanisms but the last agrees with what is decided. */
function isAllowed(
  { settings, cards, stateAt }: MechanismProblem,
  tried: readonly Int32Array[],
  p: number,
  s: number,
): boolean {
  let stride = settings
  for (let m = 0; m < cards.length - 1; m++) {
    stride /= cards[m]!
    const rule = tried[m]![stateAt[m]![p * settings + s]!]!
    if (rule !== -1 && rule !== Math.floor(s / stride) % cards[m]!) return false
  }
  return true
}
