/**
 * How far long work is, for the option `onProgress`.
 *
 * @category Estimation
 */
export interface WorkProgress {
  /** Steps done. */
  readonly done: number
  /** Steps in all. */
  readonly total: number
}

/**
 * What every long estimation takes.
 *
 * @category Estimation
 */
export interface WorkOptions {
  /** Called before each step (a fit, a sample, a round) with how far the work is. */
  readonly onProgress?: (progress: WorkProgress) => void
  /** An AbortSignal: stops the work, between two steps, with the error `aborted`. */
  readonly signal?: { readonly aborted: boolean }
}
