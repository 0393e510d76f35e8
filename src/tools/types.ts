import type { CausalErrorCode } from '../errors.js'

/**
 * A JSON schema (draft 2020-12) as plain data.
 *
 * @category Tools
 */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * What a tool answers.
 *
 * @category Tools
 */
export type ToolAnswer =
  | {
      /** It was run. A refusal to answer, such as an effect that is not identifiable, is an answer too. */
      readonly ok: true
      /** The answer in a few sentences, for a model or a person to read. */
      readonly text: string
      /** The same as plain JSON, in the form of the tool's `outputSchema`. */
      readonly data: Readonly<Record<string, unknown>>
    }
  | {
      /** It could not be run. */
      readonly ok: false
      /** What was wrong, where, and what to do. */
      readonly text: string
      /** The error for programs. */
      readonly error: {
        /** Which kind of error. */
        readonly code: CausalErrorCode
        /** The names and values at fault. */
        readonly details: Readonly<Record<string, unknown>>
      }
    }

/**
 * A verb of the library as a tool for an agent.
 *
 * @category Tools
 */
export interface ToolDefinition {
  /** Its name, of small letters and underscores. */
  readonly name: string
  /** What it does and when to use it, in plain English. */
  readonly description: string
  /** What it takes: an object. */
  readonly inputSchema: JsonSchema
  /** What `data` of its answer holds. */
  readonly outputSchema: JsonSchema
  /** Runs it. What is wrong with the input comes back as an answer, not as an exception. */
  readonly run: (input: unknown) => ToolAnswer
}
