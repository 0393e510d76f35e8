/**
 * Why a call was refused. Each code stands for one kind of mistake, so that a program can react to it:
 *
 * - `unknown-name`: a node, variable, column or state that is not there
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
 * - `aborted`: the caller's AbortSignal fired
 *
 * @category Errors
 */
export type CausalErrorCode =
  | 'unknown-name'
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
  | 'aborted'

/**
 * The only exception this library throws: a call that cannot be answered because it was made wrongly.
 *
 * Its message begins with the name of the function called, says which value is at fault and what to do. An answer
 * such as "not identifiable" is a value, never an exception.
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
   * @param where - the public function that was called
   * @param code - the kind of mistake
   * @param message - what is wrong, with the value at fault, and the way out
   * @param details - the names and numbers at fault
   */
  constructor(where: string, code: CausalErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(`${where}: ${message}`)
    this.name = 'CausalError'
    this.code = code
    this.details = details
  }
}

/** What a public function gives when another one calls it: its errors bear the name of the one that the user called. */
export function onBehalfOf<R>(where: string, call: () => R): R {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof CausalError)) throw error
    throw new CausalError(where, error.code, error.message.slice(error.message.indexOf(': ') + 2), error.details)
  }
}
