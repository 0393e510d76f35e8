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
export type Column<V extends Cell = Cell> = [V] extends [number]
  ? Float64Array
  : [V] extends [string]
    ? Categorical<V>
    : Float64Array | Categorical

/**
 * A table of typed columns. `T` maps each column's name to what its cells hold, and `N` is the union of the names.
 *
 * A table is a frozen value: `data[i]` is the column called `columns[i]`. Typed arrays are taken over without a copy
 * and never written to.
 *
 * @category Data
 */
export interface Table<T = Record<string, Cell>, N extends string = keyof T & string> {
  /** The names of the columns, in order. */
  readonly columns: readonly N[]
  /** The number of rows. */
  readonly rowCount: number
  /** The columns themselves, in the order of `columns`. */
  readonly data: readonly (Float64Array | Categorical)[]
  /** Never set: it carries to the compiler what the cells hold. */
  readonly cells?: T
}

/**
 * A row as a plain object; a missing cell is `null`.
 *
 * @category Data
 */
export type Row<T = Record<string, Cell>> = { readonly [K in keyof T]: T[K] | null }

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

/**
 * A discrete variable that is counted: a name and its states in order.
 *
 * @category Data
 */
export interface CountedVariable<N extends string = string> {
  /** The variable's name. */
  readonly name: N
  /** Its states, each once. */
  readonly states: readonly string[]
}

/**
 * A contingency table: how many rows fall into each combination of states. It has the form of a `Factor`, and every
 * function that takes a factor takes it.
 *
 * @category Data
 */
export interface ContingencyTable<N extends string = string> {
  /** The variables counted, in order, each with its states in order. */
  readonly variables: readonly CountedVariable<N>[]
  /** One count a cell, row-major with the last variable fastest. */
  readonly values: Float64Array
}
