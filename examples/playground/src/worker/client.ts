import { JobError, type JobName, type Jobs, type Progress, type Reply, type Request } from './protocol'

/** A job that runs: its result, and how to stop it. */
export interface Running<T> {
  readonly promise: Promise<T>
  readonly cancel: () => void
}

/** A worker that waits for its next job; the others were given up or are at work. */
let idle: Worker | undefined

const start = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/** Runs a job in a worker. A worker that is stopped or dies is given up: the next job starts a new one. */
export function run<J extends JobName>(
  job: J,
  input: Jobs[J]['input'],
  onProgress: (progress: Progress) => void = () => {},
  makeWorker: () => Worker = start,
): Running<Jobs[J]['output']> {
  const worker = idle ?? makeWorker()
  idle = undefined
  let cancel = (): void => {}
  const promise = new Promise<Jobs[J]['output']>((resolve, reject) => {
    const end = (): void => {
      worker.onmessage = worker.onerror = worker.onmessageerror = null
    }
    const giveUp = (error: JobError): void => {
      end()
      worker.terminate()
      reject(error)
    }
    cancel = () => giveUp(new JobError('Stopped. Nothing was changed.', 'cancelled'))
    worker.onerror = (event) => {
      event.preventDefault()
      const why = event.message ? ` (${event.message})` : ''
      giveUp(
        new JobError(
          `The worker that computes in the background stopped${why}. Nothing you made is lost: press the button again and a new one is started. If it stops again, try fewer rows or columns.`,
          'worker-died',
        ),
      )
    }
    worker.onmessageerror = () =>
      giveUp(new JobError('The answer of the worker could not be read. Try again.', 'worker-died'))
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.kind === 'progress') return onProgress(data.progress)
      end()
      if (idle === undefined) idle = worker
      else worker.terminate()
      if (data.kind === 'done') resolve(data.output as Jobs[J]['output'])
      else reject(new JobError(data.message, data.code))
    }
    worker.postMessage({ job, input } satisfies Request<J>)
  })
  return { promise, cancel: () => cancel() }
}
