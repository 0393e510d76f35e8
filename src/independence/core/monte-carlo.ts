import { portableLog } from '../../numeric/special/portable-log.js'

/** Draws stop once so many were at least as far from independence (Besag & Clifford 1991). */
const ENOUGH = 20

/**
 * The p-value of a statistic among draws from its null: 20 / draws once twenty reach it, else (reached + 1) / (draws + 1), the
 * observed one being one of them (Besag & Clifford 1991).
 */
export function monteCarloP(
  observed: number,
  draws: number,
  draw: () => number,
): { readonly pValue: number; readonly logPValue: number } {
  // a statistic that is equal but for rounding counts as reached
  const least = observed - 1e-12 * Math.abs(observed)
  const answer = (pValue: number) => ({ pValue, logPValue: portableLog(pValue) })
  let reached = 0
  for (let d = 1; d <= draws; d++) if (draw() >= least && ++reached === ENOUGH) return answer(reached / d)
  return answer((reached + 1) / (draws + 1))
}
