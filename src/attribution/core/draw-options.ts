import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/**
 * How an attribution is computed where no exact form is known.
 *
 * @category Attribution
 */
export interface AttributionOptions {
  /**
   * `'exact'`: refuse where no exact form is known; `'sampled'`: draw even where one is, for a check. When left out, exact where
   * a form is known and sampled otherwise; the result says which.
   */
  readonly method?: 'exact' | 'sampled'
  /** How many units are drawn, 10,000 unless told. Standard errors shrink with its square root. */
  readonly draws?: number
  /** The seed of the draws, 0 unless told. */
  readonly seed?: number | string
  /** Called after each coalition with how many of them are done. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
  /** Stops the work with the error `aborted`. */
  readonly signal?: AbortSignal
}

/** The options read, with their defaults. */
export interface Drawing {
  readonly method: 'exact' | 'sampled' | null
  readonly draws: number
  readonly seed: number | string
  /** Says how far the work is, and stops it where the caller wants to. */
  readonly step: (done: number, total: number) => void
}

export const attributionKeys = ['method', 'draws', 'seed', 'onProgress', 'signal'] as const

/** Fewer draws than this have no standard error worth its name. */
const fewestDraws = 100

/** The drawing that options ask for. */
export function drawingOf(options: AttributionOptions): Drawing {
  const { method = null, draws = 10_000, seed = 0, onProgress, signal } = options
  if (method !== null && method !== 'exact' && method !== 'sampled')
    throw new CausalError('invalid-argument', `method is 'exact' or 'sampled', got ${show(method)}.`, { method })
  if (!(Number.isInteger(draws) && draws >= fewestDraws && draws <= 2 ** 26))
    throw new CausalError(
      'invalid-argument',
      `draws is ${show(draws)}: give a whole number from ${fewestDraws} to 2^26.`,
      { draws },
    )
  if (typeof seed !== 'string' && !(typeof seed === 'number' && Number.isFinite(seed)))
    throw new CausalError('invalid-argument', `a seed is a finite number or a string, got ${show(seed)}.`, { seed })
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new CausalError('invalid-argument', `onProgress is a function, got ${show(onProgress)}.`)
  if (signal !== undefined && typeof (signal as { aborted?: unknown } | null)?.aborted !== 'boolean')
    throw new CausalError('invalid-argument', `signal is an AbortSignal, got ${show(signal)}.`)
  const step = (done: number, total: number): void => {
    onProgress?.({ done, total })
    if (signal?.aborted === true)
      throw new CausalError('aborted', `stopped by its signal after ${done} of ${total} coalitions.`, { done, total })
  }
  return { method, draws, seed, step }
}

/** Throws where only an exact answer was wanted and none is known. */
export function checkMaySample({ method }: Drawing, why: string): void {
  if (method !== 'exact') return
  throw new CausalError('not-supported', `${why}: leave out method, or ask for 'sampled'.`, { method })
}
