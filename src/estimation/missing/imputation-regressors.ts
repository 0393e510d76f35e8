import { designMatrix } from '../../numeric/design-matrix.js'
import { standardized } from '../../numeric/standardized.js'

/** A column while it is completed: its values change from round to round. */
export interface WorkingColumn {
  readonly name: string
  readonly values: Float64Array | Int32Array
  /** The categories, for codes; null for numbers. */
  readonly levels: readonly string[] | null
  readonly observed: Int32Array
  readonly missing: Int32Array
}

/** Regressors of one column: an intercept and all other columns, centred and scaled to variance 1. Row-major n × k. */
export interface Regressors {
  readonly x: Float64Array
  readonly k: number
}

/**
 * Numbers as they are, categories as indicators of all but the first level that occurs; what does not vary is left out. The columns
 * come in the order of their names, so that draws do not hang on their order in the table.
 */
export function regressorsOf(columns: readonly WorkingColumn[], target: WorkingColumn, n: number): Regressors {
  const found: Float64Array[] = []
  const add = (values: Float64Array): void => {
    const standard = standardized(values)
    if (standard !== null) found.push(standard.column)
  }
  for (const column of columns) {
    if (column === target) continue
    const { values, levels } = column
    if (levels === null) add(values as Float64Array)
    else for (const code of usedCodes(column).slice(1)) add(Float64Array.from(values, (v) => (v === code ? 1 : 0)))
  }
  return { x: designMatrix(found, n), k: found.length + 1 }
}

/** The codes that occur among the observed values, in order. */
export function usedCodes({ values, observed }: WorkingColumn): number[] {
  const used = new Set<number>()
  for (const i of observed) used.add(values[i]!)
  return [...used].sort((a, b) => a - b)
}
