/** A matrix by columns, zeros left out: column j has the rows `row[start[j] … start[j + 1] − 1]`. */
export interface SparseColumns {
  readonly rows: number
  readonly columns: number
  readonly start: Int32Array
  readonly row: Int32Array
  readonly value: Float64Array
}

/** The different columns of a matrix given by its rows, and which of them each column is. */
export interface DistinctColumns {
  readonly matrix: SparseColumns
  /** For each column of the dense matrix, its place in `matrix`. */
  readonly groupOf: Int32Array
}

/** Equal columns are one: unknowns that no equation tells apart differ in their cost alone, and the cheapest stands for all. */
export function distinctColumns(rows: readonly ArrayLike<number>[], columns: number): DistinctColumns {
  const groupOf = new Int32Array(columns)
  const known = new Map<string, number>()
  const start = [0]
  const row: number[] = []
  const value: number[] = []
  for (let j = 0; j < columns; j++) {
    let key = ''
    for (let i = 0; i < rows.length; i++) if (rows[i]![j] !== 0) key += `${i}:${rows[i]![j]} `
    let group = known.get(key)
    if (group === undefined) {
      group = known.size
      known.set(key, group)
      for (let i = 0; i < rows.length; i++) {
        if (rows[i]![j] === 0) continue
        row.push(i)
        value.push(rows[i]![j]!)
      }
      start.push(row.length)
    }
    groupOf[j] = group
  }
  return {
    matrix: {
      rows: rows.length,
      columns: known.size,
      start: Int32Array.from(start),
      row: Int32Array.from(row),
      value: Float64Array.from(value),
    },
    groupOf,
  }
}

/** weights · column j. */
export function columnProduct({ start, row, value }: SparseColumns, j: number, weights: ArrayLike<number>): number {
  let sum = 0
  for (let k = start[j]!; k < start[j + 1]!; k++) sum += weights[row[k]!]! * value[k]!
  return sum
}

/** matrix · x. */
export function timesVector(matrix: SparseColumns, x: ArrayLike<number>): Float64Array {
  const { start, row, value } = matrix
  const out = new Float64Array(matrix.rows)
  for (let j = 0; j < matrix.columns; j++) {
    if (x[j] === 0) continue
    for (let k = start[j]!; k < start[j + 1]!; k++) out[row[k]!]! += value[k]! * x[j]!
  }
  return out
}
