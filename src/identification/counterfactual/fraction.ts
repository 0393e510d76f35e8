import { type Expr, product, ratio, type Symbols, sum } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import type { HedgeSets } from '../id/id-algorithm.js'
import {
  type Conflict,
  experimentalFactor,
  type Factor,
  factorsOf,
  observationalFactor,
  type StateSymbols,
  stateSymbols,
  valueSymbols,
} from './factors.js'
import type { Network } from './network.js'

export interface CtfContext {
  readonly g: IndexedGraph
  /** A topological order, and the rank of each node in it. */
  readonly order: ArrayLike<number>
  readonly rank: Int32Array
  readonly symbols: Symbols
}

/** The formula in experiments and, where there is one, in observations; `hedge` says why there is none. */
export interface Formula {
  readonly experimental: Expr
  readonly observational: Expr | null
  readonly hedge: HedgeSets | null
}

/** A factor is inconsistent: one of the event beside the conditions, or one of the conditions alone. */
export interface Inconsistent {
  readonly copies: Network
  readonly conflict: Conflict
  readonly part: 'event' | 'given'
}

/** Σ Π numerator / Σ Π denominator, unless a factor of either is inconsistent. */
export function fraction(c: CtfContext, numerator: Network, denominator: Network): Formula | Inconsistent {
  const above = factorsOf(c.g, numerator)
  if ('variable' in above) return { copies: numerator, conflict: above, part: 'event' }
  const below = factorsOf(c.g, denominator)
  if ('variable' in below) return { copies: denominator, conflict: below, part: 'given' }
  const states = stateSymbols(c.symbols)
  const top = side(c, states, numerator, above)
  const bottom = side(c, states, denominator, below)
  const over = (t: Expr | null, b: Expr | null): Expr | null =>
    t === null || b === null ? null : t.kind === 'sum' ? sum(t.over, ratio(t.body, b)) : ratio(t, b)
  return {
    experimental: over(top.experimental, bottom.experimental)!,
    observational: over(top.observational, bottom.observational),
    hedge: top.hedge ?? bottom.hedge,
  }
}

function side(c: CtfContext, states: StateSymbols, copies: Network, factors: readonly Factor[]): Formula {
  const symbolOf = valueSymbols(c.symbols, states)
  const unknowns = copies.flatMap(({ variable, value }, i) => (value === null ? [symbolOf(variable, i)] : []))
  const experimental = sum(unknowns, product(factors.map((factor) => experimentalFactor(factor, symbolOf))))
  const found: Expr[] = []
  for (const factor of factors) {
    const answer = observationalFactor(c, factor, symbolOf)
    if ('hedge' in answer) return { experimental, observational: null, hedge: answer.hedge }
    found.push(answer.expr)
  }
  return { experimental, observational: sum(unknowns, product(found)), hedge: null }
}
