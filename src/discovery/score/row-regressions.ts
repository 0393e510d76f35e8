import { scatterOf } from '../lingam/numeric-data.js'
import { residualShare } from './residual-share.js'

/** Some rows: variances of the columns (divisor n), and what parents leave of them. */
export interface RowRegressions {
  readonly n: number
  readonly variance: Float64Array
  readonly share: ReturnType<typeof residualShare>
}

/** The regressions within some rows. A column that does not vary there neither explains nor is explained. */
export function rowRegressions(columns: readonly Float64Array[], rows: Int32Array): RowRegressions {
  const p = columns.length
  const scatter = scatterOf(columns.map((column) => Float64Array.from(rows, (row) => column[row]!)))
  const scale = Float64Array.from(columns, (_, i) => (scatter[i * p + i]! > 0 ? 1 / Math.sqrt(scatter[i * p + i]!) : 0))
  const correlation = scatter.map((value, k) => {
    const [i, j] = [Math.floor(k / p), k % p]
    return i === j ? 1 : value * scale[i]! * scale[j]!
  })
  return {
    n: rows.length,
    variance: Float64Array.from(columns, (_, i) => scatter[i * p + i]! / rows.length),
    share: residualShare(p, correlation),
  }
}
