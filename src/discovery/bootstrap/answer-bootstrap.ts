import { CausalError, calledAs } from '../../errors.js'
import type { Answer, Request } from './bootstrap-messages.js'
import { addTallies, type BootstrapTally, type ReplicateSearch, tallyReplicates } from './bootstrap-tally.js'
import { later, listen, type MessageEnd } from './message-end.js'

/**
 * The worker's side of {@link bootstrapInWorkers}: runs the search on the replicates that it is asked for.
 *
 * Several runs may be asked for at once: they take turns. Between replicates it looks whether a run was aborted.
 *
 * @param end - `self` in a browser's worker, `parentPort` in Node's
 * @param search - from a replicate (a table, or moments with `as: 'moments'`) to a graph or a result that holds one
 * @returns nothing; from then on it answers every message
 * @throws CausalError `invalid-argument` for no end of messages or no function
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
    if (typeof search !== 'function')
      throw new CausalError('invalid-argument', 'the search must be a function from a replicate to a graph.')
    const stopped = new Map<string, () => void>()
    listen(end, {
      onMessage: (message) => {
        const request = message as Request | null
        if (request?.causalkit === 'stop') stopped.get(request.run)?.()
        if (request?.causalkit !== 'bootstrap') return
        const { run, table, seed, form, from, to } = request
        const send = (answer: Answer): void => end.postMessage(answer)
        const tallies: BootstrapTally[] = []
        let next = from
        let live = true
        stopped.set(run, () => {
          live = false
          stopped.delete(run)
        })
        const turn = (): void => {
          try {
            if (live && next < to) {
              tallies.push(tallyReplicates(table, search, { seed, form, from: next, to: ++next }))
              send({ causalkit: 'done', run, done: next - from })
            }
            if (live && next < to) {
              later(turn)
              return
            }
            if (live) send({ causalkit: 'tally', run, tally: addTallies(tallies) })
          } catch (error) {
            const code = error instanceof CausalError ? error.code : null
            send({ causalkit: 'error', run, code, message: error instanceof Error ? error.message : String(error) })
          }
          stopped.delete(run)
        }
        send({ causalkit: 'done', run, done: 0 })
        later(turn)
      },
    })
  })
}
