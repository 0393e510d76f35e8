import type { Table } from '../../data/types.js'
import { CausalError, type CausalErrorCode, calledAs, calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { SearchProgress } from '../core/types.js'
import { type BootstrapOptions, readBootstrapOptions } from './bootstrap-graph.js'
import { type BootstrapResult, bootstrapResult } from './bootstrap-result.js'
import {
  addTallies,
  type BootstrapTally,
  type ReplicateForm,
  type ReplicateSearch,
  tallyReplicates,
} from './bootstrap-tally.js'

/**
 * Either end of a channel of messages: a `Worker` (of a browser or of Node), `self` in a browser's worker, `parentPort` in
 * Node's, or a `MessagePort`.
 *
 * @category Discovery
 */
export interface MessageEnd {
  /** Sends a message. */
  postMessage(message: unknown): void
  /** How browsers listen: a function of a type and a listener. */
  readonly addEventListener?: unknown
  /** How Node listens: the same, and messages come without an event around them. */
  readonly on?: unknown
  /** A function that a MessagePort needs to be called. */
  readonly start?: unknown
}

interface Task {
  readonly causalkit: 'bootstrap'
  readonly table: Table<unknown, string>
  readonly seed: number | string
  readonly form: ReplicateForm
  readonly from: number
  readonly to: number
}

type Answer =
  | { readonly causalkit: 'tally'; readonly tally: BootstrapTally }
  | { readonly causalkit: 'done'; readonly done: number }
  | { readonly causalkit: 'error'; readonly code: CausalErrorCode | null; readonly message: string }

/**
 * {@link bootstrapGraph} shared among workers: the same result bit for bit, in less time.
 *
 * A function cannot be sent to a worker, so the search lives in the worker's own file, which calls
 * {@link answerBootstrap}. The table is copied to each worker once. Worth it above about a third of a second of work.
 *
 * @param table - the data
 * @param options - as for `bootstrapGraph`; `workers`: the workers, started by you, each running {@link answerBootstrap}.
 *   They are left running
 * @returns a promise of the result
 * @throws CausalError `invalid-argument`; `aborted` when the signal fires; the error of a worker
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
  options: BootstrapOptions & { readonly workers: readonly MessageEnd[]; readonly as?: 'rows' | 'moments' },
): Promise<BootstrapResult<keyof T & string>> {
  return calledAsAsync('bootstrapInWorkers', async () => {
    checkOptions('options', options, ['draws', 'seed', 'threshold', 'onProgress', 'signal', 'workers', 'as'])

    const plain = table as unknown as Table<unknown, string>
    const { draws, seed, threshold, form } = readBootstrapOptions(plain, options)
    const { workers, onProgress, signal } = options
    if (!Array.isArray(workers) || workers.length === 0) {
      throw new CausalError('invalid-argument', 'workers is empty: start at least one worker and give it here.')
    }
    const done = new Int32Array(workers.length)
    const tallies = await Promise.all(
      workers.map((worker, k) => {
        const from = Math.floor((draws * k) / workers.length)
        const to = Math.floor((draws * (k + 1)) / workers.length)
        const task: Task = { causalkit: 'bootstrap', table: plain, seed, form, from, to }
        return new Promise<BootstrapTally>((resolve, reject) => {
          const abort = (): void => reject(new CausalError('aborted', 'stopped by the caller in the stage replicates.'))
          ;(
            signal as { addEventListener?: (type: 'abort', listener: () => void) => void } | undefined
          )?.addEventListener?.('abort', abort)
          if (signal?.aborted === true) abort()
          let open = true
          const close = <A>(end: (value: A) => void, value: A): void => {
            open = false
            end(value)
          }
          listen(
            worker,
            (message) => {
              const answer = message as Answer
              // a worker may serve several runs, one after another
              if (!open) return
              if (answer?.causalkit === 'tally') close(resolve, answer.tally)
              else if (answer?.causalkit === 'error') {
                const code = answer.code ?? 'invalid-data'
                close(reject, new CausalError(code, `a worker failed: ${answer.message}`))
              } else if (answer?.causalkit === 'done') {
                done[k] = answer.done
                const total = done.reduce((sum, one) => sum + one, 0)
                const progress: SearchProgress = { stage: 'replicates', level: 0, done: total, total: draws, tests: 0 }
                onProgress?.(Object.freeze(progress))
                if (signal?.aborted === true) abort()
              }
            },
            (error) => close(reject, error),
          )
          worker.postMessage(task)
        })
      }),
    )
    return bootstrapResult(addTallies(tallies), threshold)
  })
}

/**
 * The worker's side of {@link bootstrapInWorkers}: runs the search on the replicates that it is asked for.
 *
 * @param end - `self` in a browser's worker, `parentPort` in Node's
 * @param search - from a replicate (a table, or moments with `as: 'moments'`) to a graph or a result that holds one
 * @returns nothing; from then on it answers every message
 * @category Discovery
 * @example
 * // in search.js, in a browser: answerBootstrap(self, (t) => pc(fisherZ(t)))
 * // in Node: answerBootstrap(parentPort, (t) => pc(fisherZ(t)))
 * const { port1 } = new MessageChannel()
 * answerBootstrap(port1, (t) => pc(fisherZ(t)))
 * port1.close()
 * typeof port1.postMessage
 * //=> 'function'
 */
export function answerBootstrap(end: MessageEnd, search: ReplicateSearch): void {
  calledAs('answerBootstrap', () => {
    listen(end, (message) => {
      const task = message as Task
      if (task?.causalkit !== 'bootstrap') return
      const { table, seed, form, from, to } = task
      const send = (answer: Answer): void => end.postMessage(answer)
      try {
        const tally = tallyReplicates(table, search, { seed, form, from, to }, (done) =>
          send({ causalkit: 'done', done }),
        )
        send({ causalkit: 'tally', tally })
      } catch (error) {
        const code = error instanceof CausalError ? error.code : null
        send({ causalkit: 'error', code, message: error instanceof Error ? error.message : String(error) })
      }
    })
  })
}

type Listen = (type: 'message' | 'error', listener: (event: { data?: unknown; message?: string }) => void) => void

/** Messages without the envelope that browsers put around them. */
function listen(end: MessageEnd, onMessage: (message: unknown) => void, onError?: (error: unknown) => void): void {
  if (typeof end?.on === 'function') {
    const on = end.on.bind(end) as Listen
    on('message', onMessage)
    if (onError !== undefined) on('error', onError)
  } else if (typeof end?.addEventListener === 'function') {
    const on = end.addEventListener.bind(end) as Listen
    on('message', ({ data }) => onMessage(data))
    on('error', ({ message }) => {
      onError?.(new CausalError('invalid-data', `a worker failed: ${message}`))
    })
  } else {
    throw new CausalError('invalid-argument', 'expected an end of messages: a worker or a port.')
  }
  if (typeof end.start === 'function') (end.start as () => void).call(end)
}
