import { judged, nothing, type Replicates, rankPValue, told } from './replicates.js'
import type { Refutation, RefutationSubject } from './types.js'

/** The judgement on replicates that should lie around no effect. */
export function placebo(subject: RefutationSubject, refuter: string, what: string, found: Replicates): Refutation {
  const { estimate } = subject.effect
  const none = nothing(subject)
  const hypothesis = `when ${what}, no effect (${none}) is among the estimates`
  return judged({ refuter, hypothesis, what, estimate }, found, (mean) => {
    const { values } = found
    const pValue = rankPValue(values, none)
    const refuted = pValue < 0.05
    const as = (value: number): number => Math.abs(none === 0 ? value : value >= 1 ? value : 1 / value)
    const large = values.filter((value) => as(value) >= as(estimate)).length
    const message = `When ${what}, the estimates lie around ${told(mean)} and ${refuted ? 'away from' : 'on both sides of'} ${none} (p = ${told(pValue)})${refuted ? ': the estimator finds an effect where there is none' : ', as they should'}; ${large} of ${values.length} are as large as the estimate of ${told(estimate)}${large > 0.05 * values.length ? ', so chance alone could have made it' : ''}.`
    return { refuted, pValue, message }
  })
}
