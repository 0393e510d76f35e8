import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type BootstrapOptions, readBootstrapOptions } from './bootstrap-graph.js'
import { type BootstrapResult, bootstrapResult } from './bootstrap-result.js'
import { addTallies } from './bootstrap-tally.js'
import type { MessageEnd } from './message-end.js'
import { shareOf } from './share-of.js'

/**
 * Settings of {@link bootstrapInWorkers}.
 *
 * @category Discovery
 */
export interface BootstrapInWorkersOptions extends BootstrapOptions {
  /** The workers, started by you, each running {@link answerBootstrap}. They are left running. */
  readonly workers: readonly MessageEnd[]
  /** What the search gets: a table of `rows` (default), or `moments`. */
  readonly as?: 'rows' | 'moments'
  /**
   * For how many milliseconds a worker may be silent before it has begun (default 30,000). It must load its file in this
   * time; how long its searches take is not limited.
   */
  readonly patience?: number
}

/**
 * {@link bootstrapGraph} shared among workers: the same result bit for bit, in less time.
 *
 * A function cannot be sent to a worker, so the search lives in the worker's own file, which calls
 * {@link answerBootstrap}. The table is copied to each worker once. Worth it above about a third of a second of work.
 * Several runs may go over one worker at once. When one worker fails, or the signal fires, all leave off.
 *
 * @param table - the data
 * @param options - as for `bootstrapGraph`, and the workers
 * @returns a promise of the result
 * @throws CausalError `invalid-argument` for options, for a table that cannot be sent, for a worker that does not begin
 *   within `patience`; `aborted` when the signal fires; `invalid-data` for a worker that ends, fails, or answers what is
 *   no answer (a browser does not tell when you terminate a worker: abort first); the error of the search in it
 * @complexity `draws` searches, divided among the workers
 * @category Discovery
 * @example
 * // main.js: const worker = new Worker(new URL('./search.js', import.meta.url), { type: 'module' })
 * // search.js: answerBootstrap(self, (t) => pc(fisherZ(t)))
 * const { data } = simulateLinear(dag('A -> B'), 50)
 * const answer = bootstrapInWorkers(data, { workers: [] }).catch((error) => error.code)
 * answer instanceof Promise
 * //=> true
 */
export async function bootstrapInWorkers<T>(
  table: Table<T>,
  options: BootstrapInWorkersOptions,
): Promise<BootstrapResult<keyof T & string>> {
  return calledAsAsync('bootstrapInWorkers', async () => {
    checkOptions('options', options, [
      'workers',
      'as',
      'patience',
      'draws',
      'seed',
      'threshold',
      'confidence',
      'onProgress',
      'signal',
    ])

    const plain = table as unknown as Table<unknown, string>
    checkTable(plain)
    const { draws, seed, threshold, confidence, form } = readBootstrapOptions(plain, options)
    const { workers, onProgress, signal, patience = 30_000 } = options
    if (!Array.isArray(workers) || workers.length === 0) {
      throw new CausalError('invalid-argument', 'workers is empty: start at least one worker and give it here.')
    }
    if (!(patience > 0)) {
      throw new CausalError('invalid-argument', `patience is ${show(patience)}: give milliseconds above 0.`, {
        patience,
      })
    }
    const sent = { columns: plain.columns, rowCount: plain.rowCount, data: plain.data } as Table<unknown, string>
    const stopped = (): CausalError => new CausalError('aborted', 'stopped by the caller in the stage replicates.')
    if (signal?.aborted === true) throw stopped()
    const done = new Int32Array(workers.length)
    const ends: (() => void)[] = []
    try {
      const shares = workers.map((worker, k) => {
        const from = Math.floor((draws * k) / workers.length)
        const to = Math.floor((draws * (k + 1)) / workers.length)
        const request = { causalkit: 'bootstrap', run: newRun(), table: sent, seed, form, from, to } as const
        const share = shareOf(worker, request, patience, (count) => {
          done[k] = count
          onProgress?.(
            Object.freeze({
              stage: 'replicates',
              level: 0,
              done: done.reduce((sum, one) => sum + one, 0),
              total: draws,
              tests: 0,
            }),
          )
          if (signal?.aborted === true) throw stopped()
        })
        ends.push(share.end)
        return share.tally
      })
      const aborted = new Promise<never>((_, reject) => ends.push(onAbort(signal, () => reject(stopped()))))
      return bootstrapResult(addTallies(await Promise.race([Promise.all(shares), aborted])), {
        threshold,
        confidence,
      })
    } finally {
      for (const end of ends) end()
    }
  })
}

/** Calls back when a signal fires; returns how to leave off. A signal without events is looked at with each answer. */
function onAbort(signal: BootstrapOptions['signal'], call: () => void): () => void {
  type Register = (this: unknown, type: 'abort', listener: () => void) => void
  const { addEventListener, removeEventListener } = (signal ?? {}) as {
    readonly addEventListener?: Register
    readonly removeEventListener?: Register
  }
  addEventListener?.call(signal, 'abort', call)
  return () => removeEventListener?.call(signal, 'abort', call)
}

/** Counts pieces of work for all copies of this library in a program: they may share a worker. */
const counter = Symbol.for('causalkit.runs')

/** A word for a piece of work that no other has. */
function newRun(): string {
  const shared = globalThis as { [counter]?: number }
  shared[counter] = (shared[counter] ?? 0) + 1
  return `run ${shared[counter]}`
}
