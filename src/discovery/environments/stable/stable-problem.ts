import type { CausalGraph } from '../../../graph/types.js'
import type { Variable } from '../../../probability/types.js'

/**
 * What is known of a discrete system, over the axes stable …, outcome, mutable … (row-major, the last fastest; the mutable
 * variables in causal order).
 */
export interface StableProblem {
  /** Over measured variables alone. */
  readonly graph: CausalGraph<'dag' | 'admg'>
  readonly variables: readonly Variable[]
  readonly stable: readonly string[]
  readonly mutable: readonly string[]
  /** The parents of each mutable variable. */
  readonly parents: readonly (readonly string[])[]
  /** P(stable, outcome | do(mutable)). */
  readonly kernel: Float64Array
  /** P(stable, outcome, mutable) in the given environment. */
  readonly observed: Float64Array
  /** What each state of the outcome stands for. */
  readonly worth: Float64Array
}
