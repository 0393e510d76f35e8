import type { Expr, Prob, Symbols } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import type { Line } from './proof-lines.js'
import { chainSeparations, isSeparated, type RuleSeparation, ruleSeparation } from './rule-holds.js'

/** Why a line does not hold, or null: its sides by the rule's shape, its separations by the rule and in the graph. */
export function lineFault(g: IndexedGraph, symbols: Symbols, line: Line): string | null {
  const { before, after, rule } = line
  const base = (list: readonly number[]): number[] => list.map((s) => symbols.base[s]!)
  if (symbols.state.some((state) => state !== undefined)) return 'a proof speaks of all values, not of a state.'
  const wrong = `the two sides are not those of ${rule}.`
  const needed = ((): readonly RuleSeparation[] | null => {
    switch (rule) {
      case 'rule 1':
      case 'rule 2':
      case 'rule 3':
        return calculusSeparation(g, rule, before, after)
      case 'sum':
        return isSum(before, after, base) ? [] : null
      case 'cases':
        return isCases(before, after, base) ? [] : null
      case 'condition':
        return isCondition(before, after) ? [] : null
      case 'districts':
      case 'district':
        return districtSeparations(g, line)
      default:
        return null
    }
  })()
  if (needed === null) return wrong
  if (needed.length !== line.separations.length) return 'the separations listed are not those that the rule asks for.'
  for (const [i, separation] of needed.entries()) {
    if (!sameSeparation(separation, line.separations[i]!))
      return 'the separations listed are not those that the rule asks for.'
    if (!isSeparated(g, separation)) return 'a separation does not hold in its graph.'
  }
  return null
}

/** The separation of rule 1, 2 or 3 between two terms, or null where the rule does not speak of them. */
function calculusSeparation(g: IndexedGraph, rule: Line['rule'], a: Prob, b: Expr): readonly RuleSeparation[] | null {
  if (!isTerm(b) || !same(a.of, b.of)) return null
  const [fewer, more] = a.act.length <= b.act.length ? [a, b] : [b, a]
  if (!within(fewer.act, more.act)) return null
  const acted = minus(more.act, fewer.act)
  if (rule === 'rule 1') {
    const [small, large] = a.given.length <= b.given.length ? [a, b] : [b, a]
    if (acted.length > 0 || !within(small.given, large.given)) return null
    const seen = minus(large.given, small.given)
    return seen.length === 0 ? null : [ruleSeparation(1, g, a.of, seen, a.act, small.given)]
  }
  if (acted.length === 0) return null
  if (rule === 'rule 3') {
    return same(a.given, b.given) ? [ruleSeparation(3, g, a.of, acted, fewer.act, a.given)] : null
  }
  // rule 2: what one side sets besides, the other sees besides
  if (!same([...more.given, ...acted], fewer.given) || more.given.some((i) => acted.includes(i))) return null
  return [ruleSeparation(2, g, a.of, acted, fewer.act, more.given)]
}

/** Σ_w P(y, w | …). */
function isSum(a: Prob, b: Expr, base: (list: readonly number[]) => number[]): boolean {
  if (b.kind !== 'sum' || b.body.kind !== 'prob') return false
  const { over, body } = b
  const stay = minus(body.of, over)
  return (
    sane(body, base) &&
    body.domain === '' &&
    within(over, body.of) &&
    same(stay, a.of) &&
    same(body.given, a.given) &&
    same(body.act, a.act)
  )
}

/** Σ_w P(y | w, …) P(w | …). */
function isCases(a: Prob, b: Expr, base: (list: readonly number[]) => number[]): boolean {
  if (b.kind !== 'sum' || b.body.kind !== 'product' || b.body.factors.length !== 2) return false
  const { over } = b
  const factors = b.body.factors
  return factors.some((inner, i) => {
    const outer = factors[1 - i]!
    if (inner.kind !== 'prob' || outer.kind !== 'prob' || inner.domain !== '' || outer.domain !== '') return false
    return (
      sane(inner, base) &&
      sane(outer, base) &&
      same(inner.of, a.of) &&
      same(inner.given, [...a.given, ...over]) &&
      same(inner.act, a.act) &&
      same(outer.of, over) &&
      same(outer.given, a.given) &&
      same(outer.act, a.act)
    )
  })
}

/** P(y, z | …) / P(z | …). */
function isCondition(a: Prob, b: Expr): boolean {
  if (b.kind !== 'ratio' || !isTerm(b.top) || !isTerm(b.bottom)) return false
  const { top, bottom } = b
  const left = minus(a.given, bottom.of)
  return (
    bottom.of.length > 0 &&
    within(bottom.of, a.given) &&
    same(top.of, [...a.of, ...bottom.of]) &&
    same(top.given, left) &&
    same(bottom.given, left) &&
    same(top.act, a.act) &&
    same(bottom.act, a.act)
  )
}

/** A joint with all else set by its districts, or a district with all else set by conditionals of a larger part. */
function districtSeparations(g: IndexedGraph, { before, after, rule, order }: Line): readonly RuleSeparation[] | null {
  const all = g.names.map((_, i) => i)
  const factors = after.kind === 'product' ? after.factors : [after]
  if (!factors.every(isTerm) || new Set(order).size !== order.length) return null
  if (before.given.length > 0 || !same(before.act, minus(all, before.of))) return null
  const outside = minus(all, order)
  if (rule === 'district') {
    const wanted = order.flatMap((v, k) =>
      before.of.includes(v) ? [{ of: [v], act: outside, given: order.slice(0, k) }] : [],
    )
    if (!within(before.of, order) || wanted.length !== factors.length) return null
    const holds = wanted.every((w) =>
      factors.some((f) => same(f.of, w.of) && same(f.act, w.act) && same(f.given, w.given)),
    )
    return holds ? chainSeparations(g, order, before.of) : null
  }
  if (
    !same(order, before.of) ||
    !same(
      factors.flatMap((f) => [...f.of]),
      before.of,
    )
  )
    return null
  if (!factors.every((f) => f.given.length === 0 && same(f.act, minus(all, f.of)))) return null
  return factors.flatMap((f) => chainSeparations(g, order, f.of))
}

/** Whether no variable has two values in a term. */
function sane(e: Prob, base: (list: readonly number[]) => number[]): boolean {
  const list = base([...e.of, ...e.given, ...e.act])
  return new Set(list).size === list.length
}

function isTerm(e: Expr): e is Prob {
  return e.kind === 'prob' && e.domain === ''
}

/** The same members, each once. */
function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length
}

function within(a: readonly number[], b: readonly number[]): boolean {
  return a.every((i) => b.includes(i))
}

function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.filter((i) => !b.includes(i))
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
