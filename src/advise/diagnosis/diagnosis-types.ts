/**
 * What {@link diagnose} looks at.
 *
 * - `missing`: values that are not there; `missing-depends`: whether that hangs on other columns
 * - `constant`, `duplicate`, `determined`, `identifier`: columns that say nothing, or nothing new
 * - `few-rows`: rows for each column; `sparse-categories`: categories with few rows
 * - `nonlinear`, `non-gaussian`, `heteroscedastic`: what a linear model in the best order leaves
 * - `heavy-tails`: values far outside the middle
 * - `dependent-rows`: rows that follow the rows before them
 * - `irregular-time`: stamps that are no regular steps
 * - `environments-differ`: columns whose distribution changes between environments
 *
 * @category Advice
 */
export type DiagnosisTopic =
  | 'missing'
  | 'missing-depends'
  | 'constant'
  | 'duplicate'
  | 'determined'
  | 'identifier'
  | 'few-rows'
  | 'sparse-categories'
  | 'nonlinear'
  | 'non-gaussian'
  | 'heteroscedastic'
  | 'heavy-tails'
  | 'dependent-rows'
  | 'irregular-time'
  | 'environments-differ'

/**
 * What a column holds, as the methods here see it.
 *
 * - `continuous`: numbers, more than ten different ones
 * - `discrete`: at most ten different whole numbers, of more than two
 * - `binary`: two values
 * - `categorical`: categories, more than two
 * - `constant`: one value, or none
 * - `identifier`: another category in every row, or the row's number
 *
 * @category Advice
 */
export type ColumnType = 'continuous' | 'discrete' | 'binary' | 'categorical' | 'constant' | 'identifier'

/**
 * A column as {@link diagnose} sees it.
 *
 * @category Advice
 */
export interface DiagnosedColumn {
  /** Its name. */
  readonly name: string
  /** What it is for: only variables become nodes of a graph. */
  readonly role: 'variable' | 'time' | 'unit' | 'environment'
  /** What it holds. */
  readonly type: ColumnType
  /** Whether it holds numbers, of whatever type. */
  readonly numeric: boolean
  /** How many of its values are missing. */
  readonly missing: number
  /** How many different values it has. */
  readonly distinct: number
}

/**
 * One thing that was looked at, with what was seen.
 *
 * @category Advice
 */
export interface Finding {
  /** What was looked at. */
  readonly topic: DiagnosisTopic
  /** The columns concerned. */
  readonly columns: readonly string[]
  /** Whether it is so: by the corrected p-value at `alpha`, or past the threshold where there is none. */
  readonly found: boolean
  /** What the statistic is. */
  readonly measure: string
  /** Its value. */
  readonly statistic: number
  /** The p-value of this look alone; null where the statistic has none. */
  readonly pValue: number | null
  /** The p-value corrected for all looks of this diagnosis (Holm 1979); null where there is none. */
  readonly corrected: number | null
  /** What it means, in a sentence. */
  readonly message: string
}

/**
 * What was not looked at, and why.
 *
 * @category Advice
 */
export interface NotLooked {
  /** What could have been looked at; `hidden-causes` is what no look can see. */
  readonly topic: DiagnosisTopic | 'hidden-causes'
  /** The columns concerned. */
  readonly columns: readonly string[]
  /** Why not, in a sentence. */
  readonly message: string
}

/**
 * What {@link diagnose} found: plain data, which {@link suggest} reads.
 *
 * @category Advice
 */
export interface Diagnosis {
  /** The rows of the table. */
  readonly rowCount: number
  /** The rows in which no variable is missing. */
  readonly completeRows: number
  /** The columns, in order. */
  readonly columns: readonly DiagnosedColumn[]
  /** The variables that a method can use: those that vary and that no others determine, in order. */
  readonly usable: readonly string[]
  /** The column of times; null where none was named. */
  readonly time: string | null
  /** The column that tells recordings apart; null where none was named. */
  readonly unit: string | null
  /** The column of environments; null where none was named. */
  readonly environment: string | null
  /** What was looked at, with what was seen. */
  readonly findings: readonly Finding[]
  /** What was not looked at, and why. */
  readonly notLooked: readonly NotLooked[]
  /** How many p-values were computed. */
  readonly looks: number
  /** The level of all looks together. */
  readonly alpha: number
}

/**
 * Settings of {@link diagnose}.
 *
 * @category Advice
 */
export interface DiagnoseOptions<N extends string = string> {
  /** The column of times: rows are then steps of a series. */
  readonly time?: N
  /** The column that tells recordings apart. */
  readonly unit?: N
  /** The column that says from which environment (site, period, experiment) a row comes. */
  readonly environment?: N
  /** The level of all looks together, between 0 and 1 (default 0.05): the chance to find something where nothing is. */
  readonly alpha?: number
}
