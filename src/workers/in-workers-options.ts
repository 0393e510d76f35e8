/**
 * How far the work is that is handed out.
 *
 * @category Workers
 */
export interface SharedProgress {
  /** What is done, as in `bootstrap-graph`: a verb may have several such loops. */
  readonly work: string
  /** Tasks done, over all workers. */
  readonly done: number
  /** Tasks in all. */
  readonly total: number
}

/**
 * Options of `inWorkers`.
 *
 * @category Workers
 */
export interface InWorkersOptions {
  /** An AbortSignal: ends the workers that are at it, and gives the error `aborted`. The pool starts others. */
  readonly signal?: { readonly aborted: boolean }
  /** Called as tasks are done. The verb's own `onProgress` is called too, as if it ran here. */
  readonly onProgress?: (progress: SharedProgress) => void
}
