import { type Expr, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { kahnOrder } from '../../graph/core/order.js'
import { boundary } from './comb-graph.js'
import type { CombMove } from './comb-moves.js'

/** A move in positions of the measured graph. */
export interface IndexedMove {
  readonly move: CombMove['move']
  readonly from: number | null
  readonly nodes: readonly number[]
  readonly kept: readonly number[]
  readonly parts: readonly (readonly number[])[]
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

/** What is known of Q[nodes]: that it is a marginal of the joint, or an expression in the values of all nodes. */
type Known = Expr | 'joint'

/**
 * The formula that moves lead to: P(y | do x) = Σ_{D \ y} Π Q[D_i], over the c-components D_i that the cut lists, each
 * Q[D_i] as the discards and splits that end with it say (procedure Identify of Tian & Pearl 2002).
 */
export function formulaOfMoves(
  g: IndexedGraph,
  symbols: Symbols,
  moves: readonly IndexedMove[],
  outcome: readonly number[],
): Expr {
  const order = kahnOrder(g)
  const after: Known[] = []
  for (const { move, from, nodes, kept } of moves) {
    const q = after[from ?? -1] ?? 'joint'
    if (move === 'split') after.push(combExpr(g, symbols, order, nodes, kept, q))
    else if (move === 'discard' && q !== 'joint') after.push(sumOut(symbols, without(nodes, kept), q))
    else after.push(q)
  }
  const { parts, kept } = moves.find(({ move }) => move === 'cut')!
  const factors = parts.map((part) => {
    const q = after[endOf(moves, part)] ?? 'joint'
    return q === 'joint' ? combExpr(g, symbols, order, part, part, q) : q
  })
  return sumOut(symbols, without(kept, outcome), product(factors))
}

/** The discard or split that ends with a part, or −1. */
export function endOf(moves: readonly IndexedMove[], part: readonly number[]): number {
  const wanted = new Set(part)
  return moves.findIndex(
    ({ move, kept }) =>
      (move === 'discard' || move === 'split') && kept.length === wanted.size && kept.every((i) => wanted.has(i)),
  )
}

function without(list: readonly number[], dropped: readonly number[]): number[] {
  const gone = new Set(dropped)
  return list.filter((i) => !gone.has(i))
}

/** Π P(v | before v) over the comb, with the conditionals of Q[nodes]. */
function combExpr(
  g: IndexedGraph,
  symbols: Symbols,
  order: ArrayLike<number>,
  nodes: readonly number[],
  comb: readonly number[],
  q: Known,
): Expr {
  const within = new Set(nodes)
  const sorted = Array.from(order).filter((i) => within.has(i))
  const chosen = new Set(comb)
  const before = new Uint8Array(g.size)
  const factors: Expr[] = []
  for (const [k, v] of sorted.entries()) {
    before[v] = 1
    if (!chosen.has(v)) continue
    if (q === 'joint') {
      const given = boundary(g, v, before)
      factors.push(
        prob(
          [v],
          sorted.filter((i) => given.has(i)),
        ),
      )
      continue
    }
    const later = sorted.slice(k + 1)
    factors.push(ratio(sumOut(symbols, later, q), sumOut(symbols, [...later, v], q)))
  }
  return product(factors)
}
