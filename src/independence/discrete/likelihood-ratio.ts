import { portableLog } from '../../numeric/special/portable-log.js'
import type { Contingency } from './contingency.js'
import { margins } from './stratum-sums.js'

/** G² = 2 Σ O log(O / E), over the strata. */
export function likelihoodRatio({ counts, strata, rows, columns }: Contingency): number {
  const row = new Float64Array(rows)
  const column = new Float64Array(columns)
  let sum = 0
  for (let s = 0; s < strata; s++) {
    const base = s * rows * columns
    const total = margins(counts, base, row, column)
    if (total === 0) continue
    for (let i = 0; i < rows; i++) {
      if (row[i] === 0) continue
      for (let j = 0; j < columns; j++) {
        if (column[j] === 0) continue
        sum += 2 * excess(counts[base + i * columns + j]!, (row[i]! * column[j]!) / total)
      }
    }
  }
  return sum
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
