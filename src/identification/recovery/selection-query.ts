import type { AvailableDistribution } from '../id/available.js'
import type { CausalQuery } from '../id/causal-query.js'

/**
 * A question of recovery: an effect in the whole population, from data of those who were selected.
 *
 * @category Identification
 */
export interface SelectionQuery<N extends string = string> extends CausalQuery<N> {
  /** The direct causes of being selected. */
  readonly selectedBy: N | readonly N[]
  /**
   * What is known, of the selected only or of everybody; when left out, all nodes of the selected. Nodes may be left out
   * of `over`.
   */
  readonly available?: readonly (AvailableDistribution<N> & {
    /** Whether it is the distribution of the selected. */
    readonly selected: boolean
  })[]
  /** The most terms that the search takes up; 100,000 when left out. */
  readonly budget?: number
}
