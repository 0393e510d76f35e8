import { cholesky, solveLower } from '../../numeric/cholesky.js'
import { portableLog } from '../../numeric/special/portable-log.js'

/** Rows sorted by group: those of group g are `row[start[g]] … row[start[g + 1] − 1]`. */
export interface Grouping {
  readonly start: Int32Array
  readonly row: Int32Array
}

/** Lists the rows of each group. */
export function groupRows(group: Int32Array, groups: number): Grouping {
  const start = new Int32Array(groups + 1)
  for (let i = 0; i < group.length; i++) start[group[i]! + 1]!++
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!
  const next = start.slice()
  const row = new Int32Array(group.length)
  for (let i = 0; i < group.length; i++) row[next[group[i]!]!++] = i
  return { start, row }
}

/**
 * The log-likelihood of a Gaussian linear regression of `target` on `regressors`, with coefficients and variance of its
 * own in each group; the variance has the divisor rows − parameters, as in bnlearn. Null where a group has too few rows,
 * or nothing is left to explain.
 */
export function groupedLogLikelihood(
  target: Float64Array,
  regressors: readonly Float64Array[],
  { start, row }: Grouping,
): number | null {
  let sum = 0
  for (let g = 0; g + 1 < start.length; g++) {
    const rows = row.subarray(start[g]!, start[g + 1]!)
    const part = rows.length === 0 ? 0 : groupLogLikelihood(target, regressors, rows)
    if (part === null) return null
    sum += part
  }
  return sum
}

function groupLogLikelihood(
  target: Float64Array,
  regressors: readonly Float64Array[],
  rows: Int32Array,
): number | null {
  const n = rows.length
  const k = regressors.length
  const freedom = n - k - 1
  if (freedom < 1) return null
  // deviations from the group's means: the intercept is taken out first
  const centred = [...regressors, target].map((column) => {
    const values = Float64Array.from(rows, (i) => column[i]!)
    const mean = values.reduce((a, v) => a + (v - values[0]!), 0) / n + values[0]!
    return values.map((v) => v - mean)
  })
  const products = (a: Float64Array, b: Float64Array): number => a.reduce((s, v, i) => s + v * b[i]!, 0)
  const y = centred[k]!
  const total = products(y, y)
  let left = total
  if (k > 0) {
    const gram = new Float64Array(k * k)
    const scale = centred.map((column) => Math.sqrt(products(column, column)))
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) gram[i * k + j] = products(centred[i]!, centred[j]!) / (scale[i]! * scale[j]!)
    }
    const solved = cholesky(gram, k)
    if (!solved.ok) return null
    const across = Float64Array.from({ length: k }, (_, i) => products(centred[i]!, y) / scale[i]!)
    for (const v of solveLower(solved.factor, k, across)) left -= v * v
  }
  if (!(left > 1e-12 * total)) return null
  return -0.5 * n * portableLog((2 * Math.PI * left) / freedom) - 0.5 * freedom
}
