import { probabilityTerm } from '../../../estimand/terms/probability-term.js'
import { productOf } from '../../../estimand/terms/product-of.js'
import { ratioOf } from '../../../estimand/terms/ratio-of.js'
import { sumOver } from '../../../estimand/terms/sum-over.js'
import type { Estimand } from '../../../estimand/terms/types.js'
import type { FormulaNames } from '../types/estimator.js'
import type { EstimationStrategy } from '../types/terms.js'
import type { TargetPopulation } from './contrast.js'

/** What an estimand is made of. */
export interface EstimandParts extends FormulaNames {
  readonly strategy: EstimationStrategy
  readonly population: TargetPopulation
  /** The two arms compared, as states of the treatment, or null for numbers. */
  readonly states: readonly [from: string, to: string] | null
}

/** The distribution of the outcome under each treatment in the population, or null where the strategy has no such formula. */
export function effectEstimand(parts: EstimandParts): Estimand | null {
  if (parts.strategy === 'instrument') return null
  return parts.strategy === 'front-door' ? frontDoor(parts) : backDoor(parts)
}

/** Σ_m P(m | t) Σ_t' P(y | m, t') P(t'): Pearl 1995, theorem 2. */
function frontDoor({ treatment, outcome, through }: EstimandParts): Estimand {
  const other = { variable: treatment, prime: 1 }
  const inner = productOf([
    probabilityTerm({ of: outcome, given: [other, ...through] }),
    probabilityTerm({ of: other }),
  ])
  return sumOver(through, productOf([probabilityTerm({ of: through, given: treatment }), sumOver(other, inner)]))
}

/** Σ_z P(y | t, z) P(z of the population). */
function backDoor({ population, states, treatment, outcome, adjustment: z }: EstimandParts): Estimand {
  const within = probabilityTerm({ of: outcome, given: [treatment, ...z] })
  if (z.length === 0) return within
  if (population === 'ATE' || states === null) return sumOver(z, productOf([within, probabilityTerm({ of: z })]))
  const arm = (state: string) => ({ variable: treatment, prime: 0, state })
  const [from, to] = states
  if (population !== 'ATO') {
    const own = arm(population === 'ATC' ? from : to)
    return sumOver(z, productOf([within, probabilityTerm({ of: z, given: own })]))
  }
  // Li & Li 2019: those who might have got either arm, weighted by the product of its chances
  const overlap = productOf([
    probabilityTerm({ of: z }),
    probabilityTerm({ of: arm(to), given: z }),
    probabilityTerm({ of: arm(from), given: z }),
  ])
  return ratioOf(sumOver(z, productOf([within, overlap])), sumOver(z, overlap))
}
