import type { Expr, Symbols } from '../../estimand/terms/expr.js'
import type { NodeSet } from '../../graph/core/node-sets.js'
import type { MeasuredQuery } from '../id/causal-query.js'
import type { Distribution } from '../id/district-factor.js'
import type { HedgeSets } from '../id/id-algorithm.js'

/** A query inside a derivation, with the distribution that the steps before have made. */
export interface ReplayState {
  readonly outcome: NodeSet
  readonly act: NodeSet
  readonly given: NodeSet
  readonly joint: Distribution
  /** Before ID begins: the query itself, perhaps with some conditions set. */
  readonly isQuery: boolean
  /** Some condition that was taken into the outcome might have been set instead. */
  readonly mayBeSet?: boolean
}

/** What a rule leaves to be done, and the formula that it makes of the formulas for that. */
export interface Applied {
  readonly left: readonly ReplayState[]
  readonly make: (parts: readonly Expr[]) => Expr
  readonly hedge?: HedgeSets
}

export interface ReplayContext {
  readonly q: MeasuredQuery
  readonly symbols: Symbols
  readonly order: ArrayLike<number>
}

export const nothing: readonly ReplayState[] = []
