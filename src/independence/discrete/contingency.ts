import { CausalError } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { type DiscreteColumns, refine } from './discrete-columns.js'

/** Most cells of one table. */
const MOST_CELLS = 2 ** 26

/** What one table of x by y within the strata of S says. */
export interface Contingency {
  statistic: number
  degreesOfFreedom: number
}

/** Which statistic: Pearson's Σ (O − E)² / E, or the likelihood ratio 2 Σ O log(O / E). */
export type Statistic = 'pearson' | 'likelihood-ratio'

/**
 * Counts x by y within each stratum of S in one pass over the distinct rows, with mixed-radix cell numbers, and sums
 * the statistic over strata. The answer lands in `out`.
 *
 * Degrees of freedom: each stratum counts (rows in use − 1)(columns in use − 1), after the rows and columns that are
 * empty there are dropped.
 */
export function contingencyTest(
  data: DiscreteColumns,
  statistic: Statistic,
): (x: number, y: number, given: ArrayLike<number>, size: number, out: Contingency) => void {
  const { codes, levels, weights } = data
  const m = weights.length
  const cell = new Int32Array(m)
  let table = new Float64Array(256)

  return (x, y, given, size, out) => {
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
    sumStrata(table, strata, levels[x]!, ly, statistic, out)
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

function sumStrata(
  table: Float64Array,
  strata: number,
  lx: number,
  ly: number,
  statistic: Statistic,
  out: Contingency,
): void {
  const row = new Float64Array(lx)
  const column = new Float64Array(ly)
  let sum = 0
  let freedom = 0
  for (let s = 0; s < strata; s++) {
    const base = s * lx * ly
    row.fill(0)
    column.fill(0)
    let total = 0
    for (let i = 0, k = base; i < lx; i++) {
      for (let j = 0; j < ly; j++, k++) {
        const o = table[k]!
        row[i]! += o
        column[j]! += o
      }
      total += row[i]!
    }
    if (total === 0) continue
    let rows = 0
    let columns = 0
    for (let i = 0; i < lx; i++) if (row[i]! > 0) rows++
    for (let j = 0; j < ly; j++) if (column[j]! > 0) columns++
    if (rows < 2 || columns < 2) continue
    freedom += (rows - 1) * (columns - 1)
    for (let i = 0; i < lx; i++) {
      if (row[i] === 0) continue
      for (let j = 0; j < ly; j++) {
        if (column[j] === 0) continue
        const o = table[base + i * ly + j]!
        const e = (row[i]! * column[j]!) / total
        if (statistic === 'pearson') sum += ((o - e) * (o - e)) / e
        else sum += 2 * excess(o, e)
      }
    }
  }
  out.statistic = sum
  out.degreesOfFreedom = freedom
}

/** o log(o / e) − o + e: sums to Σ o log(o / e) over a stratum, and has no negative terms to cancel. */
function excess(o: number, e: number): number {
  if (o === 0) return e
  const d = (o - e) / e
  // near o = e by the series of (1 + d) log(1 + d) − d
  if (Math.abs(d) < 1e-2)
    return e * d * d * (1 / 2 - d * (1 / 6 - d * (1 / 12 - d * (1 / 20 - d * (1 / 30 - d * (1 / 42 - d / 56))))))
  return o * portableLog(o / e) - (o - e)
}
