import type { Table } from '../../data/types.js'
import type { Independence } from '../../graph/implied/implied-independencies.js'
import type { Correction } from '../../independence/core/correction.js'
import type { ImpliedTest } from '../../independence/graphs/implied-test.js'
import type { VermaConstraint } from './verma-constraints.js'

/**
 * Options of {@link testImplications}.
 *
 * @category Identification
 */
export interface ImplicationOptions {
  /**
   * Which independences are tested. `'basis'` (unless told, for a DAG or an ADMG): those of {@link independenceBasis}, one
   * pair at a time, in a DAG one for each missing edge. `'local'`: each variable of a DAG against each of its non-descendants
   * given its parents. `'pairs'` (unless told, for a class of graphs): one for each pair that some set separates, given the
   * nearest set. `'all'`: for each such pair, every minimal set.
   */
  readonly statements?: 'basis' | 'local' | 'pairs' | 'all'
  /** Whether Verma constraints are tested too; so they are, unless told, where the graph has hidden causes. */
  readonly verma?: boolean
  /** The rows on which Verma constraints are tested, where `data` is a test. */
  readonly table?: Table<unknown, string>
  /** How p-values are corrected for their number: `'holm'` (unless told), `'benjamini-hochberg'`, `'benjamini-yekutieli'` or `'none'`. */
  readonly correction?: Correction
  /** A corrected p-value up to this is a rejection; 0.05 unless told. */
  readonly alpha?: number
  /** The level of the intervals of effect sizes; 0.95 unless told. */
  readonly confidence?: number
}

/**
 * One implication of a graph and what the data say of it.
 *
 * @category Identification
 */
export type TestedImplication<N extends string = string> =
  | ({
      /** That it is an independence. */
      readonly kind: 'independence'
    } & Independence<N> &
      ImpliedTest)
  | ({
      /** That it is a constraint which no conditional independence expresses. */
      readonly kind: 'verma'
      /** The constraint, with its formula. */
      readonly constraint: VermaConstraint<N>
    } & ImpliedTest)

/**
 * What the data say of everything that a graph implies.
 *
 * @category Identification
 */
export interface ImplicationTests<N extends string = string> {
  /** All implications in one table, independences first. */
  readonly implications: readonly TestedImplication<N>[]
  /** How many of them were tested. */
  readonly tested: number
  /** How many could not be: each says why. */
  readonly untested: number
  /** How many are rejected, corrected for the number of tests that were made. */
  readonly rejected: number
  /**
   * `contradicted`: at least one implication is rejected. `not-contradicted`: none is, which graphs that imply the same share.
   * `uninformative`: the graph implies nothing, or nothing could be tested.
   */
  readonly verdict: 'contradicted' | 'not-contradicted' | 'uninformative'
  /** The same in sentences. */
  readonly explanation: string
}
