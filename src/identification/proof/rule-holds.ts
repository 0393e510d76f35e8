import type { IndexedGraph } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { reach } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { separated } from '../../graph/separation/separation.js'

/** A separation in positions: see `LicensingSeparation`. */
export interface RuleSeparation {
  readonly rule: 1 | 2 | 3
  readonly outcome: readonly number[]
  readonly nodes: readonly number[]
  readonly given: readonly number[]
  readonly withoutInto: readonly number[]
  readonly withoutOutOf: readonly number[]
}

/** What a rule of the do-calculus asks for, with y the outcome, z the nodes, x what is set and w what is seen (Pearl 2009, theorem 3.4.1). */
export function ruleSeparation(
  rule: 1 | 2 | 3,
  g: IndexedGraph,
  y: readonly number[],
  z: readonly number[],
  x: readonly number[],
  w: readonly number[],
): RuleSeparation {
  let into = [...x]
  if (rule === 3) {
    const above = reach(mutilated(g, flags(g.size, x), new Uint8Array(g.size)).parents, w)
    into = [...x, ...z.filter((i) => above[i] === 0)]
  }
  const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b)
  return {
    rule,
    outcome: sorted(y),
    nodes: sorted(z),
    given: sorted([...x, ...w]),
    withoutInto: sorted(into),
    withoutOutOf: rule === 2 ? sorted(z) : [],
  }
}

/** Whether the separation is there. */
export function isSeparated(g: IndexedGraph, s: RuleSeparation): boolean {
  const cut = mutilated(g, flags(g.size, s.withoutInto), flags(g.size, s.withoutOutOf))
  return separated(cut, s.nodes, flags(g.size, s.outcome), flags(g.size, s.given))
}

/**
 * The separations behind P(v | before in D, do(V \ D)) = P(v | before, do(V \ T)) for each v of D ⊆ T along an order of T: rule 2 for
 * what comes before v outside D, rule 3 for what comes after.
 */
export function chainSeparations(
  g: IndexedGraph,
  order: readonly number[],
  district: readonly number[],
): RuleSeparation[] {
  const inside = flags(g.size, district)
  const whole = flags(g.size, order)
  const outside = positionsOf(whole.map((flag) => 1 - flag))
  const found: RuleSeparation[] = []
  for (const [k, v] of order.entries()) {
    if (inside[v] === 0) continue
    const before = order.slice(0, k)
    const kept = before.filter((i) => inside[i] === 1)
    const swapped = before.filter((i) => inside[i] === 0)
    const later = order.slice(k + 1).filter((i) => inside[i] === 0)
    if (swapped.length > 0) found.push(ruleSeparation(2, g, [v], swapped, outside, kept))
    if (later.length > 0) found.push(ruleSeparation(3, g, [v], later, [...outside, ...swapped], kept))
  }
  return found
}
