import type { Prob } from '../../../estimand/terms/expr.js'
import {
  ancestorsWithin,
  difference,
  districtsWithin,
  districtWithin,
  intersection,
  type NodeSet,
  sameNodes,
  union,
} from '../../../graph/core/node-sets.js'
import { kahnOrder } from '../../../graph/core/order.js'
import { flags, positionsOf } from '../../../graph/core/sets.js'
import { type Lines, minus, term } from '../proof-lines.js'

/** How the lines for P(T | do(V \ T)) are made, when they are needed. */
export type Whole = () => void

/** Where an effect is followed along ID: all variables that are spoken of, and the population of its terms. */
export interface IdScope {
  readonly universe: NodeSet
  readonly domain: string
  /** Nodes whose ancestors come first in an order of the nodes. */
  readonly first?: NodeSet
}

/** What makes the lines of one scope. */
export interface IdLines {
  /** P(outcome | do(treated and all outside alive)), from P(alive | do(all outside alive)), whose lines `base` makes. */
  readonly effect: (outcome: NodeSet, treated: NodeSet, alive: NodeSet, base: Whole) => void
  /** P(A | do(V \ A)) for an ancestral A of G[T], from P(T | do(V \ T)). */
  readonly ancestralWhole: (above: NodeSet, nodes: NodeSet, whole: Whole) => void
  /** P(D | do(V \ D)) for a union D of districts of G[T], from P(T | do(V \ T)). */
  readonly districtWhole: (district: NodeSet, nodes: NodeSet, whole: Whole) => void
}

/**
 * The lines that prove what algorithm ID finds: its lines are rules of the do-calculus and of probability once the distribution over T
 * at hand is read as P(t | do(v \ t)), under which the graph is G[T] (Shpitser & Pearl 2006, theorem 7). Only for effects that ID
 * identifies.
 */
