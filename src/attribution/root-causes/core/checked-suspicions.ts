import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { Incident, RootCauseMethod, Suspicions } from '../incident-types.js'

/** What a method, maybe the caller's own, answers: one score a variable, a number or NaN, or an error. */
export function checkedSuspicions(method: RootCauseMethod, incident: Incident): Suspicions {
  const found = method.suspect(incident)
  const n = incident.names.length
  if (found?.scores?.length === n && (found.accused === undefined || found.accused.length === n)) {
    const wrong = Array.from(found.scores).findIndex(
      (score) => typeof score !== 'number' || Math.abs(score) === Infinity,
    )
    if (wrong === -1) return found
    throw new CausalError(
      'invalid-data',
      `${method.name} gave ${show(incident.names[wrong])} the score ${show(found.scores[wrong])}: give a finite number, or NaN where nothing is known.`,
      { variable: incident.names[wrong] },
    )
  }
  throw new CausalError('invalid-data', `${method.name} must give one score for each of ${n} variables.`, {
    variables: n,
  })
}
