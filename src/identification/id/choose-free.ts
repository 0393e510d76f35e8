import { type Expr, freeSymbols, freshSymbol, type Symbols, substitute } from '../../estimand/terms/expr.js'

/** Free values that the query does not name may be anything: they are bound by `any`. */
export function chooseFree(symbols: Symbols, e: Expr, asked: ReadonlySet<number>): Expr {
  const over = [...freeSymbols(e)].filter((s) => s < symbols.names.length && !asked.has(s))
  if (over.length === 0) return e
  const own = new Map(over.map((s) => [s, freshSymbol(symbols, s)]))
  return { kind: 'any', over: [...own.values()], body: substitute(symbols, e, own) }
}