export function idLines(lines: Lines, { universe, domain, first }: IdScope): IdLines {
  const { g } = lines.setting
  const early = first === undefined ? null : ancestorsWithin(g, universe, first)
  const order = [...kahnOrder(g)].sort((a, b) => (early === null ? 0 : early[b]! - early[a]!))
  const setOutside = (nodes: NodeSet): number[] => positionsOf(difference(universe, nodes))
  const within = (nodes: NodeSet): number[] => order.filter((i) => nodes[i] === 1)
  const of = (nodes: readonly number[], act: readonly number[]): Prob => term(nodes, act, [], domain)

  const effect = (outcome: NodeSet, treated: NodeSet, alive: NodeSet, base: Whole): void => {
    let act = intersection(treated, alive)
    let nodes = alive
    let whole = base
    const left = (): Prob => of(positionsOf(outcome), [...positionsOf(act), ...setOutside(nodes)])
    for (;;) {
      let now = left()
      // line 1
      if (!act.includes(1)) {
        if (!sameNodes(outcome, nodes) && lines.needs(now)) lines.sum(now, positionsOf(difference(nodes, outcome)))
        whole()
        return
      }
      // line 2: rule 3 sets what is no ancestor; the distribution of the ancestors is the sum of the one at hand
      const above = ancestorsWithin(g, nodes, outcome)
      if (!sameNodes(above, nodes)) {
        const [wide, before] = [nodes, whole]
        nodes = above
        act = intersection(act, above)
        whole = () => ancestralWhole(above, wide, before)
        rewrite(3, now, left())
        continue
      }
      // line 3
      const relevant = ancestorsWithin(g, nodes, outcome, act)
      const extra = difference(difference(nodes, act), relevant)
      if (extra.includes(1)) {
        act = union(act, extra)
        rewrite(3, now, left())
        now = left()
      }
      const rest = difference(nodes, act)
      const districts = districtsWithin(g, rest)
      // line 4
      if (districts.length > 1) {
        if (!sameNodes(rest, outcome) && lines.needs(now)) lines.sum(now, positionsOf(difference(rest, outcome)))
        const joint = of(positionsOf(rest), setOutside(rest))
        if (lines.needs(joint)) lines.districts(joint, districts.map(positionsOf), within(rest))
        for (const district of districts) effect(district, difference(nodes, district), nodes, whole)
        return
      }
      const inner = districts[0]!
      const wider = districtWithin(g, nodes, inner.indexOf(1))
      // line 6
      if (sameNodes(wider, inner)) {
        if (!sameNodes(inner, outcome) && lines.needs(now)) lines.sum(now, positionsOf(difference(inner, outcome)))
        districtWhole(inner, nodes, whole)
        return
      }
      // line 7: the distribution of the wider district, with all else set
      const [wide, before] = [nodes, whole]
      nodes = wider
      act = intersection(act, wider)
      whole = () => districtWhole(wider, wide, before)
    }
  }

  const rewrite = (rule: 2 | 3, before: Prob, after: Prob): void => {
    const same = before.act.join() === after.act.join() && before.given.join() === after.given.join()
    if (!same && lines.needs(before)) lines.calculus(rule, before, after)
  }

  /** P(A | do(V \ A)) = P(A | do(V \ T)) = Σ P(T | do(V \ T)) for an ancestral A of G[T]. */
  const ancestralWhole = (above: NodeSet, nodes: NodeSet, whole: Whole): void => {
    if (sameNodes(above, nodes)) {
      whole()
      return
    }
    const now = of(positionsOf(above), setOutside(above))
    const wide = of(positionsOf(above), setOutside(nodes))
    if (lines.needs(now)) lines.calculus(3, now, wide)
    if (!lines.needs(wide)) return
    lines.sum(wide, positionsOf(difference(nodes, above)))
    whole()
  }

  /** P(D | do(V \ D)) = Π P(v | before, do(V \ T)), each the ratio of two sums of P(T | do(V \ T)). */
  const districtWhole = (district: NodeSet, nodes: NodeSet, whole: Whole): void => {
    const now = of(positionsOf(district), setOutside(district))
    if (!lines.needs(now)) return
    if (sameNodes(district, nodes)) {
      whole()
      return
    }
    for (const factor of lines.district(now, within(nodes))) {
      if (!lines.needs(factor)) continue
      const parts = factor.given.length === 0 ? [factor] : lines.condition(factor, factor.given)
      for (const part of parts) {
        if (!lines.needs(part)) continue
        const gone = positionsOf(difference(nodes, flags(g.size, part.of)))
        if (gone.length > 0) lines.sum(part, gone)
        whole()
      }
    }
  }

  return { effect, ancestralWhole, districtWhole }
}

/**
 * P(y | do(x)) as a sum over the product of its districts with all else set, and each of these by `prove`: what identification from
 * several sources does first (Lee, Correa & Bareinboim 2019; Correa, Tian & Bareinboim 2019).
 */
export function districtLines(
  lines: Lines,
  universe: NodeSet,
  x: readonly number[],
  y: readonly number[],
  prove: (district: NodeSet) => void,
): void {
  const { setting } = lines
  const { g, population } = setting
  const outcome = flags(g.size, y)
  const relevant = ancestorsWithin(g, difference(universe, flags(g.size, x)), outcome)
  const outside = positionsOf(difference(universe, relevant))
  let now = term(y, x, [], population)
  const set = term(y, outside, [], population)
  if (!lines.needs(now)) return
  if (set.act.length > now.act.length) lines.calculus(3, now, set)
  now = set
  if (!lines.needs(now)) return
  const gone = minus(positionsOf(relevant), y)
  if (gone.length > 0) now = lines.sum(now, gone)
  const districts = districtsWithin(g, relevant)
  if (districts.length > 1 && lines.needs(now)) {
    const order = [...kahnOrder(g)].filter((i) => relevant[i] === 1)
    lines.districts(now, districts.map(positionsOf), order)
  }
  for (const district of districts) {
    if (lines.needs(term(positionsOf(district), positionsOf(difference(universe, district)), [], population)))
      prove(district)
  }
}
