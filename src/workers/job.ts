import { CausalError } from '../errors.js'
import type { SharedLoop } from '../shared-work.js'
import type { Answer } from './messages.js'
import type { LoopAnswers } from './replay.js'

/** A loop that is handed out in pieces. */
export interface Job {
  readonly id: number
  readonly loop: SharedLoop
  /** The input, coded, and the parts that it needs. */
  readonly data: unknown
  readonly needs: readonly number[]
  /** The next piece for one of so many workers: large ones first. Null where none is left. */
  readonly take: (hands: number) => { readonly from: number; readonly to: number } | null
  /** Whether all pieces are taken. */
  readonly isTaken: () => boolean
  /** Takes answers in; how many tasks are done now. */
  readonly put: (answer: Extract<Answer, { causalkit: 'answers' }>) => number
  /** Whether tasks from this one on still matter: those after one that failed do not. */
  readonly matters: (task: number) => boolean
  readonly result: () => LoopAnswers
}

export function jobOf(id: number, loop: SharedLoop, data: unknown, needs: readonly number[]): Job {
  const { kind, count } = loop
  const answers: unknown[] = new Array(count)
  let [next, done, end] = [0, 0, count]
  let error: Error | null = null
  return {
    id,
    loop,
    data,
    needs,
    take(hands) {
      if (next >= end) return null
      const from = next
      next = Math.min(end, from + Math.max(1, Math.floor((count - from) / (4 * hands))))
      return { from, to: next }
    },
    isTaken: () => next >= end,
    put({ from, answers: list, failed }) {
      for (const [k, answer] of list.entries()) answers[from + k] = answer
      done += list.length
      const task = from + list.length
      if (failed !== null && task < end) {
        end = task
        const { code, message, details } = failed
        error =
          code === null
            ? new CausalError('worker', `task ${task} of ${kind} failed in a worker: ${message}`, { work: kind, task })
            : new CausalError(code, message, details as Record<string, unknown>)
      }
      return done
    },
    matters: (task) => task < end,
    result: () => ({ kind, count, answers: answers.slice(0, end), error }),
  }
}
