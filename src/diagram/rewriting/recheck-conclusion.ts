import { endOf, type IndexedMove } from '../combs/comb-formula.js'
import { estimandOfMoves } from '../combs/identify-by-combs.js'
import { mayExchange, named, sameSet, type Walk } from './comb-walk.js'
import { sameData } from './same-data.js'
import { type TraceCheck, valid, wrong } from './trace-check.js'

/** Every part was found, no step was made in vain, and the formula is what the steps give. */
export function recheckFormula(walk: Walk, cut: IndexedMove, estimand: unknown): TraceCheck {
  const { moves, query } = walk.record
  const missing = cut.parts.find((part) => part.length < query.g.size && endOf(moves, part) < 0)
  if (missing !== undefined) return wrong(null, `no comb was found for ${named(walk, missing)}`)
  const loose = looseStep(moves, cut, [])
  if (loose >= 0) return wrong(loose, 'it leads to none of the parts')
  return sameData(estimandOfMoves(query, moves, walk.seen), estimand)
    ? valid
    : wrong(null, 'the estimand is not the formula that the moves lead to')
}

/**
 * The last step is stuck at the hedge that is claimed, and no condition is left that could be exchanged: then F and F′ are
 * a hedge for the query (Shpitser & Pearl 2006, theorems 4 and 6).
 */
export function recheckHedge(
  walk: Walk,
  cut: IndexedMove,
  hedge: { larger: readonly number[]; smaller: readonly number[] },
): TraceCheck {
  const { moves } = walk.record
  const last = moves.length - 1
  const end = moves[last]!
  if (end.move !== 'stuck') return wrong(last, 'a refusal must end where no move is left')
  if (!cut.parts.some((part) => sameSet(part, end.kept))) return wrong(last, 'what is wanted is none of the parts')
  const loose = looseStep(moves, cut, [last])
  if (loose >= 0) return wrong(loose, 'it leads neither to a part nor to where no move is left')
  const left = walk.seen.find((one) => mayExchange(walk, one))
  if (left !== undefined) return wrong(null, `${named(walk, [left])} may be set instead of seen: that was not tried`)
  return sameSet(end.nodes, hedge.larger) && sameSet(end.kept, hedge.smaller)
    ? valid
    : wrong(null, 'the hedge is not where the last step is stuck')
}

/** The first discard, split or stuck step on no way from the cut to a part or to one of the `ends`; −1 if there is none. */
function looseStep(moves: readonly IndexedMove[], cut: IndexedMove, ends: readonly number[]): number {
  const used = new Set<number>()
  for (const end of [...cut.parts.map((part) => endOf(moves, part)), ...ends]) {
    for (let k: number | null = end; k !== null && k >= 0; k = moves[k]!.from) used.add(k)
  }
  return moves.findIndex(({ move }, k) => move !== 'exchange' && move !== 'cut' && !used.has(k))
}
