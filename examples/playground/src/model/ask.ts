import type { WorkerAnswer, WorkerQuestion } from './messages'

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
type Heard = (answer: WorkerAnswer) => void

/** A computation that takes longer, in milliseconds, is given up when a newer question comes. */
const patience = 1500

/** A worker that answers the latest question only: while it computes, newer questions replace those that wait. */
export function latestOnly(hear: Heard): { ask: (question: Without<WorkerQuestion>) => void; end: () => void } {
  let worker: Worker | undefined
  let waiting: WorkerQuestion | undefined
  let busy = 0
  let since = 0
  let last = 0
  const send = (question: WorkerQuestion): void => {
    busy = question.id
    since = performance.now()
    worker ??= started()
    worker.postMessage(question)
  }
  const end = (): void => {
    worker?.terminate()
    worker = undefined
    waiting = undefined
    busy = 0
  }
  const started = (): Worker => {
    const made = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    made.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      busy = 0
      const next = waiting
      waiting = undefined
      if (next !== undefined) send(next)
      hear(data)
    }
    made.onerror = (event) => {
      event.preventDefault()
      const id = busy
      end()
      hear({
        kind: 'failed',
        id,
        message: 'The computation stopped (the browser may be short of memory). Change a value, and it starts again.',
      })
    }
    return made
  }
  return {
    ask(question) {
      const asked = { ...question, id: ++last } as WorkerQuestion
      if (busy !== 0 && performance.now() - since > patience) end()
      if (busy === 0) send(asked)
      else waiting = asked
    },
    end,
  }
}
