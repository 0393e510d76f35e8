import { type Prob, product, ratio, type Sum, sumOut } from '../../../estimand/terms/expr.js'
import type { CalculusStep } from '../../recovery/search-result.js'
import { calculusOf, keyOf, type Line, type Lines, minus, term } from '../proof-lines.js'
import type { Setting } from '../proof-setting.js'
import { isSeparated } from '../rule-holds.js'

/** The lines of a derivation by a search: each of its steps is an equation already, from the term sought back to what is known. */
export function linesOfSteps(lines: Lines, steps: readonly CalculusStep[], termOf: (step: CalculusStep) => Prob): void {
  const { setting } = lines
  for (let i = steps.length - 1; i >= 0; i--) {
    const { rule, from } = steps[i]!
    const before = termOf(steps[i]!)
    if (!lines.needs(before)) continue
    const [a, b] = from.map((k) => termOf(steps[k]!))
    if (rule === 'sum') lines.add('sum', before, sumOut(setting.symbols, minus(a!.of, before.of), a!))
    else if (rule === 'condition' || rule === 'divide') lines.add(rule, before, ratio(a!, b!))
    else if (rule === 'product') lines.add('chain', before, product([a!, b!]))
    else if (a !== undefined && a.domain !== before.domain) lines.population(before, a.domain)
    else if (rule === 'rule 1') lines.calculus(1, before, a!)
    else if (rule === 'rule 2') lines.calculus(2, before, a!)
    else if (rule === 'rule 3') lines.calculus(3, before, a!)
  }
}

/** A term of a step in positions; `given` holds the indicator of the selected where the term is of these. */
export function termOfStep(
  { g, selected, indicators }: Setting,
  { of, do: act, given }: CalculusStep,
  symbolOf: (position: number) => number,
): Prob {
  const at = (names: readonly string[]): number[] => names.map((name) => g.index.get(name)!)
  const indicator = selected === null ? -1 : indicators.get(selected)![0]!
  const seen = at(given)
  const values = (list: readonly number[]): number[] => list.filter((i) => i !== indicator).map(symbolOf)
  return term(values(at(of)), values(at(act)), values(seen), seen.includes(indicator) ? selected! : '')
}

/** Fewer lines: two that follow one another by the same rule are one where the rule holds at once. */
export function joinedSteps(setting: Setting, list: readonly Line[]): readonly Line[] {
  const { symbols } = setting
  const lineOf = new Map(list.map((line) => [keyOf(line.before, symbols), line]))
  const joined: Line[] = []
  for (const line of list) {
    let now = line
    for (;;) {
      const inner = now.after.kind === 'prob' ? now.after : now.after.kind === 'sum' ? now.after.body : null
      if (inner?.kind !== 'prob' || setting.isKnown(inner)) break
      const next = lineOf.get(keyOf(inner, symbols))
      const both = next === undefined || next.rule !== now.rule ? null : joinedPair(setting, now, next)
      if (both === null) break
      now = both
    }
    joined.push(now)
  }
  return joined
}

function joinedPair(setting: Setting, a: Line, b: Line): Line | null {
  const { before } = a
  if (a.rule === 'sum') {
    const { base, state } = setting.symbols
    const joint = (b.after as Sum).body as Prob
    const values = joint.of.map((s) => (state[s] === undefined ? base[s]! : s))
    const whole = term(values, before.act, before.given, before.domain)
    return { ...a, after: sumOut(setting.symbols, minus(whole.of, before.of), whole) }
  }
  const number = { 'rule 1': 1, 'rule 2': 2, 'rule 3': 3 }[a.rule as 'rule 1'] as 1 | 2 | 3 | undefined
  if (number === undefined || b.after.kind !== 'prob') return null
  const after = b.after
  const widens = (x: readonly number[], y: readonly number[]): boolean => minus(x, y).length === 0
  const grows = widens(before.given, after.given) || widens(after.given, before.given)
  const acts = widens(before.act, after.act) || widens(after.act, before.act)
  if (!grows || !acts || (number !== 1 && before.act.length === after.act.length)) return null
  if (number === 2 && before.given.length + before.act.length !== after.given.length + after.act.length) return null
  const separation = calculusOf(setting, number, before, after)
  return isSeparated(setting.g, separation) ? { ...a, after, separations: [separation] } : null
}
