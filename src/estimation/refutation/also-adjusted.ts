import { CausalError } from '../../errors.js'
import type { EstimatedEffect } from '../core/types/effect.js'
import type { Specification } from '../specification/types.js'

/** The specification of an effect with one more column adjusted for. */
export function alsoAdjusted(
  { specification, estimator }: EstimatedEffect,
  column: string,
  refuter: string,
): Specification {
  const { strategy } = specification
  if (strategy === 'back-door' || strategy === 'instrument' || strategy === 'experiment')
    return { ...specification, adjustment: [...specification.adjustment, column] }
  throw new CausalError(
    'not-supported',
    `${refuter} adjusts for a column more, and ${estimator} adjusts for none: use placeboTreatment(), dummyOutcome() or subset().`,
    { strategy },
  )
}
