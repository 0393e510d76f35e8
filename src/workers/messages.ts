import type { CausalErrorCode } from '../errors.js'

/** Something that could not be sent as it is, and how a worker can have it. `given` is coded. */
export interface Part {
  readonly id: number
  readonly maker: string | null
  readonly name: string | null
  readonly given: readonly unknown[]
}

/** What a worker is asked. */
export type Request =
  | {
      readonly causalkit: 'job'
      /** Tells this loop from all others of the pool. */
      readonly job: number
      readonly kind: string
      /** Coded: see `coded`. */
      readonly input: unknown
      /** Those parts of the input that the worker does not have yet. */
      readonly parts: readonly Part[]
    }
  | { readonly causalkit: 'tasks'; readonly job: number; readonly from: number; readonly to: number }
  | { readonly causalkit: 'forget'; readonly job: number; readonly parts: readonly number[] }

/** An error of a task. */
export interface TaskError {
  /** Null where it was none of this library's. */
  readonly code: CausalErrorCode | null
  readonly message: string
  readonly details: unknown
}

/** What a worker answers. */
export type Answer =
  | { readonly causalkit: 'ready' }
  | {
      readonly causalkit: 'answers'
      readonly job: number
      readonly from: number
      readonly answers: readonly unknown[]
      /** The error of the task after these, where one failed. */
      readonly failed: TaskError | null
    }

/** A message of a worker, or null where it is another's. */
export function readAnswer(message: unknown): Answer | null {
  if (typeof message !== 'object' || message === null) return null
  const { causalkit } = message as { readonly causalkit?: unknown }
  if (causalkit === 'ready') return message as Answer
  if (causalkit !== 'answers') return null
  const { job, from, answers, failed } = message as Record<string, unknown>
  const isWhole = Number.isInteger(job) && Number.isInteger(from) && Array.isArray(answers) && failed !== undefined
  return isWhole ? (message as Answer) : null
}
