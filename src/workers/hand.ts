import { CausalError } from '../errors.js'
import { show } from '../show.js'
import { listen, type MessageEnd, timers } from './message-end.js'
import { type Answer, type Request, readAnswer } from './messages.js'

/** One worker of a pool. */
export interface Hand {
  readonly isReady: () => boolean
  /** Whether it may still answer. */
  readonly isAlive: () => boolean
  readonly send: (request: Request) => void
  /** Whether a program may end while the worker is there (Node). */
  readonly hold: (isHeld: boolean) => void
  /** Ends it; nothing is heard of it after. */
  readonly dismiss: () => Promise<void>
  /** Numbers of the parts, and of the jobs, that it has been sent. */
  readonly parts: Set<number>
  readonly jobs: Set<number>
}

/** What a hand tells. */
export interface HandEvents {
  readonly onReady: () => void
  readonly onAnswer: (answer: Extract<Answer, { causalkit: 'answers' }>) => void
  /** It is gone, and why. */
  readonly onGone: (why: string) => void
}

const SLICES = 10

/** Starts a worker and waits, at most `patience` milliseconds, until it says that it is there. */
export function hire(start: () => MessageEnd, patience: number, events: HandEvents): Hand {
  const end = start()
  if (typeof end?.postMessage !== 'function')
    throw new CausalError('invalid-argument', `\`start\` must give a worker, got ${show(end)}.`)
  let [isReady, isAlive] = [false, true]
  const gone = (why: string): void => {
    if (!isAlive) return
    void dismiss()
    events.onGone(why)
  }
  const call = (name: 'ref' | 'unref' | 'terminate', of: unknown): unknown => {
    const method = (of as Record<string, unknown> | null)?.[name]
    return typeof method === 'function' ? method.call(of) : undefined
  }
  // in slices: while this side is busy its own self, no more than one of them goes by, and what the worker said is heard first
  let timer: unknown
  const wait = (slices: number): void => {
    if (slices === 0) {
      gone(`it did not begin within ${patience} ms: does its file call answerWork()?`)
      return
    }
    timer = timers.setTimeout(() => wait(slices - 1), patience / SLICES)
    call('unref', timer)
  }
  wait(SLICES)
  const leave = listen(end, {
    onFailure: gone,
    onMessage: (message) => {
      const answer = readAnswer(message)
      if (answer?.causalkit === 'ready') {
        timers.clearTimeout(timer)
        if (isReady) return
        isReady = true
        events.onReady()
      } else if (answer !== null) events.onAnswer(answer)
    },
  })
  const dismiss = async (): Promise<void> => {
    isAlive = false
    timers.clearTimeout(timer)
    leave()
    // what it may still say of its end is not heard
    if (typeof end.on === 'function') end.on('error', () => undefined)
    await call('terminate', end)
  }
  const hold = (isHeld: boolean): void => void call(isHeld ? 'ref' : 'unref', end)
  hold(false)
  return {
    isReady: () => isReady,
    isAlive: () => isAlive,
    send: (request) => end.postMessage(request),
    hold,
    dismiss,
    parts: new Set(),
    jobs: new Set(),
  }
}
