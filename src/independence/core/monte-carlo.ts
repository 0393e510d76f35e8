import { portableLog } from '../../numeric/special/portable-log.js'
import { hasCrew, sharedWork, type Work } from '../../shared-work.js'

/** Draws stop once so many were at least as far from independence (Besag & Clifford 1991). */
const ENOUGH = 20

/**
 * The p-value of a statistic among draws from its null: 20 / draws once twenty reach it, else (reached + 1) / (draws + 1), the
 * observed one being one of them (Besag & Clifford 1991).
 */
export function monteCarloP(
  observed: number,
  draws: number,
  drawn: Iterable<number>,
): { readonly pValue: number; readonly logPValue: number } {
  // a statistic that is equal but for rounding counts as reached
  const least = observed - 1e-12 * Math.abs(observed)
  const answer = (pValue: number) => ({ pValue, logPValue: portableLog(pValue) })
  let reached = 0
  let d = 0
  for (const value of drawn) {
    d++
    if (value >= least && ++reached === ENOUGH) return answer(reached / d)
  }
  return answer((reached + 1) / (draws + 1))
}

/** The first draws that are shared at once; then twice as many, and so on: mostly few are asked for. */
const FIRST_ROUND = 100

/**
 * The statistics of draws, as far as they are asked for. Where work is shared, in rounds: of those after the twentieth that
 * reaches the observed value few are made in vain.
 *
 * @param work - makes the statistic of draw d; it is asked for draws in ascending order
 */
export function* drawsInRounds<I>(
  kind: string,
  work: Work<I & { readonly first: number }, number>,
  input: I,
  draws: number,
): Generator<number> {
  let size = hasCrew() ? FIRST_ROUND : draws
  for (let first = 0; first < draws; first += size, size *= 2)
    yield* sharedWork(kind, work, { ...input, first }, Math.min(size, draws - first))
}
