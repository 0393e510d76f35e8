import { CausalError, calledAs } from '../errors.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
import { foremanOver } from './foreman.js'
import { rememberForeman } from './foreman-of.js'
import type { MessageEnd } from './message-end.js'
import { place } from './place.js'
import { coreCount, startWorker } from './start-worker.js'
import type { WorkerPool } from './worker-pool.js'

/**
 * Options of {@link workers}.
 *
 * @category Workers
 */
export interface WorkersOptions {
  /**
   * Starts one worker (default: the file of this library). Where functions of your own are to be used, or where your bundler
   * does not follow `new URL(…, import.meta.url)`: a file of yours that calls `answerWork`.
   */
  readonly start?: () => MessageEnd
  /** For how many milliseconds a worker may be silent at its start (default 30,000): it must load its file in this time. */
  readonly patience?: number
}

/**
 * Starts workers, which wait for calls that {@link inWorkers} shares among them: threads in Node, module workers in a browser, Deno and Bun.
 *
 * A worker takes 50 to 300 ms to start, and as long again until its code runs at full speed: keep one pool for all that you do, and
 * close it at the end: `await pool.close()`, or `await using pool = workers()`. In Node an idle pool does not keep a program from ending.
 *
 * @param count - how many, from 1 on (default: as many as the machine has cores)
 * @param options - how one is started, and how long that may take
 * @returns the pool
 * @throws CausalError `invalid-argument` for a count that is none or a `start` that gives no worker; `not-supported` where there are
 *   no workers, and within one
 * @complexity each worker loads the library once, about 30 MB
 * @category Workers
 * @example
 * const pool = workers(1)
 * const answer = await inWorkers(pool, () => 1 + 1)   // nothing to share: it runs here
 * await pool.close()
 * answer
 * //=> 2
 */
export function workers(count?: number, options: WorkersOptions = {}): WorkerPool {
  return calledAs('workers', () => {
    checkOptions('options', options, ['start', 'patience'], { patience: 'number' })
    const size = count ?? Math.max(1, coreCount())
    if (!(Number.isInteger(size) && size >= 1 && size <= 1024))
      throw new CausalError('invalid-argument', `count is a whole number from 1 to 1024, got ${show(count)}.`, {
        count,
      })
    const { start = startWorker, patience = 30_000 } = options
    if (typeof start !== 'function')
      throw new CausalError(
        'invalid-argument',
        `\`start\` must be a function that starts a worker, got ${show(start)}.`,
      )
    if (!(patience > 0 && patience < 2 ** 31))
      throw new CausalError('invalid-argument', `patience is in milliseconds, above 0, got ${show(patience)}.`, {
        patience,
      })
    if (place.isWorker)
      throw new CausalError('not-supported', 'a worker starts no workers of its own: share the outer call alone.')
    const foreman = foremanOver(start, size, patience)
    const close = (): Promise<void> => foreman.close()
    const { asyncDispose } = Symbol as { readonly asyncDispose?: symbol }
    const pool = Object.freeze({
      size,
      close,
      ...(asyncDispose !== undefined && { [asyncDispose]: close }),
    }) as unknown as WorkerPool
    rememberForeman(pool, foreman)
    return pool
  })
}
