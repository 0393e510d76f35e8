import { type Expr, freeSymbols, type Symbols } from '../terms/expr.js'
import { type Context, cancelled, contextOf, type Independent, pruned } from './cancel-factors.js'
import { joinChains } from './join-chains.js'
import { simplifiedSum } from './simplified-sum.js'

/**
 * The expression in short form: sums over what nothing depends on go, chains `P(a | b) P(b)` that a sum runs over are
 * merged, fractions are cancelled, conditions that do not matter are dropped. Every step keeps the value.
 */
export function simplifyExpr(symbols: Symbols, expr: Expr, independent: Independent = () => false): Expr {
  const context = contextOf(symbols, independent)
  return joinChains(context, simplified(context, expr))
}

function simplified(c: Context, e: Expr): Expr {
  switch (e.kind) {
    case 'constant':
      return e
    case 'prob':
      return pruned(c, e)
    case 'product':
      return cancelled(
        c,
        e.factors.map((f) => simplified(c, f)),
        [],
      )
    case 'ratio':
      return cancelled(c, [simplified(c, e.top)], [simplified(c, e.bottom)])
    case 'any': {
      const body = simplified(c, e.body)
      const free = freeSymbols(body)
      const over = e.over.filter((s) => free.has(s))
      return over.length === 0 ? body : { kind: 'any', over, body }
    }
    case 'sum':
      return simplifiedSum(c, e.over, simplified(c, e.body))
  }
}
