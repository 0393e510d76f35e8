import type { Grouping } from './grouped-regression.js'

/** What least squares on a base leaves: residual columns, and the leverage of each row. */
export interface BaseResiduals {
  /** Takes the base out of columns, in place; returns the share of their variance that is left, all together. */
  readonly takeOut: (columns: readonly Float64Array[]) => number
  /** The diagonal of the hat matrix. */
  readonly leverage: Float64Array
  /** Columns of the base that say something new, the intercepts of groups included. */
  readonly rank: number
}

/**
 * Regression on an intercept in each group and on columns of numbers, by orthogonal columns (modified Gram–Schmidt, twice,
 * for rounding). A regressor of which those before it leave less than 1e-10 of its variance is left out.
 *
 * O(n k²) for k regressors, O(n k) a column.
 */
export function baseResiduals(grouping: Grouping, regressors: readonly Float64Array[], n: number): BaseResiduals {
  const { start, row } = grouping
  const basis: Float64Array[] = []
  const leverage = new Float64Array(n)
  let groups = 0
  for (let g = 0; g + 1 < start.length; g++) {
    const count = start[g + 1]! - start[g]!
    if (count > 0) groups++
    for (let k = start[g]!; k < start[g + 1]!; k++) leverage[row[k]!] = 1 / count
  }

  const centre = (column: Float64Array): void => {
    for (let g = 0; g + 1 < start.length; g++) {
      let sum = 0
      for (let k = start[g]!; k < start[g + 1]!; k++) sum += column[row[k]!]!
      const mean = sum / (start[g + 1]! - start[g]!)
      for (let k = start[g]!; k < start[g + 1]!; k++) column[row[k]!]! -= mean
    }
  }
  const project = (column: Float64Array): void => {
    for (let pass = 0; pass < 2; pass++) {
      centre(column)
      for (const q of basis) {
        const f = dot(q, column)
        for (let i = 0; i < n; i++) column[i]! -= f * q[i]!
      }
    }
  }

  for (const regressor of regressors) {
    const column = regressor.slice()
    const before = variation(column)
    project(column)
    const after = dot(column, column)
    if (!(after > 1e-10 * before)) continue
    const norm = Math.sqrt(after)
    for (let i = 0; i < n; i++) {
      column[i]! /= norm
      leverage[i]! += column[i]! * column[i]!
    }
    basis.push(column)
  }
  return {
    leverage,
    rank: groups + basis.length,
    takeOut: (columns) => {
      let before = 0
      let after = 0
      for (const column of columns) {
        before += variation(column)
        project(column)
        after += dot(column, column)
      }
      return before > 0 ? after / before : 0
    },
  }
}

/** Σ (v − mean)². */
function variation(values: Float64Array): number {
  const mean = values.reduce((s, v) => s + v, 0) / values.length
  return values.reduce((s, v) => s + (v - mean) * (v - mean), 0)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
