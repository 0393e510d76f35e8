import type { Dialect, SqlConditions, SqlRow, SqlSource } from '../types.js'

/**
 * A way to an SQL engine: what runs a statement, and how the engine wants it written.
 *
 * @category SQL
 */
export interface Warehouse {
  /** Runs a statement with its parameters, and gives the rows as records by column. */
  readonly query: (text: string, parameters: readonly (string | number)[]) => Promise<readonly SqlRow[]>
  /** The engine's dialect. */
  readonly dialect: Dialect
}

/**
 * Rows that stay in one engine.
 *
 * @category SQL
 */
export interface RemotePart {
  /** The engine. */
  readonly warehouse: Warehouse
  /** Where the rows are in it. */
  readonly source: SqlSource
  /** The rows that count (default: all). */
  readonly where?: SqlConditions
  /** The column that says how often each row counts (default: once each). */
  readonly weights?: string
}

/**
 * Rows that stay where they are: in one table of one engine, or in several tables or engines that hold parts of them.
 *
 * @category SQL
 */
export interface RemoteRows<N extends string = string> {
  /** The parts, at least one; the rows of all of them count. */
  readonly parts: readonly RemotePart[]
  /** What the columns hold, where it was told. */
  readonly columns?: Readonly<Record<N, ColumnKind>>
}

/**
 * What a column of an engine holds: numbers, or categories (texts, codes, booleans).
 *
 * @category SQL
 */
export type ColumnKind = 'number' | 'category'

/**
 * What becomes of incomplete rows, and how a long sum is followed and stopped.
 *
 * @category SQL
 */
export interface RemoteOptions {
  /** Rows that lack a value in a column that is used: an error that counts them (default), or left out. */
  readonly incomplete?: 'refuse' | 'leave out'
  /** Called before each statement: how many were run, and the text of the next. */
  readonly onProgress?: (progress: RemoteProgress) => void
  /** Stops between two statements. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * How far a remote verb has come.
 *
 * @category SQL
 */
export interface RemoteProgress {
  /** How many statements were answered. */
  readonly answered: number
  /** The statement that is run next. */
  readonly text: string
}
