import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import type { AnyScm } from '../../scm/models/types.js'
import { query } from '../../scm/queries/query.js'
import type { DiscreteAnswer, GaussianAnswer } from '../../scm/queries/query-answer.js'

/** The joint distribution of some variables, where an exact engine knows it; null where it would have to be drawn. */
export function exactLaw(
  model: AnyScm,
  variables: readonly string[],
  act: Readonly<Record<string, Cell>> = {},
): DiscreteAnswer | GaussianAnswer | null {
  try {
    const answer = query(model, variables as readonly never[], { do: act as never, draws: 2, seed: 0 })
    return answer.method === 'discrete' || answer.method === 'gaussian' ? answer : null
  } catch (error) {
    // two draws are too few for an answer: that it would be drawn is all that is asked
    if (error instanceof CausalError && (error.code === 'too-few-rows' || error.code === 'zero-support')) return null
    throw error
  }
}
