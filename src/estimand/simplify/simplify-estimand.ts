import { CausalError, calledAs } from '../../errors.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { flags } from '../../graph/core/sets.js'
import { openWalks } from '../../graph/separation/separation.js'
import type { CausalGraph } from '../../graph/types.js'
import { show } from '../../show.js'
import { numbered, toEstimand } from '../terms/convert.js'
import type { Estimand } from '../terms/types.js'
import type { Independent } from './cancel-factors.js'
import { simplifyExpr } from './simplify-expr.js'

/**
 * The expression in a shorter form: empty sums dropped, chains `P(a | b) P(b)` under a sum merged, fractions cancelled, and,
 * with a graph, conditions dropped that d-separation makes irrelevant.
 *
 * The value is kept wherever the longer form has one. The rules are those of Tikka & Karvanen (2017), applied without
 * search, so that the work stays small; a shorter form may exist.
 *
 * @param estimand - the expression, of s terms
 * @param graph - the graph that the observed distribution `P` obeys: a DAG or an ADMG with n nodes and m edges; left out,
 *   only rules that hold in every distribution are used
 * @returns the short form, frozen
 * @throws CausalError `invalid-argument`; `unknown-name` for a variable that is not in the graph; `not-supported` for
 *   another kind of graph
 * @complexity near linear in the length of the expression, and one separation, O(n + m), for each term; quadratic at worst
 * @category Estimands
 * @example
 * toText(simplifyEstimand(parseEstimand('Σ_z P(y | x, z) P(z | x)')))
 * //=> 'P(y | x)'
 * toText(simplifyEstimand(parseEstimand('Σ_z P(y | x, z) P(z)'), dag('x -> y <- z')))
 * //=> 'P(y | x)'
 */
export function simplifyEstimand<N extends string>(
  estimand: Estimand<N>,
  graph?: CausalGraph<CausalGraph['kind'], string>,
): Estimand<N> {
  return calledAs('simplifyEstimand', () => {
    if (graph !== undefined) indexed(graph)
    const { symbols, exprs } = numbered([estimand], graph?.nodes)
    if (graph === undefined) return toEstimand<N>({ symbols, expr: simplifyExpr(symbols, exprs[0]!) })
    if (graph?.kind !== 'dag' && graph?.kind !== 'admg') {
      throw new CausalError('not-supported', `expected a DAG or an ADMG, got ${show(graph?.kind)}.`, {
        kind: graph?.kind,
      })
    }
    const unknown = symbols.names.slice(graph.nodes.length)
    if (unknown.length > 0) {
      throw new CausalError('unknown-name', `the graph has no node ${show(unknown[0])}.`, {
        name: unknown[0],
      })
    }
    return toEstimand<N>({ symbols, expr: simplifyExpr(symbols, exprs[0]!, separationIn(graph)) })
  })
}

/**
 * Independence as separation in a graph whose nodes are the table's variables; what is set loses the edges into it. `seenIn` tells
 * what is seen in each term of a population beside its conditions: what it was selected by.
 */
export function separationIn(
  graph: CausalGraph,
  seenIn: (domain: string) => readonly number[] = () => [],
): Independent {
  const g = indexed(graph)
  const none = new Uint8Array(g.size)
  const cut = new Map<string, IndexedGraph>([['', g]])
  const after = (act: readonly number[]): IndexedGraph => {
    const key = act.length === 0 ? '' : [...act].sort((i, j) => i - j).join()
    let seen = cut.get(key)
    if (seen === undefined) {
      seen = mutilated(g, flags(g.size, act), none)
      cut.set(key, seen)
    }
    return seen
  }
  const independent: Independent = (a, b, given, act, domain) =>
    openWalks(after(act), a, flags(g.size, [...given, ...act, ...seenIn(domain)]), flags(g.size, b)) !== null
  return Object.assign(independent, {
    // a condition matters just when an open walk, given all of them, comes to it (Shachter 1998, requisite observations)
    relevant: (a: readonly number[], given: readonly number[], act: readonly number[], domain: string) => {
      const seen = openWalks(after(act), a, flags(g.size, [...given, ...act, ...seenIn(domain)]))!
      return new Set(given.filter((i) => seen[i] !== 0))
    },
  })
}
