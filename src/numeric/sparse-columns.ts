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
  const hashes = columnHashes(rows, columns)
  const groupOf = new Int32Array(columns)
  /** The first column of each group, and the groups of each hash. */
  const first: number[] = []
  const known = new Map<number, number[]>()
  const isSame = (a: number, b: number): boolean => {
    for (const row of rows) if (row[a] !== row[b]) return false
    return true
  }
  const start = [0]
  const row: number[] = []
  const value: number[] = []
  for (let j = 0; j < columns; j++) {
    let groups = known.get(hashes[j]!)
    if (groups === undefined) {
      groups = []
      known.set(hashes[j]!, groups)
    }
    let group = groups.find((g) => isSame(first[g]!, j))
    if (group === undefined) {
      group = first.length
      first.push(j)
      groups.push(group)
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
      columns: first.length,
      start: Int32Array.from(start),
      row: Int32Array.from(row),
      value: Float64Array.from(value),
    },
    groupOf,
  }
}

/** A number for each column, the same for equal ones: taken row by row, as the rows lie in memory. */
function columnHashes(rows: readonly ArrayLike<number>[], columns: number): Int32Array {
  const hashes = new Int32Array(columns)
  const double = new Float64Array(1)
  const words = new Int32Array(double.buffer)
  for (const [i, row] of rows.entries()) {
    const ofRow = Math.imul(i + 1, 0x9e3779b1)
    for (let j = 0; j < columns; j++) {
      const v = row[j]!
      if (v === 0) continue
      double[0] = v
      let h = hashes[j]! ^ ofRow ^ words[0]! ^ Math.imul(words[1]!, 0x85ebca6b)
      h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
      hashes[j] = h ^ (h >>> 15)
    }
  }
  return hashes
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
