import { CausalError } from '../../errors.js'
import { checkedList, checkedObject, unknownName } from '../../names.js'
import { show } from '../../show.js'
import type { Cell, Table } from '../types.js'

/**
 * What a column of a CSV text holds: numbers, categories, booleans (as 0 and 1), dates (as days since 1970-01-01, UTC), or
 * these categories in this order.
 *
 * @category Data
 */
export type CsvColumnType = 'number' | 'category' | 'boolean' | 'date' | readonly string[]

/**
 * How to read a CSV text.
 *
 * @category Data
 */
export interface CsvOptions<
  C extends Readonly<Record<string, CsvColumnType>> = Readonly<Record<string, CsvColumnType>>,
> {
  /** The type of some columns by name; those of the others are found from their cells. */
  readonly columns?: C
  /** Texts that stand for a missing value (default: empty, `NA`, `N/A`, `NaN`, `nan`, `null`, `NULL`, `None`). */
  readonly missing?: readonly string[]
  /** What parts the fields, one character (default: found in the first lines among comma, tab, semicolon and `|`). */
  readonly delimiter?: string
  /** What parts the whole and the decimal part of a number (default: a point). */
  readonly decimal?: '.' | ','
  /**
   * Keeps the row names that pandas and R write as a first column without a name, under this name (default: they are left
   * out, which `reading` reports); `false` takes no column for row names.
   */
  readonly index?: string | false
  /** Called now and then with how far the reading is. */
  readonly onProgress?: (progress: CsvProgress) => void
  /** An AbortSignal: stops the reading with the error `aborted`; looked at wherever `onProgress` is called. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * How far the reading of a CSV text is, for the option `onProgress`.
 *
 * @category Data
 */
export interface CsvProgress {
  /** `rows` while the text is parted into cells, then `columns` while these become whole columns. */
  readonly stage: 'rows' | 'columns'
  /** Characters of the text that were read (bytes, of a stream), or columns that are done. */
  readonly done: number
  /** Characters of the text, or columns, in all; null for a stream, whose length is not known. */
  readonly total: number | null
}

/**
 * What was found while a CSV text was read: nothing of it is silent.
 *
 * @category Data
 */
export interface CsvReading {
  /** What parts the fields, and whether it was given or found. */
  readonly delimiter: { readonly character: string; readonly found: boolean }
  /** What each column holds, and how many of its values are missing. */
  readonly columns: readonly {
    readonly column: string
    readonly type: 'number' | 'category' | 'boolean' | 'date'
    readonly missing: number
  }[]
  /**
   * The row names of pandas or R: how they were known, whether they count the rows (from 0 or 1), and under which name they
   * were kept (null: left out). Null where the text has none.
   */
  readonly index: {
    readonly sign: 'empty name' | 'header one short'
    readonly counts: boolean
    readonly keptAs: string | null
  } | null
  /** What may not be as it should, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * A table that was read from a CSV text, with what was found in it.
 *
 * @category Data
 */
export type CsvTable<T> = Table<T> & {
  /**
   * The delimiter, the type and the number of missing values of each column, and the row names left out. It is about the text:
   * not enumerable, so that a table that was read equals the same table made otherwise, and left behind by every verb.
   */
  readonly reading: CsvReading
}

/**
 * The cells of a table read from CSV: those of declared columns are known, the others are numbers or strings.
 *
 * @category Data
 */
export type CellsOfCsv<C> = Record<string, Cell> & {
  [K in keyof C]: C[K] extends 'number' | 'boolean' | 'date' ? number : C[K] extends readonly (infer L)[] ? L : string
}

/** What stands for a missing value where nothing else is said. */
export const missingTexts: readonly string[] = ['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None']

/** The keys of {@link CsvOptions}. */
export const csvKeys = ['columns', 'missing', 'delimiter', 'decimal', 'index', 'onProgress', 'signal'] as const

/** The options, looked at. */
export interface CsvSettings {
  readonly declared: ReadonlyMap<string, CsvColumnType>
  readonly missing: readonly string[]
  readonly delimiter: string | null
  readonly decimal: '.' | ','
  readonly index: string | false | null
}

const types: readonly unknown[] = ['number', 'category', 'boolean', 'date']

export function csvSettings(options: CsvOptions): CsvSettings {
  const { delimiter, missing = missingTexts, decimal = '.', index, onProgress } = checkedObject('options', options)
  if (delimiter !== undefined && (typeof delimiter !== 'string' || !/^[^"\n\r\u0080-\uFFFF]$/.test(delimiter))) {
    throw new CausalError(
      'invalid-argument',
      `the delimiter must be one character of ASCII, and no quote or line break, got ${show(delimiter)}.`,
      { delimiter },
    )
  }
  if ((decimal !== '.' && decimal !== ',') || decimal === delimiter) {
    throw new CausalError(
      'invalid-argument',
      `decimal is "." or ",", and not the delimiter ${show(delimiter)}; got ${show(decimal)}.`,
      { decimal },
    )
  }
  checkedList('texts for a missing value', missing)
  if (!isTextList(missing))
    throw new CausalError('invalid-argument', `the texts for a missing value are strings, got ${show(missing)}.`)
  if (index !== undefined && index !== false && (typeof index !== 'string' || index.trim() === ''))
    throw new CausalError('invalid-argument', `index is a name for the row names, or false, got ${show(index)}.`)
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new CausalError('invalid-argument', 'onProgress must be a function.')
  const declared = new Map<string, CsvColumnType>(Object.entries(options.columns ?? {}))
  for (const [name, type] of declared) {
    if (types.includes(type) || isTextList(type)) continue
    throw new CausalError(
      'invalid-argument',
      `column ${show(name)} is 'number', 'category', 'boolean', 'date' or a list of categories, got ${show(type)}.`,
      { column: name },
    )
  }
  return { declared, missing, delimiter: delimiter ?? null, decimal, index: index ?? null }
}

function isTextList(type: unknown): boolean {
  return Array.isArray(type) && type.every((text) => typeof text === 'string')
}

/** Every declared column must be there. */
export function checkDeclared(declared: ReadonlyMap<string, CsvColumnType>, names: readonly string[]): void {
  for (const name of declared.keys()) if (!names.includes(name)) throw unknownName('column', name, names)
}

/** Tells the caller how far the reading is, and stops it when the caller asks for that. */
export function reportProgress({ onProgress, signal }: CsvOptions, progress: CsvProgress): void {
  onProgress?.(Object.freeze(progress))
  if (signal?.aborted === true)
    throw new CausalError('aborted', `stopped by the caller in the stage ${progress.stage}.`, { ...progress })
}
