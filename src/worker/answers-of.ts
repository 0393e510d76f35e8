import { CausalError, sentenceOf } from '../errors.js'
import { plainJson } from '../show.js'
import type { TaskError } from '../workers/messages.js'

/** The answers of a piece, up to the first task that fails. */
export function answersOf(
  work: () => (task: number) => unknown,
  from: number,
  to: number,
): { readonly answers: readonly unknown[]; readonly failed: TaskError | null } {
  const answers: unknown[] = []
  let failed: TaskError | null = null
  try {
    const answer = work()
    for (let task = from; task < to; task++) answers.push(answer(task))
  } catch (error) {
    failed = taskError(error)
  }
  return { answers, failed }
}

function taskError(error: unknown): TaskError {
  if (error instanceof CausalError)
    return { code: error.code, message: sentenceOf(error), details: cloneable(error.details) }
  return {
    code: null,
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    details: {},
  }
}

/** Details as they are where they can be sent, else as plain data. */
function cloneable(details: unknown): unknown {
  try {
    return (globalThis as unknown as { structuredClone(value: unknown): unknown }).structuredClone(details)
  } catch {
    return plainJson(details)
  }
}
