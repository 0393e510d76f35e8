import { type Expr, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { actionIsIdle, separationOnMasks } from '../core/mask-separation.js'

/** P(of | do(act), given) as bit masks over at most 24 nodes. */
export interface SearchTerm {
  readonly of: number
  readonly act: number
  readonly given: number
}

/** A term that is known, and what to write for it. */
export interface KnownTerm extends SearchTerm {
  readonly expr: Expr
}

/** `found` with the formula; `exhausted` when nothing more can be derived; `budget` when the search was cut off. */
export type SearchAnswer =
  | { readonly status: 'found'; readonly expr: Expr; readonly steps: readonly SearchStep[] }
  | { readonly status: 'exhausted' | 'budget'; readonly terms: number }

/** How one term of the derivation came about: a do-calculus rule, or a rule of probability. */
export interface SearchStep extends SearchTerm {
  readonly rule: 'known' | 'rule 1' | 'rule 2' | 'rule 3' | 'sum' | 'condition' | 'product' | 'divide'
  readonly from: readonly number[]
}

interface Node extends SearchStep {
  readonly expr: Expr | null
}

/**
 * Breadth-first search for a term by the do-calculus and the rules of probability (Tikka, Hyttinen & Karvanen 2021). Rules
 * are applied to one node at a time: steps with sets are sequences of these (semi-graphoid axioms).
 *
 * @param fixed - nodes known at one value only: never summed, never set
 * @param budget - the most terms that are taken up
 * @param divides - whether P(a) = P(a, b) / P(b | a) is a rule too, for fixed b, which cannot be summed
 */
export function doSearch(
  g: IndexedGraph,
  symbols: Symbols,
  known: readonly KnownTerm[],
  target: SearchTerm,
  fixed: number,
  budget: number,
  divides = false,
): SearchAnswer {
  const nodes: Node[] = []
  const seen = new Map<number, number>()
  const size = 2 ** g.size
  const keyOf = (of: number, act: number, given: number): number => (of * size + act) * size + given
  const goal = keyOf(target.of, target.act, target.given)
  const separated = separationOnMasks(g)
  const add = (
    of: number,
    act: number,
    given: number,
    rule: SearchStep['rule'],
    from: number[],
    expr: Expr | null,
  ): void => {
    const key = keyOf(of, act, given)
    if (seen.has(key)) return
    seen.set(key, nodes.length)
    nodes.push({ of, act, given, rule, from, expr })
  }
  for (const term of known) add(term.of, term.act, term.given, 'known', [], term.expr)
  // terms by what they condition on, for products from below
  const byCondition = new Map<number, number[]>()
  // terms by all that they mention, to be divided
  const byMention = new Map<number, number[]>()
  for (let head = 0; head < nodes.length && !seen.has(goal); head++) {
    if (head >= budget) return { status: 'budget', terms: head }
    const { of, act, given } = nodes[head]!
    const condition = act * size + given
    byCondition.set(condition, [...(byCondition.get(condition) ?? []), head])
    for (let v = 0; v < g.size; v++) {
      const bit = 1 << v
      const isFixed = (fixed & bit) !== 0
      if ((of & bit) !== 0) {
        const rest = of & ~bit
        if (rest === 0) continue
        if (!isFixed) add(rest, act, given, 'sum', [head], null)
        else if (divides) {
          const last = seen.get(keyOf(bit, act, given | rest))
          if (last !== undefined) add(rest, act, given, 'divide', [head, last], null)
        }
        const single = seen.get(keyOf(bit, act, given))
        if (single !== undefined) add(rest, act, given | bit, 'condition', [head, single], null)
        const others = seen.get(keyOf(rest, act, given))
        if (others !== undefined) add(bit, act, given | rest, 'condition', [head, others], null)
        continue
      }
      if ((given & bit) !== 0) {
        const rest = given & ~bit
        if (separated(v, of, act | rest, act, 0)) add(of, act, rest, 'rule 1', [head], null)
        if (!isFixed && separated(v, of, act | rest, act, bit)) add(of, act | bit, rest, 'rule 2', [head], null)
        const factor = seen.get(keyOf(bit, act, rest))
        if (factor !== undefined) add(of | bit, act, rest, 'product', [head, factor], null)
        continue
      }
      if ((act & bit) !== 0) {
        const rest = act & ~bit
        if (separated(v, of, rest | given, rest, bit)) add(of, rest, given | bit, 'rule 2', [head], null)
        if (actionIsIdle(g, separated, v, of, rest, given)) add(of, rest, given, 'rule 3', [head], null)
        continue
      }
      if (separated(v, of, act | given, act, 0)) add(of, act, given | bit, 'rule 1', [head], null)
      if (!isFixed && actionIsIdle(g, separated, v, of, act, given)) add(of, act | bit, given, 'rule 3', [head], null)
    }
    // P(v | given) is the last factor of all P(u | given, v)
    if ((of & (of - 1)) === 0) {
      for (const other of byCondition.get(act * size + (given | of)) ?? []) {
        add(nodes[other]!.of | of, act, given, 'product', [other, head], null)
      }
    }
    if (divides) {
      const mention = act * size + (of | given)
      byMention.set(mention, [...(byMention.get(mention) ?? []), head])
      // P(b | a) is known now: what came before it can be divided by it
      if ((of & fixed) === of && (of & (of - 1)) === 0) {
        for (const joint of byMention.get(mention)!) {
          const whole = nodes[joint]!
          if ((whole.of & of) === 0 || whole.of === of) continue
          add(whole.of & ~of, act, whole.given, 'divide', [joint, head], null)
        }
      }
    }
    // a term that came before its part was known can now be conditioned
    for (const whole of byCondition.get(condition) ?? []) {
      const joint = nodes[whole]!.of
      if ((joint & of) !== of || joint === of) continue
      add(joint & ~of, act, given | of, 'condition', [whole, head], null)
    }
  }
  const found = seen.get(goal)
  return found === undefined ? { status: 'exhausted', terms: nodes.length } : write(symbols, nodes, found)
}

/** The formula of a term, and the steps that it rests on, in order. */
function write(symbols: Symbols, nodes: readonly Node[], goal: number): SearchAnswer {
  const needed = new Set<number>([goal])
  for (const i of needed) for (const from of nodes[i]!.from) needed.add(from)
  const order = [...needed].sort((a, b) => a - b)
  const exprs = new Map<number, Expr>()
  const position = new Map<number, number>()
  const steps: SearchStep[] = []
  for (const i of order) {
    const { rule, from, expr, of, act, given } = nodes[i]!
    const [a, b] = from.map((k) => exprs.get(k)!)
    const gone = rule === 'sum' ? bits(nodes[from[0]!]!.of & ~of) : []
    exprs.set(
      i,
      rule === 'known'
        ? expr!
        : rule === 'sum'
          ? sumOut(symbols, gone, a!)
          : rule === 'condition' || rule === 'divide'
            ? ratio(a!, b!)
            : rule === 'product'
              ? product([a!, b!])
              : a!,
    )
    position.set(i, steps.length)
    steps.push({ rule, of, act, given, from: from.map((k) => position.get(k)!) })
  }
  return { status: 'found', expr: exprs.get(goal) ?? prob([]), steps }
}

/** The positions of a mask's bits. */
export function bits(mask: number): number[] {
  const found: number[] = []
  for (let i = 0; mask >> i !== 0; i++) if (((mask >> i) & 1) === 1) found.push(i)
  return found
}

export function maskOf(positions: Iterable<number>): number {
  let mask = 0
  for (const i of positions) mask |= 1 << i
  return mask
}
