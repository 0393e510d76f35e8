import { CausalError } from '../../errors.js'
import { type DiscreteColumns, refine } from './discrete-columns.js'

/** Most cells of one table. */
const MOST_CELLS = 2 ** 26

/** The counts of x by y within each stratum of a conditioning set: cell (s, i, j) is at (s · rows + i) · columns + j. */
export interface Contingency {
  readonly counts: Float64Array
  readonly strata: number
  /** Levels of x and of y. */
  readonly rows: number
  readonly columns: number
}

/**
 * Counts x by y within each stratum of S in one pass over the distinct rows, with mixed-radix cell numbers. The array of
 * counts is used again by the next query.
 */
export function contingencyTables(
  data: DiscreteColumns,
): (x: number, y: number, given: ArrayLike<number>, size: number) => Contingency {
  const { codes, levels, weights } = data
  const m = weights.length
  const cell = new Int32Array(m)
  let table = new Float64Array(256)

  return (x, y, given, size) => {
    let strata = 1
    for (let k = 0; k < size; k++) strata *= levels[given[k]!]!
    const block = levels[x]! * levels[y]!
    if (strata <= Math.max(2 * m, 64)) radixStrata(given, size)
    else {
      // more combinations than rows: number those that occur
      cell.fill(0)
      strata = 1
      for (let k = 0; k < size; k++) strata = refine(cell, strata, codes[given[k]!]!, levels[given[k]!]!)
    }
    const cells = strata * block
    if (cells > MOST_CELLS) {
      throw new CausalError(
        'too-large',
        `the table would have ${cells} cells: condition on fewer columns, or merge levels.`,
        { cells, most: MOST_CELLS },
      )
    }
    if (cells > table.length) table = new Float64Array(2 * cells)
    table.fill(0, 0, cells)
    const cx = codes[x]!
    const cy = codes[y]!
    const ly = levels[y]!
    for (let i = 0; i < m; i++) table[cell[i]! * block + cx[i]! * ly + cy[i]!]! += weights[i]!
    return { counts: table, strata, rows: levels[x]!, columns: ly }
  }

  /** cell[i] = the number of row i's combination of levels of S. */
  function radixStrata(given: ArrayLike<number>, size: number): void {
    if (size === 0) {
      cell.fill(0)
      return
    }
    const a = codes[given[0]!]!
    if (size === 1) {
      cell.set(a)
      return
    }
    const b = codes[given[1]!]!
    const lb = levels[given[1]!]!
    if (size === 2) {
      for (let i = 0; i < m; i++) cell[i] = a[i]! * lb + b[i]!
      return
    }
    const c = codes[given[2]!]!
    const lc = levels[given[2]!]!
    for (let i = 0; i < m; i++) cell[i] = (a[i]! * lb + b[i]!) * lc + c[i]!
    for (let k = 3; k < size; k++) {
      const d = codes[given[k]!]!
      const ld = levels[given[k]!]!
      for (let i = 0; i < m; i++) cell[i] = cell[i]! * ld + d[i]!
    }
  }
}
