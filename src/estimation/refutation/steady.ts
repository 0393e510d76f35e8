import { judged, type Replicates, rankPValue, told } from './replicates.js'
import type { Refutation, RefutationSubject } from './types.js'

/** The judgement on replicates that should lie around the estimate: away from it, and by more than a tenth of its error. */
export function steady({ effect }: RefutationSubject, refuter: string, what: string, found: Replicates): Refutation {
  const { estimate, standardError } = effect
  const hypothesis = `when ${what}, the estimate is among the new ones`
  return judged({ refuter, hypothesis, what, estimate }, found, (mean) => {
    const moved = Math.abs(mean - estimate)
    const pValue = rankPValue(found.values, estimate)
    const refuted = pValue < 0.05 && moved > 0.1 * standardError
    const message = `When ${what}, the estimates lie around ${told(mean)}, ${told(moved)} from ${told(estimate)} (${told(moved / standardError)} standard errors; p = ${told(pValue)})${refuted ? ': the estimate does not hold still' : ', as they should'}.`
    return { refuted, pValue, message }
  })
}
