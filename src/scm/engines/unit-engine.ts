import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkResponses } from './check-responses.js'
import { checkRounded } from './invert-column.js'
import { cellAt } from './node-column.js'
import { preparedEvidence } from './prepared-evidence.js'
import { runWorlds } from './run-worlds.js'
import type { PreparedQuery } from './terms.js'

/** The values of the targets, which the evidence determines. */
export interface UnitResult {
  readonly method: 'unit'
  readonly values: readonly Cell[]
}

/** Exact answers where the evidence determines the noise behind every target; null where it does not. */
export function unitAnswer(query: PreparedQuery, anyCoupling = false): UnitResult | 'zero-probability' | null {
  const { worlds, targets } = query
  const evidence = preparedEvidence(query, true)
  if (evidence === null) return 'zero-probability'
  if (targets.some((node) => evidence.fixed[node] === 0)) return null
  if (!anyCoupling) checkResponses(worlds)
  const particles = invertible(() => runWorlds(query, evidence.columns(1), evidence.order, 1, 0))
  if (particles === null) return null
  checkRounded(particles, worlds)
  for (const i of particles.impossible) if (evidence.certain[i] === 1) return 'zero-probability'
  // a noise that can only be met by luck is left to many draws
  if (particles.logWeights[0] === Number.NEGATIVE_INFINITY) return null
  return { method: 'unit', values: targets.map((node) => cellAt(particles.columns[node]!, 0)) }
}

/** Null where a noise cannot be found after all (it has no weight at these values): other engines may know more. */
function invertible<R>(run: () => R): R | null {
  try {
    return run()
  } catch (error) {
    if (error instanceof CausalError && error.code === 'not-invertible') return null
    throw error
  }
}
