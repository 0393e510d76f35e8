import type { Queries } from '../discovery/constraint/queries.js'
import { CausalError } from '../errors.js'
import type { Crew, SharedLoop, Watch } from '../shared-work.js'
import { aheadQueries } from './ahead.js'

/** The answers of a loop: those of its tasks in order, up to the first that failed. */
export interface LoopAnswers {
  readonly kind: string
  readonly count: number
  readonly answers: readonly unknown[]
  readonly error: Error | null
}

/** One run of a call over the loops that are answered: it ends at the first that is not, which is then `wanted`. */
export interface Replay extends Crew {
  readonly wanted: () => SharedLoop | null
}

/** So many loops of a call are shared: each is one more run of all that comes before it. */
export const MOST_LOOPS = 100

/** Ends a run. It is no CausalError: no verb may take it for a refusal. */
class Pause extends Error {}

export function replayOver(answered: readonly LoopAnswers[]): Replay {
  let at = 0
  let wanted: SharedLoop | null = null
  let isMuted = false
  const replay: Replay = {
    wanted: () => wanted,
    isReplay: () => isMuted || at < answered.length,
    tests: <Q>(queries: Q, watch: Watch): Q => aheadQueries(queries as Queries, replay.answers, watch) as Q,
    answers(loop) {
      // whoever caught the pause and went on is stopped again
      if (wanted !== null) throw new Pause()
      const known = answered[at]
      if (known === undefined && at >= MOST_LOOPS) return null
      if (known === undefined) {
        wanted = loop
        throw new Pause()
      }
      at++
      if (known.kind !== loop.kind || known.count !== loop.count)
        throw new CausalError(
          'invalid-argument',
          'the call is not the same each time that it is run: make random numbers and the like outside of it.',
        )
      // what counts its steps counts these too, and was heard before
      isMuted = true
      for (let done = 0; done < loop.count; done++) {
        loop.watch.before?.(done)
        loop.watch.after?.(done + 1)
      }
      isMuted = false
      return inOrder(known)
    },
  }
  return replay
}

function* inOrder({ answers, error }: LoopAnswers): Generator<unknown> {
  yield* answers
  if (error !== null) throw error
}
