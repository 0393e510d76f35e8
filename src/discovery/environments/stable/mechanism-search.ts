import { CLOSE, type MechanismProblem, type Row, respond, rowsOf } from './mechanism-problem.js'
import { upperBounds } from './upper-bounds.js'

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
  const bounds = upperBounds(problem, part)
  const root = bounds.bound()
  let nodes = 0
  let open = Number.NEGATIVE_INFINITY
  const isWorth = (bound: number): boolean => bound > best + CLOSE * Math.abs(best)
  const stack: { readonly choices: readonly { readonly value: number; readonly bound: number }[]; next: number }[] = []
  const enter = (depth: number): void => {
    const choices = Array.from({ length: problem.cards[rows[depth]!.m]! }, (_, value) => {
      bounds.decide(rows[depth]!, value)
      nodes++
      return { value, bound: bounds.bound() }
    }).sort((a, b) => b.bound - a.bound || a.value - b.value)
    stack.push({ choices, next: 0 })
  }
  if (rows.length > 0 && isWorth(root)) enter(0)
  while (stack.length > 0) {
    const depth = stack.length - 1
    const top = stack[depth]!
    const choice = top.choices[top.next++]
    if (choice === undefined || !isWorth(choice.bound)) {
      bounds.decide(rows[depth]!, -1)
      stack.pop()
      continue
    }
    if (nodes > budget) {
      open = Math.max(open, choice.bound)
      continue
    }
    bounds.decide(rows[depth]!, choice.value)
    if (depth + 1 < rows.length) {
      enter(depth + 1)
      continue
    }
    // every row but those of the last mechanism is decided: the bound is a value, and the answer to it reaches it
    for (const { m, state } of rows) rules[m]![state] = bounds.decided[m]![state]!
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
