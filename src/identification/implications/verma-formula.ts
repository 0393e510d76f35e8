import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { symbolsOf } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { flags } from '../../graph/core/sets.js'
import type { VermaChain } from '../../graph/implied/verma-chains.js'
import { type Distribution, districtFactor, exprOf, marginalOf } from '../id/district-factor.js'

/**
 * The constrained c-factor as a function of the observed joint, step by step along its chain: a district by ratios of sums
 * (Tian & Pearl 2002, Lemma 2), a subset by a sum (Lemma 1).
 *
 * Each factor is conditioned on the Markov blanket of its node among what comes before (equation 38), so that the formula
 * mentions no more than it has to. It is made shorter by rules that hold in every distribution only: the graph's
 * independences would take for granted what is to be tested.
 */
export function vermaFormula<N extends string>(g: IndexedGraph, { among, chain }: VermaChain): Estimand<N> {
  const symbols = symbolsOf(g.names)
  let at: Distribution = { nodes: flags(g.size, among), expr: null, act: [], domain: '' }
  for (const { nodes, by } of chain) {
    const set = flags(g.size, nodes)
    // one order all the way: another might take an independence for granted that is part of the constraint
    at =
      by === 'sum'
        ? marginalOf(symbols, at, set)
        : { ...at, nodes: set, expr: districtFactor(symbols, g, among, at, set, at.nodes) }
  }
  return toEstimand<N>({ symbols, expr: simplifyExpr(symbols, exprOf(at)) })
}
