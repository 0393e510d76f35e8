import type { Fragment } from '../../../sql/text/fragment.js'

/** The columns of the rows in an engine that an estimator writes its sums over: each an expression. */
export interface RowTerms {
  /** The treatment: 0 or 1, or a number less its mean. */
  readonly t: Fragment
  /** The outcome, less a shift that is near its mean. */
  readonly y: Fragment
  /** The k regressors: 1, then numbers near mean 0 and variance 1, and indicators of categories. */
  readonly x: readonly Fragment[]
}

/** What is asked of all rows at once: columns made of the row's own, then sums and largest values over the rows. */
export interface SumsAsked {
  /** Columns that are computed once a row, in order: each may use those before it by `column(name)`. */
  readonly columns: readonly { readonly name: string; readonly is: Fragment }[]
  /** What is summed up. */
  readonly sums: readonly Fragment[]
  /** Of what the largest value is wanted. */
  readonly largest?: readonly Fragment[]
}

/** The answer: one number for each sum, and for each largest value. */
export interface SumsFound {
  readonly sums: Float64Array
  readonly largest: readonly number[]
}

/** Of groups of rows: how many there are, and the sum of the squares of their sums. */
export interface SquaresFound {
  readonly count: number
  readonly squares: number
}

/** How rows in an engine are cut into folds: by the hash of a key, the same in every engine. */
export interface FoldsAsked {
  /** The column of whole numbers: rows that share a key are in one fold. */
  readonly key: string
  readonly count: number
  readonly seed: number | string
  /** Whether the arms are summed up apart; else the treatment is a number beside the outcome. */
  readonly arms: boolean
}

/** The folds of the rows. */
export interface SumsFolds {
  readonly count: number
  /** The number of a row's fold. */
  readonly column: Fragment
  /**
   * The sums of products of each fold: of (x, y) for each arm, or of (x, t, y), where the treatment is a number, as the only entry.
   */
  readonly grams: readonly (readonly Float64Array[])[]
  /** One scan: the sums of each fold. */
  readonly ask: (asked: SumsAsked) => Promise<readonly SumsFound[]>
}

/** The clusters of the rows: by one column, or by two ways. */
export interface SumsClusters {
  readonly columns: readonly { readonly name: string }[]
  readonly kind: 'CR0' | 'CR1'
  /** The row's own columns that hold them, in the order of `columns`. */
  readonly groups: readonly string[]
  /** One scan: sums over the rows of each group, squared and summed up. */
  readonly ask: (columns: SumsAsked['columns'], sum: Fragment, groups: readonly string[]) => Promise<SquaresFound>
}

/** What an estimator works on where the rows stay in an engine: two arms, and sums over the rows. */
export interface SumsProblem {
  /** How many rows there are (their total weight, where rows count more than once). */
  readonly n: number
  readonly treatmentName: string
  readonly outcomeName: string
  /** The arms in words; the treatment twice, where it is a number. */
  readonly arms: readonly [from: string, to: string]
  /** How many rows each arm has. */
  readonly armRows: readonly [number, number]
  /** What is adjusted for. */
  readonly covariates: readonly string[]
  /** How many regressors there are. */
  readonly k: number
  /** The names of the regressors. */
  readonly terms: readonly string[]
  /** What was subtracted from the outcome. */
  readonly shift: number
  /** For each arm the sums of products of (x, y): (k + 1) × (k + 1). */
  readonly grams: readonly [Float64Array, Float64Array]
  /** Where the numbers run from and to in each arm. */
  readonly ranges: readonly ArmRange[]
  /** The row's own columns, and columns that were made. */
  readonly row: RowTerms
  readonly column: (name: string) => Fragment
  /** One scan. */
  readonly ask: (asked: SumsAsked) => Promise<SumsFound>
  /** The clusters, where rows depend within them. */
  readonly clusters: SumsClusters | null
  /** The folds, where nuisance models are fitted to some rows and used on others. */
  readonly folds: SumsFolds | null
}

/** A number of which both arms have a range. */
export interface ArmRange {
  readonly column: string
  readonly range: readonly [from: readonly [number, number], to: readonly [number, number]]
  /** The regressor that holds it, and the ranges in its units. */
  readonly x: number
  readonly scaled: readonly [from: readonly [number, number], to: readonly [number, number]]
}
