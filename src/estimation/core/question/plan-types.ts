import type { Estimand } from '../../../estimand/index.js'
import type { CausalGraph } from '../../../graph/types.js'

/** What the graph is asked, as plain names. */
export interface IdentificationTask {
  readonly graph: CausalGraph
  readonly treatment: string
  readonly outcome: string
  readonly effect: 'total' | 'direct'
  /** The names of the table's columns. */
  readonly measured: ReadonlySet<string>
}

/** How the effect is identified: columns to adjust for, mediators or instruments to go through, or a formula. */
export interface IdentificationPlan {
  readonly adjustment: readonly string[]
  readonly through: readonly string[]
  readonly estimand?: Estimand
}
