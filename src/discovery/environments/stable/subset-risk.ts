import { cellsOnto } from './cells-onto.js'
import type { MechanismProblem } from './mechanism-problem.js'
import type { StableProblem } from './stable-problem.js'
import type { MechanismRow, StableClass } from './types.js'
import { worstMechanisms } from './worst-mechanisms.js'

/** What of a problem does not depend on the subset. */
export interface RiskContext {
  readonly problem: StableProblem
  readonly sizes: readonly number[]
  /** For each cell: the state of the parents that no mechanism sets, times `settings`, plus the setting. */
  readonly costCell: Int32Array
  readonly mechanisms: Omit<MechanismProblem, 'cost'>
}

export function riskContext(problem: StableProblem): RiskContext {
  const { variables, mutable, parents, kernel } = problem
  const sizes = variables.map(({ states }) => states.length)
  const place = new Map(variables.map(({ name }, i) => [name, i]))
  const first = variables.length - mutable.length
  const cards = sizes.slice(first)
  const settings = cards.reduce((product, card) => product * card, 1)
  const outsideAxes = [...new Set(parents.flat().map((name) => place.get(name)!))]
    .filter((axis) => axis < first)
    .sort((a, b) => a - b)
  const outside = outsideAxes.reduce((product, axis) => product * sizes[axis]!, 1)
  const outsideOf = cellsOnto(sizes, outsideAxes)
  const costCell = outsideOf.map((p, cell) => p * settings + (cell % settings))
  const stateAt = parents.map((names) => {
    const of = cellsOnto(
      sizes,
      names.map((name) => place.get(name)!),
    )
    const at = new Int32Array(outside * settings)
    for (let cell = 0; cell < kernel.length; cell++) at[costCell[cell]!] = of[cell]!
    return at
  })
  const states = parents.map((names) => names.reduce((product, name) => product * sizes[place.get(name)!]!, 1))
  return { problem, sizes, costCell, mechanisms: { outside, settings, cards, states, stateAt } }
}

/** The worst case of E[outcome | subset, do(mutable)], as positions of stable variables. */
export function subsetRisk(
  context: RiskContext,
  subset: readonly number[],
  budget: number,
): Omit<StableClass, 'subset' | 'members'> {
  const { problem, sizes, costCell, mechanisms } = context
  const { kernel, observed, worth, mutable, variables } = problem
  const first = sizes.length - mutable.length
  const inputs = cellsOnto(sizes, [...subset, ...mutable.map((_, m) => first + m)])
  const groups = 1 + inputs.reduce((most, g) => Math.max(most, g), 0)
  const mass = new Float64Array(groups)
  const prediction = new Float64Array(groups)
  const y = (cell: number): number => worth[Math.floor(cell / mechanisms.settings) % worth.length]!
  for (let cell = 0; cell < kernel.length; cell++) {
    mass[inputs[cell]!]! += kernel[cell]!
    prediction[inputs[cell]!]! += kernel[cell]! * y(cell)
  }
  // where nothing lies no mechanism leads to
  for (let g = 0; g < groups; g++) prediction[g] = mass[g]! > 0 ? prediction[g]! / mass[g]! : 0
  const cost = new Float64Array(mechanisms.outside * mechanisms.settings)
  let observedRisk = 0
  for (let cell = 0; cell < kernel.length; cell++) {
    const loss = (y(cell) - prediction[inputs[cell]!]!) ** 2
    cost[costCell[cell]!]! += kernel[cell]! * loss
    observedRisk += observed[cell]! * loss
  }
  const { value, atMost, rules } = worstMechanisms({ ...mechanisms, cost }, budget)
  const exact = !(atMost > value)
  const worst = mutable.map(
    (name, m) => [name, mechanismRows(problem, m, rules[m]!, variables[first + m]!.states)] as const,
  )
  return {
    worstRisk: value,
    atMost: exact ? value : atMost,
    exact,
    observedRisk,
    worstMechanisms: Object.freeze(Object.fromEntries(worst)),
  }
}

function mechanismRows(
  { parents, variables }: StableProblem,
  m: number,
  rule: Int32Array,
  states: readonly string[],
): readonly MechanismRow[] {
  const own = parents[m]!.map((name) => variables.find((variable) => variable.name === name)!)
  const rows = Array.from(rule, (value, row) => {
    let rest = row
    const given: [string, string][] = []
    for (const parent of [...own].reverse()) {
      given.unshift([parent.name, parent.states[rest % parent.states.length]!])
      rest = Math.floor(rest / parent.states.length)
    }
    return Object.freeze({ given: Object.freeze(Object.fromEntries(given)), state: states[value]! })
  })
  return Object.freeze(rows)
}
