import type { Contingency } from './contingency.js'
import { addPearsonMoments, type PearsonMoments } from './pearson-moments.js'

/** What the tables of a query add up to, over the strata that hold rows. */
export interface StratumSums extends PearsonMoments {
  /** Pearson's X² = Σ (O − E)² / E. */
  pearson: number
  /** Σ (rows in use − 1)(columns in use − 1). */
  degreesOfFreedom: number
  /** The largest value that X² can take: Σ N (min(rows, columns) − 1). */
  largest: number
  /** Of the cells within the rows and columns in use: the smallest expected count, those with fewer than five, all. */
  leastExpected: number
  below: number
  cells: number
  /** Strata that hold rows, and those in which x, and in which y, takes more than one level. */
  strata: number
  varyingX: number
  varyingY: number
  /** The share of the Gini variance 1 − Σ p² of x, and of y, that lies within strata. */
  leftX: number
  leftY: number
}

/** Room for the sums. */
export function emptySums(): StratumSums {
  return {
    pearson: 0,
    degreesOfFreedom: 0,
    mean: 0,
    variance: 0,
    largest: 0,
    williams: 0,
    leastExpected: Number.POSITIVE_INFINITY,
    below: 0,
    cells: 0,
    strata: 0,
    varyingX: 0,
    varyingY: 0,
    leftX: 1,
    leftY: 1,
  }
}

/** Adds up the strata; rows and columns that are empty in a stratum are dropped there. */
export function stratumSums({ counts, strata, rows, columns }: Contingency): StratumSums {
  const out = emptySums()
  const row = new Float64Array(rows)
  const column = new Float64Array(columns)
  const allRows = new Float64Array(rows)
  const allColumns = new Float64Array(columns)
  let withinX = 0
  let withinY = 0
  for (let s = 0; s < strata; s++) {
    const base = s * rows * columns
    const total = margins(counts, base, row, column)
    if (total === 0) continue
    out.strata++
    withinX += total - squares(row) / total
    withinY += total - squares(column) / total
    for (let i = 0; i < rows; i++) allRows[i]! += row[i]!
    for (let j = 0; j < columns; j++) allColumns[j]! += column[j]!
    const r = inUse(row)
    const c = inUse(column)
    if (r >= 2) out.varyingX++
    if (c >= 2) out.varyingY++
    if (r < 2 || c < 2) continue
    out.degreesOfFreedom += (r - 1) * (c - 1)
    out.largest += total * (Math.min(r, c) - 1)
    out.cells += r * c
    let sum = 0
    for (let i = 0; i < rows; i++) {
      if (row[i] === 0) continue
      for (let j = 0; j < columns; j++) {
        if (column[j] === 0) continue
        const e = (row[i]! * column[j]!) / total
        const d = counts[base + i * columns + j]! - e
        sum += (d * d) / e
        if (e < out.leastExpected) out.leastExpected = e
        if (e < 5) out.below++
      }
    }
    out.pearson += sum
    addPearsonMoments(out, sum, row, r, column, c, total)
  }
  out.leftX = share(withinX, allRows)
  out.leftY = share(withinY, allColumns)
  return out
}

/** The row and column sums of a stratum; returns its total. */
export function margins(counts: Float64Array, base: number, row: Float64Array, column: Float64Array): number {
  row.fill(0)
  column.fill(0)
  let total = 0
  for (let i = 0, k = base; i < row.length; i++) {
    let sum = 0
    for (let j = 0; j < column.length; j++, k++) {
      sum += counts[k]!
      column[j]! += counts[k]!
    }
    row[i] = sum
    total += sum
  }
  return total
}

function inUse(sums: Float64Array): number {
  let count = 0
  for (let i = 0; i < sums.length; i++) if (sums[i]! > 0) count++
  return count
}

function squares(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!
  return sum
}

function share(within: number, all: Float64Array): number {
  const total = all.reduce((a, v) => a + v, 0)
  const whole = total - squares(all) / total
  return whole > 0 ? within / whole : 0
}
