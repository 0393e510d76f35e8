/**
 * What a cell can hold: a number (missing: `NaN`) or a category (missing: code −1).
 *
 * @category Data
 */
export type Cell = number | string

/**
 * A column of categories: `levels[codes[i]]` is the value of row i, and the code −1 a missing one.
 *
 * @category Data
 */
export interface Categorical<L extends string = string> {
  /** One code a row: a position in `levels`, or −1. */
  readonly codes: Int32Array
  /** The categories, each once. */
  readonly levels: readonly L[]
}

/**
 * A column: numbers as a Float64Array, anything else as categories.
 *
 * @category Data
 */
export type Column<V extends Cell = Cell> = V extends number ? Float64Array : V extends string ? Categorical<V> : never

/**
 * A table of typed columns. `T` maps each column's name to what its cells hold.
 *
 * A table is a frozen value: `data[i]` is the column called `columns[i]`. Typed arrays are taken over without a copy
 * and never written to.
 *
 * @category Data
 */
export interface Table<T = Record<string, Cell>> {
  /** The names of the columns, in order. */
  readonly columns: readonly (keyof T & string)[]
  /** The number of rows. */
  readonly rowCount: number
  /** The columns themselves, in the order of `columns`. */
  readonly data: readonly (Float64Array | Categorical)[]
}

/**
 * The sufficient statistics of linear and Gaussian methods, accepted wherever such a method takes a table.
 *
 * @category Data
 */
export interface Moments<N extends string = string> {
  /** The names of the p columns. */
  readonly names: readonly N[]
  /** How many rows were summed up (their total weight, if weighted). */
  readonly count: number
  /** p means. */
  readonly mean: Float64Array
  /** The p × p covariance matrix, row-major, divisor count − 1. */
  readonly covariance: Float64Array
}
