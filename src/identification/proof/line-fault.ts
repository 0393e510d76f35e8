import type { Expr, Prob } from '../../estimand/terms/expr.js'
import { isCases, isChain, isCondition, isDivide, isSum, same, within } from './line-shapes.js'
import { calculusOf, type Line, minus } from './proof-lines.js'
import { basesOf, type Setting, seenIn } from './proof-setting.js'
import { chainSeparations, isSeparated, populationSeparation, type RuleSeparation } from './rule-holds.js'

/** Why a line does not hold, or null: its sides by the rule's shape, its separations by the rule and in the graph. */
export function lineFault(setting: Setting, line: Line): string | null {
  const { before, after, rule } = line
  if (!isSane(setting, before) || !allSane(setting, after)) return 'a term speaks of a variable twice.'
  const hasOrder = rule === 'districts' || rule === 'district'
  if (!hasOrder && line.order.length > 0) return `${rule} asks for no order.`
  const needed = separationsNeeded(setting, line)
  if (needed === null) return `the two sides are not those of ${rule}.`
  return separationFault(setting.g, needed, line.separations)
}

/** Whether the separations that a rule asks for are those listed, and hold. */
export function separationFault(
  g: Setting['g'],
  needed: readonly RuleSeparation[],
  listed: readonly RuleSeparation[],
): string | null {
  if (needed.length !== listed.length) return 'the separations listed are not those that the rule asks for.'
  for (const [i, separation] of needed.entries()) {
    if (!sameSeparation(separation, listed[i]!)) return 'the separations listed are not those that the rule asks for.'
    if (!isSeparated(g, separation)) return 'a separation does not hold in its graph.'
  }
  return null
}

/** The separations that license a line, or null where its sides are not those of its rule. */
function separationsNeeded(setting: Setting, line: Line): readonly RuleSeparation[] | null {
  const { before, after, rule } = line
  switch (rule) {
    case 'rule 1':
    case 'rule 2':
    case 'rule 3':
      return calculusNeeds(setting, rule, before, after)
    case 'population':
      return populationNeeds(setting, before, after)
    case 'sum':
      return isSum(before, after) ? [] : null
    case 'cases':
      return isCases(before, after) ? [] : null
    case 'condition':
      return isCondition(before, after) ? [] : null
    case 'divide':
      return isDivide(before, after) ? [] : null
    case 'chain':
      return isChain(before, after) ? [] : null
    case 'districts':
    case 'district':
      return districtNeeds(setting, line)
    default:
      return null
  }
}

/** The separation of rule 1, 2 or 3 between two terms, or null where the rule does not speak of them. */
function calculusNeeds(setting: Setting, rule: Line['rule'], a: Prob, b: Expr): readonly RuleSeparation[] | null {
  if (b.kind !== 'prob' || b.domain !== a.domain || !same(a.of, b.of)) return null
  const [fewer, more] = a.act.length <= b.act.length ? [a, b] : [b, a]
  if (!within(fewer.act, more.act)) return null
  const acted = minus(more.act, fewer.act)
  if (rule === 'rule 1') {
    const [small, large] = a.given.length <= b.given.length ? [a, b] : [b, a]
    if (acted.length > 0 || !within(small.given, large.given) || small.given.length === large.given.length) return null
    return [calculusOf(setting, 1, a, b)]
  }
  if (acted.length === 0) return null
  if (rule === 'rule 3') return same(a.given, b.given) ? [calculusOf(setting, 3, a, b)] : null
  // rule 2: what one side sets besides, the other sees besides
  return same([...more.given, ...acted], fewer.given) ? [calculusOf(setting, 2, a, b)] : null
}

/** The separation that lets a term of the population that is asked about stand for another one, or back. */
function populationNeeds(setting: Setting, a: Prob, b: Expr): readonly RuleSeparation[] | null {
  if (b.kind !== 'prob' || !same(a.of, b.of) || !same(a.given, b.given) || !same(a.act, b.act)) return null
  const [here, there] = a.domain === setting.population ? [a, b] : [b, a]
  const indicators = setting.indicators.get(there.domain)
  if (here.domain !== setting.population || indicators === undefined) return null
  const [y, x, w] = [a.of, a.act, a.given].map((list) => basesOf(setting, list))
  return [populationSeparation(indicators, y!, x!, w!)]
}

/** A joint with all else set by its districts, or a district with all else set by conditionals of a larger part. */
function districtNeeds(setting: Setting, { before, after, rule, order }: Line): readonly RuleSeparation[] | null {
  const { g, symbols } = setting
  const factors = after.kind === 'product' ? after.factors : [after]
  const isFree = (list: readonly number[]): boolean => list.every((s) => symbols.base[s] === s)
  if (!factors.every((f): f is Prob => f.kind === 'prob' && f.domain === before.domain)) return null
  if (new Set(order).size !== order.length || before.given.length > 0) return null
  if (!isFree([...before.of, ...before.act])) return null
  const all = [...before.of, ...before.act]
  const seen = seenIn(setting, before.domain)
  if (rule === 'district') {
    const outside = minus(all, order)
    const wanted = order.flatMap((v, k) =>
      before.of.includes(v) ? [{ of: [v], act: outside, given: order.slice(0, k) }] : [],
    )
    if (!within(order, all) || !within(before.of, order) || wanted.length !== factors.length) return null
    const holds = wanted.every((w) =>
      factors.some((f) => same(f.of, w.of) && same(f.act, w.act) && same(f.given, w.given)),
    )
    return holds ? chainSeparations(g, order, before.of, outside, seen) : null
  }
  const parts = factors.flatMap((f) => [...f.of])
  if (!same(order, before.of) || !same(parts, before.of)) return null
  if (!factors.every((f) => f.given.length === 0 && same(f.act, minus(all, f.of)))) return null
  return factors.flatMap((f) => chainSeparations(g, order, f.of, before.act, seen))
}

/** Whether no variable has two values in a term, and none of them is an indicator. */
function isSane(setting: Setting, e: Prob): boolean {
  const list = basesOf(setting, [...e.of, ...e.given, ...e.act])
  return e.of.length > 0 && new Set(list).size === list.length && list.every((i) => i < setting.size)
}

function allSane(setting: Setting, e: Expr): boolean {
  switch (e.kind) {
    case 'constant':
      return true
    case 'prob':
      return isSane(setting, e)
    case 'product':
      return e.factors.every((f) => allSane(setting, f))
    case 'ratio':
      return allSane(setting, e.top) && allSane(setting, e.bottom)
    default:
      return allSane(setting, e.body)
  }
}

function sameSeparation(a: RuleSeparation, b: RuleSeparation): boolean {
  return (
    a.rule === b.rule &&
    same(a.outcome, b.outcome) &&
    same(a.nodes, b.nodes) &&
    same(a.given, b.given) &&
    same(a.withoutInto, b.withoutInto) &&
    same(a.withoutOutOf, b.withoutOutOf)
  )
}
