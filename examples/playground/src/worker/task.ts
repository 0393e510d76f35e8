import { type Signal, signal } from '@preact/signals'
import { type Running, run } from './client'
import type { JobName, Jobs, Progress } from './protocol'

/** One thing that a panel computes in the worker: how far it is, what came of it last, and what went wrong. */
export interface Task<J extends JobName> {
  readonly progress: Signal<Progress | undefined>
  readonly result: Signal<Jobs[J]['output'] | undefined>
  /** A sentence; `isStop` where a person stopped it, which is no fault. */
  readonly failure: Signal<{ readonly message: string; readonly isStop: boolean } | undefined>
  /** Starts anew, and stops what runs; the last result stays until a new one is there. */
  readonly start: (input: Jobs[J]['input']) => Promise<Jobs[J]['output'] | undefined>
  readonly cancel: () => void
}

/** A task for a job. What it found outlives the panel: going to another panel and back loses nothing. */
export function taskOf<J extends JobName>(job: J): Task<J> {
  const progress = signal<Progress | undefined>(undefined)
  const result = signal<Jobs[J]['output'] | undefined>(undefined)
  const failure = signal<{ readonly message: string; readonly isStop: boolean } | undefined>(undefined)
  let running: Running<Jobs[J]['output']> | undefined
  const start = async (input: Jobs[J]['input']): Promise<Jobs[J]['output'] | undefined> => {
    running?.cancel()
    progress.value = { share: undefined, doing: 'starting' }
    failure.value = undefined
    const mine = run(job, input, (told) => {
      if (running === mine) progress.value = told
    })
    running = mine
    try {
      const output = await mine.promise
      if (running !== mine) return undefined
      result.value = output
      return output
    } catch (error) {
      if (running !== mine) return undefined
      const isStop = error instanceof Error && 'code' in error && error.code === 'cancelled'
      failure.value = { message: error instanceof Error ? error.message : String(error), isStop }
      return undefined
    } finally {
      if (running === mine) {
        running = undefined
        progress.value = undefined
      }
    }
  }
  return { progress, result, failure, start, cancel: () => running?.cancel() }
}
