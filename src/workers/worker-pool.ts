/**
 * Workers that wait for work: made by `workers`, used by `inWorkers`, closed by `close`.
 *
 * @category Workers
 */
export interface WorkerPool extends Disposal {
  /** How many workers there are. */
  readonly size: number
  /** Ends all workers. What still runs in them is refused with the error `aborted`. */
  readonly close: () => Promise<void>
}

/** What `await using` calls, where the language has it. */
type Disposal = SymbolConstructor extends { readonly asyncDispose: infer S extends symbol }
  ? { readonly [K in S]: () => Promise<void> }
  : object
