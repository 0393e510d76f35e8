import { sameData } from '../../same-data.js'
import { fails, holds, type Verdict } from '../../verdict.js'
import { endOf, type IndexedMove } from '../combs/comb-formula.js'
import { estimandOfMoves } from '../combs/identify-by-combs.js'
import { mayExchange, named, sameSet, type Walk } from './comb-walk.js'

/** Every part was found, no step was made in vain, and the formula is what the steps give. */
export function recheckFormula(walk: Walk, cut: IndexedMove, estimand: unknown): Verdict {
  const { moves, query } = walk.record
  const missing = cut.parts.find((part) => part.length < query.g.size && endOf(moves, part) < 0)
  if (missing !== undefined) return fails('left-over', `no comb was found for ${named(walk, missing)}.`, null)
  const loose = looseStep(moves, cut, [])
  if (loose >= 0) return fails('left-over', 'it leads to none of the parts.', loose)
  return sameData(estimandOfMoves(query, moves, walk.seen), estimand)
    ? holds
    : fails('conclusion', 'the estimand is not the formula that the moves lead to.', null)
}

/**
 * The last step is stuck at the hedge that is claimed, and no condition is left that could be exchanged: then F and F′ are
 * a hedge for the query (Shpitser & Pearl 2006, theorems 4 and 6).
 */
export function recheckHedge(
  walk: Walk,
  cut: IndexedMove,
  hedge: { larger: readonly number[]; smaller: readonly number[] },
): Verdict {
  const { moves } = walk.record
  const last = moves.length - 1
  const end = moves[last]!
  if (end.move !== 'stuck') return fails('hedge', 'a refusal must end where no move is left.', last)
  if (!cut.parts.some((part) => sameSet(part, end.kept)))
    return fails('hedge', 'what is wanted is none of the parts.', last)
  const loose = looseStep(moves, cut, [last])
  if (loose >= 0) return fails('left-over', 'it leads neither to a part nor to where no move is left.', loose)
  const left = walk.seen.find((one) => mayExchange(walk, one))
  if (left !== undefined)
    return fails('hedge', `${named(walk, [left])} may be set instead of seen: that was not tried.`, null)
  return sameSet(end.nodes, hedge.larger) && sameSet(end.kept, hedge.smaller)
    ? holds
    : fails('hedge', 'the hedge is not where the last step is stuck.', null)
}

/** The first discard, split or stuck step on no way from the cut to a part or to one of the `ends`; −1 if there is none. */
function looseStep(moves: readonly IndexedMove[], cut: IndexedMove, ends: readonly number[]): number {
  const used = new Set<number>()
  for (const end of [...cut.parts.map((part) => endOf(moves, part)), ...ends]) {
    for (let k: number | null = end; k !== null && k >= 0; k = moves[k]!.from) used.add(k)
  }
  return moves.findIndex(({ move }, k) => move !== 'exchange' && move !== 'cut' && !used.has(k))
}
