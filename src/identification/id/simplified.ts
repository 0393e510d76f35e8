import { separationIn } from '../../estimand/simplify/simplify-estimand.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import type { Expr, Symbols } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import type { MeasuredQuery } from './causal-query.js'
import { chooseFree } from './choose-free.js'

/** The answer to a query as a formula: values that the query does not name are bound, then it is simplified in the graph. */
export function estimandOf<N extends string>(q: MeasuredQuery, symbols: Symbols, expr: Expr): Estimand<N> {
  const asked = new Set([...q.x, ...q.y, ...q.z])
  const short = simplifyExpr(symbols, chooseFree(symbols, expr, asked), separationIn(q.graph))
  return toEstimand<N>({ symbols, expr: short })
}
