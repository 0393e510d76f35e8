import { CausalError, type CausalErrorCode } from '../../errors.js'
import { type Request, readAnswer } from './bootstrap-messages.js'
import type { BootstrapTally } from './bootstrap-tally.js'
import { listenTogether, type MessageEnd, timers } from './message-end.js'

/** A piece of work in the hands of a worker. */
export interface Share {
  readonly tally: Promise<BootstrapTally>
  /** Stops listening, and asks the worker to leave off where it has not finished. */
  readonly end: () => void
}

/** Hands a range of draws to a worker and waits for their tally; `onDone` is called as they are done. */
export function shareOf(
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
