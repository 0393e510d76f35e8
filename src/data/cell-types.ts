import type { Categorical } from './types.js'

/**
 * What one value of the input becomes: numbers, booleans (0 or 1) and dates (days since 1970-01-01, UTC) become `number`,
 * strings stay as they are.
 *
 * @category Data
 */
export type CellOf<V> = [NonNullable<V>] extends [never]
  ? number
  : V extends number | boolean | bigint | Date
    ? number
    : V extends string
      ? V
      : never

/**
 * A typed array: of numbers, or of whole numbers as bigints.
 *
 * @category Data
 */
export type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | BigInt64Array
  | BigUint64Array

/**
 * What may be given as a column: a list of numbers, booleans, dates or strings, a typed array, or categories with their codes.
 *
 * @category Data
 */
export type ColumnInput =
  | readonly (number | string | boolean | bigint | Date | null | undefined)[]
  | TypedArray
  | Categorical

type CellIn<C> = C extends Categorical<infer L> ? L : C extends readonly (infer V)[] ? CellOf<V> : number

/**
 * The cells of a table made from columns.
 *
 * @category Data
 */
export type CellsOfColumns<C> = { -readonly [K in keyof C & string]: CellIn<C[K]> }

type Keys<R> = R extends unknown ? keyof R & string : never
type ValueAt<R, K> = R extends unknown ? (K extends keyof R ? R[K] : undefined) : never

/**
 * The cells of a table made from row objects; a row may lack a key.
 *
 * @category Data
 */
export type CellsOfRows<R> = { -readonly [K in Keys<R>]: CellOf<ValueAt<R, K>> }
