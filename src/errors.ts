import { plainJson } from './show.js'

/**
 * Why a call was refused. Each code stands for one kind of mistake, so that a program can react to it:
 *
 * - `unknown-name`: a node, variable, column or state that is not there
 * - `unknown-option`: an option that the function does not know; `details.nearest` has the nearest ones
 * - `duplicate-name`: a name given twice where it must be unique
 * - `invalid-argument`: an argument of the wrong form or out of its range
 * - `overlap`: sets that must be disjoint share a name (a treatment that is also the outcome)
 * - `latent`: a latent node where only measured ones make sense
 * - `cycle`: a directed cycle; `details.cycle` lists its nodes
 * - `invalid-graph`: a graph that breaks the rules of its kind
 * - `parse`: a text that cannot be read; `details` has line and column
 * - `invalid-data`: columns of different lengths, a wrong type, an empty table
 * - `missing-values`: NaN or missing categories where a method needs complete rows
 * - `constant-column`: a column without variation
 * - `collinear`: columns that determine one another
 * - `too-few-rows`: fewer rows than the method needs
 * - `not-probability`: numbers that are negative or do not sum to one
 * - `zero-support`: an event or condition of probability zero where a value is needed
 * - `contradiction`: requirements that cannot all hold
 * - `not-invertible`: a mechanism or matrix that has no inverse
 * - `type-mismatch`: types or sizes of diagrams, factors or channels that do not fit
 * - `not-supported`: a combination for which no sound method is known here
 * - `too-large`: exact work above the stated limit; `details` has the predicted size
 * - `engine`: an SQL engine that did not answer, or not as it was asked
 * - `worker`: a worker that died, or a task that failed in it in a way of its own; `details` has the task
 * - `aborted`: the caller's AbortSignal fired
 *
 * @category Errors
 */
export type CausalErrorCode =
  | 'unknown-name'
  | 'unknown-option'
  | 'duplicate-name'
  | 'invalid-argument'
  | 'overlap'
  | 'latent'
  | 'cycle'
  | 'invalid-graph'
  | 'parse'
  | 'invalid-data'
  | 'missing-values'
  | 'constant-column'
  | 'collinear'
  | 'too-few-rows'
  | 'not-probability'
  | 'zero-support'
  | 'contradiction'
  | 'not-invertible'
  | 'type-mismatch'
  | 'not-supported'
  | 'too-large'
  | 'engine'
  | 'worker'
  | 'aborted'

/**
 * The only exception this library throws: a call that cannot be answered because it was made wrongly.
 *
 * Its message begins with the name of the function called, says which value is at fault and what to do. An answer
 * such as "not identifiable" is a value, never an exception. `JSON.stringify` keeps its message, code and details.
 *
 * @category Errors
 * @example
 * dag('A -> B -> A')
 * //=> throws 'cycle'
 */
export class CausalError extends Error {
  /** What kind of mistake it is. */
  readonly code: CausalErrorCode
  /** The names and numbers at fault, as plain data. */
  readonly details: Readonly<Record<string, unknown>>

  /**
   * @param code - the kind of mistake
   * @param message - what is wrong, with the value at fault, and the way out
   * @param details - the names and numbers at fault
   */
  constructor(code: CausalErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'CausalError'
    this.code = code
    this.details = details
  }

  /**
   * What `JSON.stringify` writes: an Error's own message would be lost.
   *
   * @returns name, code, message and details as plain JSON values
   */
  toJSON(): {
    readonly name: string
    readonly code: CausalErrorCode
    readonly message: string
    readonly details: unknown
  } {
    return { name: this.name, code: this.code, message: this.message, details: plainJson(this.details) }
  }
}

/** What each error says without the name of the function that was called. */
const sentences = new WeakMap<CausalError, string>()

/** What an error says without the name in front. */
export function sentenceOf(error: CausalError): string {
  return sentences.get(error) ?? error.message
}

/**
 * The boundary of a public function: an error from inside bears the name of the function that was called. Where public
 * functions call each other, or something made by one runs inside another, the outermost wins: it is the one the user wrote.
 */
export function calledAs<R>(name: string, call: () => R): R {
  try {
    return call()
  } catch (error) {
    throw underName(name, error)
  }
}

/**
 * {@link calledAs} for a function that reads a record which another one returned: a record that was changed on its way, by
 * hand or in a file, is the caller's mistake, whatever in it cannot be read.
 */
export function calledOnResult<R>(name: string, maker: string, call: () => R): R {
  return calledAs(name, () => {
    try {
      return call()
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error
      const message = `give a result of ${maker} as it was returned: this record cannot be read (${error.message}).`
      throw new CausalError('invalid-argument', message)
    }
  })
}

/** {@link calledAs} for a function that gives its answer later. */
export async function calledAsAsync<R>(name: string, call: () => Promise<R>): Promise<R> {
  try {
    return await call()
  } catch (error) {
    throw underName(name, error)
  }
}

/** {@link calledAs} for a lazy answer, which may be read more than once: also what goes wrong while it is read bears the name. */
export function lazily<T>(name: string, items: () => Iterator<T>): Iterable<T> {
  return {
    *[Symbol.iterator]() {
      const iterator = items()
      try {
        for (;;) {
          const next = calledAs(name, () => iterator.next())
          if (next.done === true) return
          yield next.value
        }
      } finally {
        iterator.return?.()
      }
    },
  }
}

function underName(name: string, error: unknown): unknown {
  if (!(error instanceof CausalError)) return error
  const sentence = sentenceOf(error)
  const before = error.message
  const message = `${name}: ${sentence}`
  sentences.set(error, sentence)
  Object.defineProperty(error, 'message', { value: message, configurable: true, writable: true })
  // engines that write the message into the stack show the stack, not the message, when nobody catches the error
  const { stack } = error
  // (some write it when the stack is first read: then it is there already)
  if (typeof stack === 'string' && !stack.includes(message)) error.stack = stack.replace(before, () => message)
  return error
}
