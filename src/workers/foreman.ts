import { CausalError } from '../errors.js'
import type { SharedLoop } from '../shared-work.js'
import { coded, type Parts } from './coded.js'
import { type Hand, hire } from './hand.js'
import type { InWorkersOptions } from './in-workers-options.js'
import { type Job, jobOf } from './job.js'
import type { MessageEnd } from './message-end.js'
import type { LoopAnswers } from './replay.js'
import { onAbort, tellDone } from './watched.js'

/** Hands out the work of a pool. */
export interface Foreman {
  /** One call that is shared. */
  readonly begin: (options: InWorkersOptions) => Session
  readonly close: () => Promise<void>
}

/** The loops of one call, one after the other. */
export interface Session {
  readonly run: (loop: SharedLoop) => Promise<LoopAnswers>
  /** Lets the workers forget what they were sent. */
  readonly end: () => void
}

/** A loop at work, and whoever waits for it. */
interface Running {
  readonly job: Job
  readonly parts: Parts
  readonly tell: (done: number) => void
  readonly resolve: (answers: LoopAnswers) => void
  readonly reject: (error: unknown) => void
  /** Stops listening to its signals. */
  readonly leave: () => void
}

/** What a worker is at. */
interface Piece {
  readonly running: Running
  readonly from: number
  readonly to: number
}

/** Starts `size` workers, and others in place of those that are lost, as work needs them. */
export function foremanOver(start: () => MessageEnd, size: number, patience: number): Foreman {
  const hands = new Map<Hand, Piece | null>()
  const queue = new Set<Running>()
  let [count, missing, isClosed] = [0, 0, false]

  const finish = (running: Running): void => {
    queue.delete(running)
    if (queue.size === 0) missing = 0
    running.leave()
    for (const hand of hands.keys()) {
      if (queue.size === 0) hand.hold(false)
      if (hand.jobs.delete(running.job.id)) hand.send({ causalkit: 'forget', job: running.job.id, parts: [] })
    }
  }
  /** Gives a loop up: whoever is at it is ended, for a task cannot be broken off in another way. */
  const giveUp = (running: Running, error: unknown): void => {
    for (const [hand, piece] of [...hands]) {
      if (piece?.running !== running) continue
      hands.delete(hand)
      void hand.dismiss()
    }
    finish(running)
    running.reject(error)
    handOut()
  }
  const takeOn = (): void => {
    const hand: Hand = hire(start, patience, {
      onReady: () => handOut(),
      onGone: (why) => {
        const piece = hands.get(hand)
        hands.delete(hand)
        // one that never was there will not be there the next time either: where others are, they do without it
        if (!hand.isReady()) missing++
        const lost = piece ? [piece.running] : hands.size > 0 || hand.isReady() ? [] : [...queue]
        for (const running of lost) giveUp(running, workerLost(running, piece ?? null, why))
      },
      onAnswer: (answer) => {
        const piece = hands.get(hand)
        if (!piece || answer.job !== piece.running.job.id || answer.from !== piece.from) return
        const { running } = piece
        const got = answer.answers.length
        if (got > piece.to - piece.from || (answer.failed === null && got < piece.to - piece.from)) {
          giveUp(running, workerLost(running, piece, 'it answered what is no answer: is it of this version?'))
          return
        }
        hands.set(hand, null)
        try {
          running.tell(running.job.put(answer))
        } catch (error) {
          giveUp(running, error)
          return
        }
        const { job } = running
        const isWaited = [...hands.values()].some((other) => other?.running === running && job.matters(other.from))
        if (!isWaited && queue.has(running) && job.isTaken()) {
          finish(running)
          running.resolve(job.result())
        }
        handOut()
      },
    })
    hands.set(hand, null)
  }
  const handOut = (): void => {
    if (isClosed || queue.size === 0) return
    try {
      while (hands.size < Math.max(1, size - missing)) takeOn()
    } catch (error) {
      for (const running of [...queue]) giveUp(running, error)
      return
    }
    for (const [hand, piece] of hands) {
      hand.hold(true)
      if (piece !== null || !hand.isReady()) continue
      for (const running of queue) {
        const range = running.job.take(size)
        if (range === null) continue
        hands.set(hand, { running, ...range })
        const { job, parts } = running
        try {
          if (!hand.jobs.has(job.id)) {
            const lacking = job.needs.filter((id) => !hand.parts.has(id)).map((id) => parts.byId.get(id)!)
            const { id, data } = job
            hand.send({ causalkit: 'job', job: id, kind: job.loop.kind, input: data, parts: lacking })
            hand.jobs.add(id)
            for (const part of lacking) hand.parts.add(part.id)
          }
          hand.send({ causalkit: 'tasks', job: job.id, ...range })
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error)
          const message = `what ${job.loop.kind} needs cannot be sent to a worker: ${why}`
          giveUp(running, new CausalError('not-supported', message, { work: job.loop.kind }))
          return
        }
        break
      }
    }
  }
  for (let k = 0; k < size; k++) takeOn()

  return {
    begin(options) {
      if (isClosed) throw new CausalError('invalid-argument', 'the pool is closed: make another by workers().')
      const parts: Parts = { of: new Map(), byId: new Map(), nextId: () => count++ }
      return {
        run: (loop) =>
          new Promise((resolve, reject) => {
            if (isClosed) throw closed()
            const { data, needs } = coded(loop.input, parts)
            const job = jobOf(count++, loop, data, needs)
            const signals = [options.signal, loop.watch.signal]
            const tell = tellDone(loop, options)
            if (loop.count === 0) {
              resolve(job.result())
              return
            }
            const stop = (): void =>
              giveUp(running, new CausalError('aborted', `stopped by the caller in ${loop.kind}.`))
            const running: Running = { job, parts, tell, resolve, reject, leave: onAbort(signals, stop) }
            queue.add(running)
            try {
              tell(0)
            } catch (error) {
              giveUp(running, error)
            }
            handOut()
          }),
        end() {
          for (const hand of hands.keys()) {
            const known = [...parts.byId.keys()].filter((id) => hand.parts.delete(id))
            if (known.length > 0) hand.send({ causalkit: 'forget', job: -1, parts: known })
          }
        },
      }
    },
    async close() {
      isClosed = true
      const all = [...hands.keys()]
      for (const running of [...queue]) giveUp(running, closed())
      hands.clear()
      await Promise.all(all.map((hand) => hand.dismiss()))
    },
  }
}

const closed = (): CausalError => new CausalError('aborted', 'the pool was closed.')

function workerLost({ job }: Running, piece: Piece | null, why: string): CausalError {
  const { kind } = job.loop
  const tasks = piece === null ? '' : ` at the tasks ${piece.from} to ${piece.to - 1}`
  return new CausalError('worker', `a worker was lost${tasks === '' ? ' at the start' : tasks} of ${kind}: ${why}`, {
    work: kind,
    ...(piece && { from: piece.from, to: piece.to }),
  })
}
