import { meanOf, type Replicates, rankPValue, told, tooFew } from './replicates.js'
import type { Refutation, RefutationSubject } from './types.js'

/** The judgement on replicates that should lie around the estimate: away from it, and by more than a tenth of its error. */
export function steady(
  { effect }: RefutationSubject,
  refuter: string,
  what: string,
  { values, failed }: Replicates,
): Refutation {
  const { estimate, standardError } = effect
  const hypothesis = `when ${what}, the estimate is among the new ones`
  const mean = values.length === 0 ? null : meanOf(values)
  const few = values.length < tooFew
  const moved = few ? 0 : mean! - estimate
  const pValue = few ? null : rankPValue(values, estimate)
  const refuted = few ? null : pValue! < 0.05 && Math.abs(moved) > 0.1 * standardError
  return Object.freeze({
    refuter,
    refuted,
    hypothesis,
    pValue,
    estimate,
    mean,
    replicates: values,
    failed,
    message: few
      ? `When ${what}, only ${values.length} of ${values.length + failed} draws could be estimated: too few to judge.`
      : `When ${what}, the estimates lie around ${told(mean!)}, ${told(Math.abs(moved))} from ${told(estimate)} (${told(Math.abs(moved) / standardError)} standard errors; p = ${told(pValue!)})${refuted ? ': the estimate does not hold still' : ', as they should'}.`,
  })
}
