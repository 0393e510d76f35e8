import type { Prob } from '../../../estimand/terms/expr.js'
import { ancestorsWithin, difference, type NodeSet, sameNodes } from '../../../graph/core/node-sets.js'
import { kahnOrder } from '../../../graph/core/order.js'
import { flags, positionsOf } from '../../../graph/core/sets.js'
import { separated } from '../../../graph/separation/separation.js'
import { blanketWithin } from '../../id/district-factor.js'
import type { IndicatedVariable } from '../../recovery/recorded.js'
import { type Lines, minus, term } from '../proof-lines.js'
import { type AskedEffect, conditional } from './effect-question.js'
import { idLines } from './id-lines.js'

/**
 * The lines of what incomplete data show by the joint law of what matters: the law as an ordered product (Mohan, Pearl & Tian 2013,
 * theorem 1), else as the complete cases divided by their chance (theorem 2); effects by ID in that law.
 */
export function lawLines(
  lines: Lines,
  q: AskedEffect,
  pairs: readonly IndicatedVariable[],
  one: ReadonlyMap<number, number>,
): void {
  const { g } = lines.setting
  const all = new Uint8Array(g.size).fill(1)
  const substantive = difference(
    all,
    flags(
      g.size,
      pairs.map(([, indicator]) => indicator),
    ),
  )
  const universe = ancestorsWithin(g, substantive, flags(g.size, [...q.x, ...q.y, ...q.z]))
  const law = (nodes: NodeSet) => (): void => {
    if (lines.needs(term(positionsOf(nodes), []))) {
      const isAncestral = sameNodes(nodes, universe)
      if (isOrdered(lines, nodes, pairs, isAncestral)) orderedLaw(lines, nodes, pairs, one, isAncestral)
      else weightedLaw(lines, nodes, pairs, one)
    }
  }
  conditional(lines, q, (x, y) => {
    const asked = flags(g.size, y)
    if (x.length > 0) {
      idLines(lines, { universe, domain: '' }).effect(asked, flags(g.size, x), universe, law(universe))
      return
    }
    // a law without effects may leave ancestors out
    if (isOrdered(lines, asked, pairs, sameNodes(asked, universe)) || !isOrdered(lines, universe, pairs, true)) {
      law(asked)()
      return
    }
    const gone = minus(positionsOf(universe), y)
    const joint = term(y, [])
    if (gone.length > 0 && lines.needs(joint)) lines.sum(joint, gone)
    law(universe)()
  })
}

/** The indicators that must be at 1 for variables to be seen. */
const indicatorsOf = (pairs: readonly IndicatedVariable[], nodes: readonly number[]): number[] =>
  pairs.flatMap(([variable, indicator]) => (nodes.includes(variable) ? [indicator] : []))

/** What a node depends on among those before it in its order: all of them, or those that matter where none is left out. */
function conditionsOf(
  { setting: { g } }: Lines,
  nodes: NodeSet,
  isAncestral: boolean,
): [node: number, given: number[]][] {
  const order = [...kahnOrder(g)].filter((i) => nodes[i] === 1)
  return order.map((v, k) => {
    const before = order.slice(0, k)
    return [v, isAncestral ? blanketWithin(g, flags(g.size, before), [v]) : before]
  })
}

/** Whether each node, given those before it that matter, is independent of the indicators of them all. */
function isOrdered(lines: Lines, nodes: NodeSet, pairs: readonly IndicatedVariable[], isAncestral: boolean): boolean {
  const { g } = lines.setting
  return conditionsOf(lines, nodes, isAncestral).every(([v, given]) => {
    const at = indicatorsOf(pairs, [v, ...given])
    return at.length === 0 || separated(g, [v], flags(g.size, at), flags(g.size, given))
  })
}

/** P(v₁, v₂, …) = Π P(vᵢ | before), and each of these where all of it is seen: rule 1, twice. */
function orderedLaw(
  lines: Lines,
  nodes: NodeSet,
  pairs: readonly IndicatedVariable[],
  one: ReadonlyMap<number, number>,
  isAncestral: boolean,
): void {
  const conditions = conditionsOf(lines, nodes, isAncestral)
  const order = conditions.map(([v]) => v)
  const joint = term(order, [])
  const factors = chained(lines, joint, order)
  for (const [k, [v, given]] of conditions.entries()) {
    const factor = factors[k]!
    if (!lines.needs(factor)) continue
    const short = term([v], [], given)
    if (given.length < factor.given.length) lines.calculus(1, factor, short)
    if (!lines.needs(short)) continue
    const seen = indicatorsOf(pairs, [v, ...given]).map((r) => one.get(r)!)
    lines.calculus(1, short, term([v], [], [...given, ...seen]))
  }
}

/** A joint as the product of its variables, each given those before it. */
function chained(lines: Lines, joint: Prob, values: readonly number[]): readonly Prob[] {
  if (values.length === 1) return [joint]
  return lines.chain(
    joint,
    values.map((value) => [value]),
  )
}

/** P(v) = P(v, R = 1) / P(R = 1 | v), and the chance of being complete as a product over the indicators, each given what drives it. */
function weightedLaw(
  lines: Lines,
  nodes: NodeSet,
  pairs: readonly IndicatedVariable[],
  one: ReadonlyMap<number, number>,
): void {
  const { g } = lines.setting
  const parentsOf = (i: number): number[] => [...g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!)]
  const variables = new Set(positionsOf(nodes))
  const recorded = new Set<number>(indicatorsOf(pairs, [...variables]))
  for (const indicator of recorded) {
    for (const parent of parentsOf(indicator)) {
      if (one.has(parent)) recorded.add(parent)
      else {
        variables.add(parent)
        for (const r of indicatorsOf(pairs, [parent])) recorded.add(r)
      }
    }
  }
  const order = [...kahnOrder(g)].filter((i) => recorded.has(i))
  const wide = term([...variables], [])
  const gone = minus(wide.of, positionsOf(nodes))
  if (gone.length > 0) lines.sum(term(positionsOf(nodes), []), gone)
  if (!lines.needs(wide)) return
  const value = (i: number): number => one.get(i) ?? i
  const [, chance] = lines.divide(wide, order.map(value))
  const factors = chained(lines, chance, order.map(value))
  for (const [k, r] of order.entries()) {
    const factor = factors[k]!
    if (!lines.needs(factor)) continue
    // given what drives it, nothing that comes before it matters; then it is seen
    const drivers = term([value(r)], [], parentsOf(r).map(value))
    if (drivers.given.length !== factor.given.length && !lines.calculus(1, factor, drivers)) return
    if (!lines.needs(drivers)) continue
    const seen = indicatorsOf(pairs, parentsOf(r)).filter((i) => !parentsOf(r).includes(i))
    lines.calculus(1, drivers, term(drivers.of, [], [...drivers.given, ...seen.map(value)]))
  }
}
