import type { DataJobs } from '../data/jobs'
import type { DiscoverJobs } from '../discover/jobs'
import type { EstimateJobs } from '../estimate/jobs'

/** What the worker can do: by name, what goes in and what comes out. Both are plain enough to be posted. */
export type Jobs = DataJobs & DiscoverJobs & EstimateJobs
export type JobName = keyof Jobs

/** How far a job is: a share from 0 to 1 where that is known, and what is being done. */
export interface Progress {
  readonly share: number | undefined
  readonly doing: string
}

/** What the page posts: one job; the worker takes one at a time. */
export interface Request<J extends JobName = JobName> {
  readonly job: J
  readonly input: Jobs[J]['input']
}

/** What the worker posts. */
export type Reply =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'refused'; readonly message: string; readonly code: string }

/** Why a job gave no result, as a sentence. */
export class JobError extends Error {
  constructor(
    message: string,
    /** The code of the CausalError, `cancelled`, or `worker-died`. */
    readonly code: string,
  ) {
    super(message)
  }
}
