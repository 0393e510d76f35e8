import { CausalError, calledAsAsync } from '../errors.js'
import { checkOptions } from '../options.js'
import { hasCrew, withCrew } from '../shared-work.js'
import { foremanOf } from './foreman-of.js'
import type { InWorkersOptions } from './in-workers-options.js'
import { type LoopAnswers, replayOver } from './replay.js'
import type { WorkerPool } from './worker-pool.js'

/**
 * Runs a call with its long loops shared among workers: the same answer, bit for bit, in less time.
 *
 * The call is run here until it comes to a loop that can be shared; the tasks of that loop are done in the workers; and the call is
 * run once more over their answers, up to the next such loop or the end. So it is run more than once: let it do nothing but call
 * verbs of this library, and one of them, or what lies before the first loop is done again for each. What has no such loop runs here,
 * and so does what comes after a hundred of them. The guide "All cores" lists what is shared, and from which size on that pays.
 *
 * Each worker gets a copy of the data that a loop needs (columns in a `SharedArrayBuffer` are not copied). Tests, learners and
 * estimators of this library are made anew in the worker; a function of your own is known to it by a name: see {@link named}.
 *
 * @param pool - the workers
 * @param call - the call, such as `() => pc(kci(data))`
 * @param options - signal, progress
 * @returns what the call returns
 * @throws CausalError what the call throws; `worker` where a worker dies or a task fails in another way, with the task in
 *   `details`; `not-supported` for a function that cannot be sent, and within a call that is shared already; `aborted`;
 *   `invalid-argument` for a closed pool, or a call that gives a promise
 * @complexity that of the call, divided among the workers, and what comes before a loop once more for each loop
 * @category Workers
 * @example
 * const { data } = simulateLinear(dag('A -> B -> C'), 100, { seed: 1 })
 * const pool = workers(1)
 * const { graph } = await inWorkers(pool, () => pc(fisherZ(data)))
 * await pool.close()
 * graph.nodes
 * //=> ['A', 'B', 'C']
 */
export async function inWorkers<R>(pool: WorkerPool, call: () => R, options: InWorkersOptions = {}): Promise<R> {
  const session = await calledAsAsync('inWorkers', async () => {
    checkOptions('options', options, ['signal', 'onProgress'])
    const foreman = foremanOf(pool)
    if (typeof call !== 'function')
      throw new CausalError('invalid-argument', 'expected a call, such as () => pc(kci(data)).')
    if (typeof (options.onProgress ?? call) !== 'function')
      throw new CausalError('invalid-argument', 'onProgress must be a function.')
    if (hasCrew()) throw new CausalError('not-supported', 'the call is shared already: let it call verbs alone.')
    return foreman.begin(options)
  })
  const answered: LoopAnswers[] = []
  try {
    for (;;) {
      const replay = replayOver(answered)
      let ended: { readonly value: R } | { readonly error: unknown }
      try {
        ended = { value: withCrew(replay, call) }
      } catch (error) {
        ended = { error }
      }
      const loop = replay.wanted()
      if (loop !== null) {
        answered.push(await calledAsAsync('inWorkers', () => session.run(loop)))
        continue
      }
      if ('error' in ended) throw ended.error
      if (typeof (ended.value as { then?: unknown } | null | undefined)?.then === 'function')
        throw new CausalError(
          'invalid-argument',
          'inWorkers: the call gives a promise: give one that gives its answer at once.',
        )
      return ended.value
    }
  } finally {
    session.end()
  }
}
