/**
 * What this library has to know of an SQL engine to write for it: plain data, so that an engine that is not listed is one
 * record more. In the patterns `{x}` stands for an expression, `{a}` and `{b}` for two, `#` for a parameter's number, from 1.
 *
 * @category SQL
 */
export interface Dialect {
  /** What the engine is called. */
  readonly name: string
  /** The sign around identifiers. */
  readonly quote: '"' | '`'
  /** How that sign is written inside an identifier: twice, or after a backslash (and a backslash likewise). */
  readonly quoteInside: 'doubled' | 'backslash'
  /** The type of double-precision numbers. */
  readonly double: string
  /** A column as a double-precision number, NULL where it holds none; where the engine stops with an error, that is good too. */
  readonly number: string
  /** A column as a whole number of 64 bits. */
  readonly integer: string
  /** A column as text. */
  readonly text: string
  /** The rest of a division of whole numbers. */
  readonly modulo: string
  /** A parameter that holds a number. */
  readonly numberParameter: string
  /** A parameter that holds a text. */
  readonly textParameter: string
  /** A factor of a product: 0 for one below 1e-150, where the engine stops at products that underflow; elsewhere `{x}`. */
  readonly factor: string
  /** That an expression is a finite number: neither NULL nor NaN nor infinite. */
  readonly finite: string
  /** What keeps the engine from computing a subquery anew for each aggregate over it; empty where it does not do so. */
  readonly fence: string
  /** The most columns asked for in one statement. */
  readonly maxColumns: number
}

/**
 * Where rows are: a table by its name, by its path (`['schema', 'table']`), or a query that the engine runs as it stands.
 * Names are quoted; a query is text of your own, never of somebody else's.
 *
 * @category SQL
 */
export type SqlSource = string | readonly string[] | { readonly query: string }

/**
 * The rows that count: those whose columns hold the value given, or one of the values given. Values go to the engine as
 * parameters, never as text.
 *
 * @category SQL
 */
export type SqlConditions = Readonly<Record<string, string | number | readonly (string | number)[]>>

/**
 * A row as engines' drivers return it: a record by the names of its columns.
 *
 * @category SQL
 */
export type SqlRow = Readonly<Record<string, unknown>>

/**
 * A statement for an SQL engine: its text, with places for parameters, and the parameters in order.
 *
 * @category SQL
 */
export interface SqlText {
  /** The statement. No value of the data stands in it. */
  readonly text: string
  /** What belongs in its places, in order. */
  readonly parameters: readonly (string | number)[]
}

/**
 * Sums of columns and of their products, of deviations from a shift: what moments are made of, and what is added up over
 * groups, shards or machines by {@link mergeGrams}.
 *
 * @category SQL
 */
export interface Gram<N extends string = string> {
  /** The p columns; a product of two is called `a:b`. */
  readonly names: readonly N[]
  /** How many rows were summed up (their total weight, if weighted). */
  readonly count: number
  /** What was subtracted from each column before it was summed up. */
  readonly shift: Float64Array
  /** p sums of the shifted columns. */
  readonly sums: Float64Array
  /** The p × p sums of products of shifted columns, row-major. */
  readonly products: Float64Array
}

/**
 * The sums of one group of rows.
 *
 * @category SQL
 */
export interface GramGroup<N extends string = string> {
  /** The group: one state for each column that was grouped by. */
  readonly states: readonly string[]
  /** Its sums. */
  readonly gram: Gram<N>
}

/**
 * A statement of {@link momentsSql} or {@link gramSql} and what its rows mean.
 *
 * @category SQL
 */
export interface GramStatement<N extends string = string> extends SqlText {
  /** The columns that are summed up. */
  readonly names: readonly N[]
  /** The columns that are grouped by; empty for one sum of all rows. */
  readonly by: readonly string[]
  /** What is subtracted from each column, in the order of `names`. */
  readonly shift: readonly number[]
  /** Whether rows have weights: then their lowest and the number of rows come last. */
  readonly weighted: boolean
}

/**
 * A statement of {@link countsSql} and what its rows mean.
 *
 * @category SQL
 */
export interface CountsStatement<N extends string = string> extends SqlText {
  /** The columns that are counted. */
  readonly names: readonly N[]
  /** Whether rows have weights: then their lowest and the number of rows come last. */
  readonly weighted: boolean
}

/**
 * A statement of {@link sampleSql} and what its rows mean.
 *
 * @category SQL
 */
export interface SampleStatement<N extends string = string> extends SqlText {
  /** The columns that are drawn. */
  readonly names: readonly N[]
  /** Those of them that hold categories; the others hold numbers. */
  readonly categories: readonly N[]
}
