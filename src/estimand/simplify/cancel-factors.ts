import { type Expr, type Prob, product, ratio, type Symbols } from '../terms/expr.js'
import { equalExprs } from './equal-expr.js'

/**
 * Whether variables are independent given others when `act` is set. Positions in the table of names; the lists are
 * disjoint.
 */
export type Independent = (
  a: readonly number[],
  b: readonly number[],
  given: readonly number[],
  act: readonly number[],
) => boolean

/** What the rules work with: the table, and independence where a graph is known. */
export interface Context {
  readonly symbols: Symbols
  /** The same for symbols. */
  readonly independent: Independent
}

/** P(a | b, c) = P(a | c) when a ⊥ b | c. Conditions are tried one by one, the last given first. */
export function pruned(c: Context, p: Prob): Expr {
  if (p.given.length === 0) return p
  let given = p.given
  for (const s of [...p.given].reverse()) {
    const others = given.filter((t) => t !== s)
    if (c.independent(p.of, [s], others, p.act)) given = others
  }
  return given.length === p.given.length ? p : { ...p, given }
}

/** The factors of a product, of a fraction above and below its bar, or of any other expression. */
export function parts(e: Expr): { top: Expr[]; bottom: Expr[] } {
  if (e.kind === 'product') {
    const all = e.factors.map(parts)
    return { top: all.flatMap((p) => p.top), bottom: all.flatMap((p) => p.bottom) }
  }
  if (e.kind === 'ratio') {
    const [top, bottom] = [parts(e.top), parts(e.bottom)]
    return { top: [...top.top, ...bottom.bottom], bottom: [...top.bottom, ...bottom.top] }
  }
  return e.kind === 'constant' && e.value === 1 ? { top: [], bottom: [] } : { top: [e], bottom: [] }
}

/** One fraction of simplified factors: equal factors go, and P(a, b | c) / P(b | c) becomes P(a | b, c). */
export function cancelled(c: Context, above: readonly Expr[], below: readonly Expr[]): Expr {
  const split = parts(ratio(product(above), product(below)))
  let top = split.top
  const bottom: Expr[] = []
  for (const b of split.bottom) {
    const same = top.findIndex((a) => equalExprs(c.symbols, a, b))
    if (same >= 0) {
      top = top.filter((_, i) => i !== same)
      continue
    }
    let done = false
    if (b.kind === 'prob') {
      for (const [i, a] of top.entries()) {
        const quotient = a.kind === 'prob' ? conditioned(c, a, b) : null
        if (quotient === null) continue
        top = [...top.slice(0, i), quotient, ...top.slice(i + 1)]
        done = true
        break
      }
    }
    if (!done) bottom.push(b)
  }
  return ratio(product(top), product(bottom))
}

/** P(a, b | g) / P(b | h) as P(a | b, g), when g and h are the same or their difference does not matter. */
function conditioned(c: Context, a: Prob, b: Prob): Expr | null {
  if (a.domain !== b.domain || !sameSet(a.act, b.act)) return null
  if (b.of.length >= a.of.length || !b.of.every((s) => a.of.includes(s))) return null
  if (!sameGiven(c, b, a.given)) return null
  return pruned(c, { ...a, of: a.of.filter((s) => !b.of.includes(s)), given: [...a.given, ...b.of] })
}

/** Whether P(p.of | p.given) = P(p.of | given). */
export function sameGiven(c: Context, p: Prob, given: readonly number[]): boolean {
  const extra = given.filter((s) => !p.given.includes(s))
  const missing = p.given.filter((s) => !given.includes(s))
  if (extra.length === 0 && missing.length === 0) return true
  if (extra.some((s) => p.of.includes(s)) || !distinctBases(c, [...p.of, ...p.given, ...extra, ...p.act])) return false
  return c.independent(p.of, extra, p.given, p.act) && c.independent(p.of, missing, given, p.act)
}

export function sameSet(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((s) => b.includes(s))
}

export function distinctBases({ symbols }: Context, list: readonly number[]): boolean {
  return new Set(list.map((s) => symbols.base[s])).size === list.length
}
