import { cancelled, contextOf, type Independent, parts } from '../../estimand/simplify/cancel-factors.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { type Expr, freeSymbols, product, ratio, type Symbols, sum } from '../../estimand/terms/expr.js'

/** The short form, with the probability of a condition taken into the sum: Σ_z P(y | z) P(z, x) / P(x) = Σ_z P(y | z) P(z | x). */
export function textbookForm(symbols: Symbols, expr: Expr, independent: Independent): Expr {
  const context = contextOf(symbols, independent)
  let { top, bottom } = parts(simplifyExpr(symbols, expr, independent))
  for (const below of bottom) {
    if (below.kind !== 'prob') continue
    for (const [i, above] of top.entries()) {
      if (above.kind !== 'sum' || above.over.some((s) => freeSymbols(below).has(s))) continue
      const factors = above.body.kind === 'product' ? above.body.factors : [above.body]
      const quotients = factors.map((factor) =>
        factor.kind === 'prob' ? cancelled(context, [factor], [below]) : factor,
      )
      const k = quotients.findIndex((q, j) => q !== factors[j] && q.kind !== 'ratio')
      if (k < 0) continue
      const body = product(factors.map((factor, j) => (j === k ? quotients[j]! : factor)))
      top = top.map((e, j) => (j === i ? sum(above.over, body) : e))
      bottom = bottom.filter((e) => e !== below)
      break
    }
  }
  return ratio(product(top), product(bottom))
}
