import {
  type Expr,
  freshSymbol,
  type Prob,
  prob,
  product,
  ratio,
  type Symbols,
  substitute,
  sumOut,
} from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import type { ProofLine } from './proof-types.js'
import { chainSeparations, isSeparated, type RuleSeparation, ruleSeparation } from './rule-holds.js'

/** An equation in free symbols. */
export interface Line {
  readonly before: Prob
  readonly after: Expr
  readonly rule: ProofLine['rule']
  readonly separations: readonly RuleSeparation[]
  readonly order: readonly number[]
}

/** P(of | do(act), given), its lists ascending. */
export function term(of: readonly number[], act: readonly number[], given: readonly number[] = []): Prob {
  const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b)
  return prob(sorted(of), sorted(given), sorted(act)) as Prob
}

/** One text for one term. */
export function keyOf({ of, given, act }: Prob, base: readonly number[]): string {
  const names = (list: readonly number[]): string =>
    list
      .map((s) => base[s]!)
      .sort((a, b) => a - b)
      .join()
  return `${names(of)}|${names(given)}|${names(act)}`
}

/** The lines of a proof while it is made: each term is rewritten once. */
export class Lines {
  readonly list: Line[] = []
  readonly #done = new Set<string>()
  readonly g: IndexedGraph
  readonly symbols: Symbols
  readonly #isThorough: boolean

  /** @param isThorough - whether a term may be rewritten in several ways, of which the one is taken that leads on */
  constructor(g: IndexedGraph, symbols: Symbols, isThorough = false) {
    this.g = g
    this.symbols = symbols
    this.#isThorough = isThorough
  }

  /** Whether a term still needs a line: it is under do, and has none. */
  needs(left: Prob): boolean {
    return left.act.length > 0 && (this.#isThorough || !this.#done.has(keyOf(left, this.symbols.base)))
  }

  #add(
    rule: Line['rule'],
    before: Prob,
    after: Expr,
    separations: readonly RuleSeparation[] = [],
    order: readonly number[] = [],
  ): void {
    this.#done.add(keyOf(before, this.symbols.base))
    this.list.push({ before, after, rule, separations, order })
  }

  /** A rule of the do-calculus from one term to another; false where it does not hold. A detour leaves the term open for another line. */
  calculus(rule: 1 | 2 | 3, before: Prob, after: Prob, isDetour = false): boolean {
    const moved = (a: readonly number[], b: readonly number[]): number[] => a.filter((i) => !b.includes(i))
    const nodes =
      rule === 1
        ? [...moved(before.given, after.given), ...moved(after.given, before.given)]
        : [...moved(before.act, after.act), ...moved(after.act, before.act)]
    const act = before.act.filter((i) => after.act.includes(i))
    const given = before.given.filter((i) => after.given.includes(i))
    const separation = ruleSeparation(rule, this.g, before.of, nodes, act, given)
    if (!isSeparated(this.g, separation)) return false
    this.#add(`rule ${rule}`, before, after, [separation])
    if (isDetour) this.#done.delete(keyOf(before, this.symbols.base))
    return true
  }

  /** P(of | …) = Σ P(of, gone | …). */
  sum(before: Prob, gone: readonly number[]): Prob {
    const joint = term([...before.of, ...gone], before.act, before.given)
    this.#add('sum', before, sumOut(this.symbols, gone, joint))
    return joint
  }

  /** P(y | z, …) = P(y, z | …) / P(z | …), with all or some of the condition. */
  condition(before: Prob, moved: readonly number[]): readonly [Prob, Prob] {
    const given = before.given.filter((i) => !moved.includes(i))
    const joint = term([...before.of, ...moved], before.act, given)
    const below = term(moved, before.act, given)
    this.#add('condition', before, ratio(joint, below))
    return [joint, below]
  }

  /** P(y | …) = Σ_w P(y | w, …) P(w | …). */
  cases(before: Prob, over: readonly number[]): readonly [Prob, Prob] {
    const inner = term(before.of, before.act, [...before.given, ...over])
    const outer = term(over, before.act, before.given)
    this.#add('cases', before, sumOut(this.symbols, over, product([inner, outer])))
    return [inner, outer]
  }

  /** A joint with all else set as the product over its districts. */
  districts(before: Prob, parts: readonly (readonly number[])[], order: readonly number[]): readonly Prob[] {
    const all = this.g.names.map((_, i) => i)
    const factors = parts.map((part) =>
      term(
        part,
        all.filter((i) => !part.includes(i)),
      ),
    )
    const separations = parts.flatMap((part) => chainSeparations(this.g, order, part))
    this.#add('districts', before, product(factors), separations, order)
    return factors
  }

  /** A district with all else set as the product of conditionals of the distribution of `order`. */
  district(before: Prob, order: readonly number[]): readonly Prob[] {
    const outside = this.g.names.map((_, i) => i).filter((i) => !order.includes(i))
    const factors = order.flatMap((v, k) => (before.of.includes(v) ? [term([v], outside, order.slice(0, k))] : []))
    this.#add('district', before, product([...factors].reverse()), chainSeparations(this.g, order, before.of), order)
    return factors
  }
}

/**
 * What the lines make of an expression: every term under do is replaced until none is left; null where one has no line. Where a term
 * has two lines the first is taken that does not lead back to it. `used` collects the lines that were.
 */
export function expandTerms(
  symbols: Symbols,
  lines: readonly Line[],
  goal: Expr,
  used: Set<Line> = new Set(),
): Expr | null {
  const table = new Map<string, Line[]>()
  for (const line of lines) {
    const key = keyOf(line.before, symbols.base)
    table.set(key, [...(table.get(key) ?? []), line])
  }
  const done = new Map<string, Expr>()
  const open = new Set<string>()
  /** The expression of a term in free symbols: what its line makes of it. */
  const expandKey = (key: string): Expr | null => {
    const known = done.get(key)
    if (known !== undefined) return known
    if (open.has(key)) return null
    open.add(key)
    for (const line of table.get(key) ?? []) {
      const found = expand(line.after)
      if (found === null) continue
      done.set(key, found)
      used.add(line)
      break
    }
    open.delete(key)
    return done.get(key) ?? null
  }
  const expand = (e: Expr): Expr | null => {
    if (e.kind === 'constant') return e
    if (e.kind === 'prob') {
      if (e.act.length === 0) return e
      const found = expandKey(keyOf(e, symbols.base))
      if (found === null) return null
      // a line stands for all values: its free symbols become those of the term at hand
      const map = new Map([...e.of, ...e.given, ...e.act].map((s) => [symbols.base[s]!, s]))
      return substitute(symbols, found, map)
    }
    if (e.kind === 'product') {
      const factors = e.factors.map(expand)
      return factors.includes(null) ? null : product(factors as Expr[])
    }
    if (e.kind === 'ratio') {
      const [top, bottom] = [expand(e.top), expand(e.bottom)]
      return top === null || bottom === null ? null : ratio(top, bottom)
    }
    const body = expand(e.body)
    if (body === null) return null
    const own = new Map(e.over.map((s) => [s, freshSymbol(symbols, s)]))
    return { kind: e.kind, over: [...own.values()], body: substitute(symbols, body, own) }
  }
  return expand(goal)
}
