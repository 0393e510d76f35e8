import { type Expr, freshSymbol, type Prob, product, ratio, substitute } from '../../estimand/terms/expr.js'
import { keyOf, type Line } from './proof-lines.js'
import type { Setting } from './proof-setting.js'

/**
 * What the lines make of an expression: every term that is not known is replaced until none is left; null where one has no line. Where a
 * term has two lines the first is taken that does not lead back to it. `used` collects the lines that were.
 */
export function expandTerms(
  { symbols, isKnown }: Setting,
  lines: readonly Line[],
  goal: Expr,
  used: Set<Line> = new Set(),
): Expr | null {
  const { base, state } = symbols
  const table = new Map<string, Line[]>()
  for (const line of lines) {
    const key = keyOf(line.before, symbols)
    const known = table.get(key)
    if (known === undefined) table.set(key, [line])
    else known.push(line)
  }
  const done = new Map<string, Expr>()
  const open = new Set<string>()
  /** The expression of a term in the symbols of its line. */
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
  /** By a line about these states, or by one about all values. */
  const expandTerm = (e: Prob): Expr | null => {
    const found = expandKey(keyOf(e, symbols))
    if (found !== null) return found
    const hasStates = [...e.of, ...e.given, ...e.act].some((s) => state[s] !== undefined)
    return hasStates ? expandKey(keyOf(e, symbols, false)) : null
  }
  const expand = (e: Expr): Expr | null => {
    if (e.kind === 'constant') return e
    if (e.kind === 'prob') {
      if (isKnown(e)) return e
      const found = expandTerm(e)
      if (found === null) return null
      // a line stands for all values: its free symbols become those of the term at hand
      const map = new Map([...e.of, ...e.given, ...e.act].map((s) => [base[s]!, s]))
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
