import { linkTo } from '../worker/link'
import type { WorkerAnswer, WorkerQuestion } from './messages'

/** A computation that takes longer, in milliseconds, is given up when a newer question comes. */
const patience = 1500

/** A worker that answers the latest question only: while it computes, newer questions replace those that wait. */
export function latestOnly(hear: (answer: WorkerAnswer) => void): {
  ask: (question: WorkerQuestion) => void
  end: () => void
} {
  const link = linkTo<WorkerQuestion, WorkerAnswer>(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  )
  let waiting: WorkerQuestion | undefined
  let busySince: number | undefined
  const free = (): void => {
    waiting = busySince = undefined
  }
  const send = (question: WorkerQuestion): void => {
    busySince = performance.now()
    link.ask(
      question,
      (answer) => {
        const next = waiting
        free()
        if (next !== undefined) send(next)
        hear(answer)
      },
      (sentence) => {
        free()
        hear({ kind: 'failed', message: `${sentence}: try again, and a new one is started.` })
      },
    )
  }
  const end = (): void => {
    link.end()
    free()
  }
  return {
    ask(question) {
      if (busySince !== undefined && performance.now() - busySince > patience) end()
      if (busySince === undefined) send(question)
      else waiting = question
    },
    end,
  }
}
