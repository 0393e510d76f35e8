import type { Independent } from '../../estimand/simplify/cancel-factors.js'
import { separationIn } from '../../estimand/simplify/simplify-estimand.js'
import type { Prob, Symbols } from '../../estimand/terms/expr.js'
import type { CausalGraph } from '../../graph/types.js'

/** A variable with missing values and its indicator, in positions. */
export type IndicatedVariable = readonly [variable: number, indicator: number]

/**
 * Whether incomplete data show a term: nothing is set, and each variable with missing values in it stands beside its
 * indicator at 1; where it is a condition, the indicator is one too.
 */
export function isRecorded(symbols: Symbols, pairs: readonly IndicatedVariable[], term: Prob): boolean {
  const { base, state } = symbols
  if (term.act.length > 0 || term.domain !== '') return false
  const has = (list: readonly number[], variable: number): boolean => list.some((s) => base[s] === variable)
  const isOne = (list: readonly number[], indicator: number): boolean =>
    list.some((s) => base[s] === indicator && state[s] === '1')
  return pairs.every(([variable, indicator]) => {
    if (has(term.given, variable)) return isOne(term.given, indicator)
    return !has(term.of, variable) || isOne(term.given, indicator) || isOne(term.of, indicator)
  })
}

/** Separation in an m-graph, for formulas whose terms incomplete data must still show. */
export function recordedOracle(graph: CausalGraph, pairs: readonly IndicatedVariable[]): Independent {
  return Object.assign(separationIn(graph), {
    allows: (symbols: Symbols, term: Prob) => isRecorded(symbols, pairs, term),
  })
}
