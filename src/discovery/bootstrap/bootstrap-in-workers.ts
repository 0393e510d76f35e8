import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, type CausalErrorCode, calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type BootstrapOptions, readBootstrapOptions } from './bootstrap-graph.js'
import { type Request, readAnswer } from './bootstrap-messages.js'
import { type BootstrapResult, bootstrapResult } from './bootstrap-result.js'
import { addTallies, type BootstrapTally } from './bootstrap-tally.js'
import { listenTogether, type MessageEnd, timers } from './message-end.js'

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

/** A piece of work in the hands of a worker. */
interface Share {
  readonly tally: Promise<BootstrapTally>
  /** Stops listening, and asks the worker to leave off where it has not finished. */
  readonly end: () => void
}

function shareOf(
  worker: MessageEnd,
  request: Extract<Request, { causalkit: 'bootstrap' }>,
  patience: number,
  onDone: (count: number) => void,
): Share {
  const { run, from, to } = request
  let finished = false
  let timer: unknown
  let leave: () => void = () => {}
  const tally = new Promise<BootstrapTally>((resolve, reject) => {
    const fail = (code: CausalErrorCode, message: string): void => {
      reject(new CausalError(code, message, { from, to }))
    }
    leave = listenTogether(worker, {
      onFailure: (why) => fail('invalid-data', `a worker failed: ${why}`),
      onMessage: (message) => {
        const answer = readAnswer(message, to - from)
        if (answer === null) return
        // another run over the same worker: what is broken there is told there
        const other = (message as { run?: unknown }).run
        if (typeof other === 'string' && other !== run) return
        timers.clearTimeout(timer)
        if (answer === 'broken') {
          fail('invalid-data', 'a worker answered what is no answer: does it run answerBootstrap of this version?')
        } else if (answer.causalkit === 'tally') {
          finished = true
          resolve(answer.tally)
        } else if (answer.causalkit === 'error') {
          finished = true
          fail(answer.code ?? 'invalid-data', `a worker failed: ${answer.message}`)
        } else {
          try {
            if (answer.done > 0) onDone(answer.done)
          } catch (error) {
            reject(error)
          }
        }
      },
    })
    // a worker of Node that has ended has no thread, and tells nothing any more
    if ((worker as { readonly threadId?: unknown }).threadId === -1) {
      fail('invalid-data', 'a worker had ended before the run: start another.')
      return
    }
    timer = timers.setTimeout(
      () =>
        fail(
          'invalid-argument',
          `a worker did not begin within ${patience} ms: does its file call answerBootstrap? Where it takes longer to load, give patience.`,
        ),
      patience,
    )
    try {
      worker.postMessage(request)
    } catch (error) {
      fail(
        'invalid-argument',
        `the table cannot be sent to a worker: ${error instanceof Error ? error.message : error}`,
      )
    }
  })
  // where another share fails first, nobody waits for this one
  tally.catch(() => {})
  return {
    tally,
    end: () => {
      timers.clearTimeout(timer)
      leave()
      if (finished) return
      try {
        worker.postMessage({ causalkit: 'stop', run } satisfies Request)
      } catch {
        // what is no worker has no work to leave off
      }
    },
  }
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
