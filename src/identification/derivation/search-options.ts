import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { SearchProblem } from '../core/search-types.js'

/**
 * Where a search by the do-calculus stands.
 *
 * @category Identification
 */
export interface CalculusProgress {
  /** How many terms were taken up. */
  readonly taken: number
  /** How many were derived. */
  readonly derived: number
  /** The most that are taken up. */
  readonly budget: number
}

/**
 * The limits of a search by the do-calculus.
 *
 * @category Identification
 */
export interface CalculusSearchOptions {
  /** The most terms that are taken up (default 1,000,000: a few seconds); each of them may lead to a few others, of about 50 bytes. */
  readonly budget?: number
  /** Called now and then with where the search stands. */
  readonly onProgress?: (progress: CalculusProgress) => void
  /** An AbortSignal: stops the search with the error `aborted`; looked at wherever `onProgress` is called. */
  readonly signal?: { readonly aborted: boolean }
}

/** The values of the options, checked. */
export function searchLimits(options: CalculusSearchOptions): Required<Pick<SearchProblem, 'budget' | 'tick'>> {
  const { budget = 1_000_000, onProgress, signal } = options
  if (!(typeof budget === 'number' && budget >= 1)) {
    throw new CausalError('invalid-argument', `budget must be a number from 1 on, got ${show(budget)}.`, { budget })
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new CausalError('invalid-argument', 'onProgress must be a function.')
  }
  return {
    budget,
    tick: (taken, derived) => {
      onProgress?.(Object.freeze({ taken, derived, budget }))
      if (signal?.aborted !== true) return
      throw new CausalError('aborted', `stopped by the caller after ${taken} terms.`, { taken, derived })
    },
  }
}
