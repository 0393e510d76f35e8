import type { IndexedGraph } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { reach } from '../../graph/core/reach.js'
import { flags } from '../../graph/core/sets.js'
import { separated } from '../../graph/separation/separation.js'
import type { LicensingSeparation } from './proof-types.js'

/** A separation in positions: see `LicensingSeparation`. */
export interface RuleSeparation {
  readonly rule: LicensingSeparation['rule']
  readonly outcome: readonly number[]
  readonly nodes: readonly number[]
  readonly given: readonly number[]
  readonly withoutInto: readonly number[]
  readonly withoutOutOf: readonly number[]
}

const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b)

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
  return {
    rule,
    outcome: sorted(y),
    nodes: sorted(z),
    given: sorted([...x, ...w]),
    withoutInto: sorted(into),
    withoutOutOf: rule === 2 ? sorted(z) : [],
  }
}

/** What lets a term stand for another population: the indicators of that are separated from the outcome (Pearl & Bareinboim 2014). */
export function populationSeparation(
  indicators: readonly number[],
  y: readonly number[],
  x: readonly number[],
  w: readonly number[],
): RuleSeparation {
  return {
    rule: 'population',
    outcome: sorted(y),
    nodes: sorted(indicators),
    given: sorted([...x, ...w]),
    withoutInto: sorted(x),
    withoutOutOf: [],
  }
}

/** What makes variables with all their parents set independent of others: no hidden cause joins them. */
export function hiddenSeparation(g: IndexedGraph, a: readonly number[], b: readonly number[]): RuleSeparation {
  return {
    rule: 'independence',
    outcome: sorted(a),
    nodes: sorted(b),
    given: [],
    withoutInto: [],
    withoutOutOf: g.names.map((_, i) => i),
  }
}

/** Whether the separation is there. */
export function isSeparated(g: IndexedGraph, s: RuleSeparation): boolean {
  if (s.outcome.some((i) => s.nodes.includes(i))) return false
  const cut = mutilated(g, flags(g.size, s.withoutInto), flags(g.size, s.withoutOutOf))
  return separated(cut, s.nodes, flags(g.size, s.outcome), flags(g.size, s.given))
}

/**
 * The separations behind P(v | before in D, do(U \ D)) = P(v | before, do(U \ T)) for each v of D ⊆ T along an order of T, with
 * `outside` U \ T: rule 2 for what comes before v outside D, rule 3 for what comes after. `seen` is seen throughout.
 */
export function chainSeparations(
  g: IndexedGraph,
  order: readonly number[],
  district: readonly number[],
  outside: readonly number[],
  seen: readonly number[],
): RuleSeparation[] {
  const inside = flags(g.size, district)
  const found: RuleSeparation[] = []
  for (const [k, v] of order.entries()) {
    if (inside[v] === 0) continue
    const before = order.slice(0, k)
    const kept = [...before.filter((i) => inside[i] === 1), ...seen]
    const swapped = before.filter((i) => inside[i] === 0)
    const later = order.slice(k + 1).filter((i) => inside[i] === 0)
    if (swapped.length > 0) found.push(ruleSeparation(2, g, [v], swapped, outside, kept))
    if (later.length > 0) found.push(ruleSeparation(3, g, [v], later, [...outside, ...swapped], kept))
  }
  return found
}
