import { separationIn } from '../../estimand/simplify/simplify-estimand.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import type { Expr, Symbols } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { type LabelledFormula, relabelled } from '../core/distributions.js'
import type { MeasuredQuery } from './causal-query.js'
import { chooseFree } from './choose-free.js'

/** A formula on the way in short form: values that the query does not name are bound, then it is simplified, in the graph where it may be. */
export function shortened(q: MeasuredQuery, { symbols, expr, mayUseGraph }: LabelledFormula): Expr {
  const chosen = chooseFree(symbols, expr, new Set([...q.x, ...q.y, ...q.z]))
  return simplifyExpr(symbols, chosen, mayUseGraph ? separationIn(q.graph) : undefined)
}

/** The same with its labels replaced by the populations. */
export function finishedEstimand<N extends string>(q: MeasuredQuery, formula: LabelledFormula): Estimand<N> {
  return toEstimand<N>({ symbols: formula.symbols, expr: relabelled(shortened(q, formula), formula.labels) })
}

/** The answer to a query as a formula: values that the query does not name are bound, then it is simplified in the graph. */
export function estimandOf<N extends string>(q: MeasuredQuery, symbols: Symbols, expr: Expr): Estimand<N> {
  const asked = new Set([...q.x, ...q.y, ...q.z])
  const short = simplifyExpr(symbols, chooseFree(symbols, expr, asked), separationIn(q.graph))
  return toEstimand<N>({ symbols, expr: short })
}
