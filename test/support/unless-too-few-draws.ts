import { CausalError } from '../../src/errors.js'

/** What `answer` gives, or null where it refuses since its weighted draws are worth fewer than 100 independent ones. */
export function unlessTooFewDraws<A>(answer: () => A): A | null {
  try {
    return answer()
  } catch (error) {
    const size = error instanceof CausalError && error.code === 'too-few-rows' && error.details['effectiveSampleSize']
    if (typeof size === 'number' && size < 100) return null
    throw error
  }
}
