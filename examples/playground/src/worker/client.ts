import { type Link, linkTo } from './link'
import { JobError, type JobName, type Jobs, type Progress, type Reply, type Request } from './protocol'

/** A job that runs: its result, and how to stop it. */
export interface Running<T> {
  readonly promise: Promise<T>
  readonly cancel: () => void
}

/** A worker that waits for its next job; the others were given up or are at work. */
let idle: Link<Request, Reply> | undefined

const start = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/** Runs a job in a worker of its own while it lasts. A worker that is stopped or dies is given up. */
export function run<J extends JobName>(
  job: J,
  input: Jobs[J]['input'],
  onProgress: (progress: Progress) => void = () => {},
  makeWorker: () => Worker = start,
): Running<Jobs[J]['output']> {
  const link = idle ?? linkTo<Request, Reply>(makeWorker)
  idle = undefined
  let cancel = (): void => {}
  const promise = new Promise<Jobs[J]['output']>((resolve, reject) => {
    cancel = () => {
      link.end()
      reject(new JobError('Stopped. Nothing was changed.', 'cancelled'))
    }
    const hear = (reply: Reply): void => {
      if (reply.kind === 'progress') {
        onProgress(reply.progress)
        return
      }
      cancel = () => {}
      if (idle === undefined) idle = link
      else link.end()
      if (reply.kind === 'done') resolve(reply.output as Jobs[J]['output'])
      else reject(new JobError(reply.message, reply.code))
    }
    const died = (sentence: string): void =>
      reject(
        new JobError(
          `${sentence}: press the button again and a new one is started. If it stops again, try fewer rows or columns.`,
          'worker-died',
        ),
      )
    link.ask({ job, input }, hear, died)
  })
  return { promise, cancel: () => cancel() }
}
