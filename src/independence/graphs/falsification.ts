import type { Independence } from '../../graph/implied/implied-independencies.js'
import type { ImpliedTest } from './implied-test.js'

/**
 * Options of {@link falsify}.
 *
 * @category Models
 */
export interface FalsifyOptions {
  /** The level of each test, of Holm's correction and of the comparison with permuted graphs, 0.05 by default. */
  readonly alpha?: number
  /** How many times the nodes are permuted, 100 by default; all permutations are taken where there are no more. */
  readonly draws?: number
  /** The seed of random permutations, 0 by default. */
  readonly seed?: number | string
}

/**
 * What the data say of a graph.
 *
 * `verdict` is about the conditions that were tested, at the level asked for:
 *
 * - `falsified`: at least one of them is rejected even after Holm's correction for their number
 * - `fits`: none is, and hardly any graph with permuted names fares as well
 * - `uninformative`: none is, but the graph says nothing, or graphs with permuted names fare as well, so that data or graph
 *   are too weak to tell
 *
 * @category Models
 */
export interface Falsification {
  /** How many of the graph's local Markov conditions have a p-value below `alpha`; of true ones that share does by chance. */
  readonly violations: number
  /** How many are rejected even after Holm's correction for their number, at `alpha`: each is evidence against the graph. */
  readonly rejected: number
  /** How many could not be tested (the test gave no p-value): they count neither for nor against. */
  readonly untested: number
  /** How many there are: each variable is independent of each non-descendant given its parents. */
  readonly tests: number
  /** All conditions in one table: each with its p-value, by itself and after Holm's correction, its effect size, or why it was not tested. */
  readonly conditions: readonly (Independence & ImpliedTest)[]
  /** Those of them with a p-value below `alpha`. */
  readonly failed: readonly (Independence & ImpliedTest & { readonly tested: true })[]
  /** The share of graphs with permuted names, this one among them, that have as few violations or fewer. */
  readonly pValue: number
  /** The share of graphs with permuted names that are Markov equivalent to this one, and so cannot fare worse. */
  readonly pEquivalent: number
  /** Whether all permutations were tried, so that both shares are exact; else they are of random ones. */
  readonly exact: boolean
  /** The violations of each permuted graph. */
  readonly permuted: readonly number[]
  /** What was found, as told above. */
  readonly verdict: 'fits' | 'falsified' | 'uninformative'
  /** What was tested and found, in sentences. */
  readonly explanation: string
}
