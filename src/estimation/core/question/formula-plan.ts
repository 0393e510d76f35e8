import type { Estimand } from '../../../estimand/terms/types.js'
import { variablesIn } from '../../../estimand/terms/variables-in.js'
import { quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import { refused } from '../report/refused.js'
import type { RefusedEffect } from '../types/refusal.js'
import type { AnyIdentification } from '../types/terms.js'
import type { IdentificationPlan } from './plan-types.js'
import { withoutAny } from './without-any.js'

/** The plan of a formula: what may be chosen in it is averaged over, and its other variables are columns. */
export function planOfEstimand(
  estimand: Estimand,
  treatment: string,
  outcome: string,
): IdentificationPlan | RefusedEffect {
  const names = variablesIn([estimand])
  if (!names.includes(treatment)) return noEffect(treatment, outcome)
  const through = names.filter((name) => name !== treatment && name !== outcome)
  return { adjustment: [], through, estimand: withoutAny(estimand) }
}

export function notByFormula(
  found: Extract<AnyIdentification, { identifiable: false }>,
  treatment: string,
  outcome: string,
): RefusedEffect {
  const what = `no formula over the measured columns gives the effect of ${show(treatment)} on ${show(outcome)}`
  if ('hedge' in found) {
    const { hedge } = found
    return refused(
      'not-identifiable',
      `${what}: hidden causes connect ${quoteNames(hedge.F)} (a hedge). Measure more, or look for an instrument.`,
      { hedge },
    )
  }
  return refused('not-identifiable', `${what} in all graphs of the class: ${found.message}`, { names: found.witness })
}

export function noEffect(treatment: string, outcome: string): RefusedEffect {
  return refused(
    'not-identifiable',
    `no directed path leads from ${show(treatment)} to ${show(outcome)}: by the graph the effect is 0, and there is nothing to estimate.`,
  )
}
