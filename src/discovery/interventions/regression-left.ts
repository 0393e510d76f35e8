import { LEAST_SHARE } from '../score/residual-share.js'

/** A set of rows. */
export interface Rows {
  readonly columns: readonly Float64Array[]
  readonly n: number
  readonly scatter: Float64Array
}

/** What others leave of a column: Σ e², its degrees of freedom, and Σ e⁴ / (Σ e²)² where it is asked for. */
export interface Left {
  readonly sum: number
  readonly freedom: number
  readonly fourth: () => number
}

/** Regresses y on others by a Cholesky factor of their sums of products; what others determine is left out. */
export function left({ columns, n, scatter }: Rows, p: number, y: number, given: Int32Array): Left {
  const factor: Float64Array[] = []
  const kept: number[] = []
  const rest = (node: number): { readonly row: Float64Array; readonly rest: number } => {
    const row = new Float64Array(kept.length)
    let rest = scatter[node * p + node]!
    for (let i = 0; i < kept.length; i++) {
      let sum = scatter[node * p + kept[i]!]!
      for (let j = 0; j < i; j++) sum -= factor[i]![j]! * row[j]!
      row[i] = sum / factor[i]![i]!
      rest -= row[i]! * row[i]!
    }
    return { row, rest }
  }
  for (const node of given) {
    const found = rest(node)
    if (!(found.rest > LEAST_SHARE * scatter[node * p + node]!)) continue
    factor.push(Float64Array.from([...found.row, Math.sqrt(found.rest)]))
    kept.push(node)
  }
  const own = rest(y)
  const fourth = (): number => {
    // the coefficients, by back substitution
    const weights = own.row.slice()
    for (let i = kept.length - 1; i >= 0; i--) {
      for (let j = i + 1; j < kept.length; j++) weights[i]! -= factor[j]![i]! * weights[j]!
      weights[i]! /= factor[i]![i]!
    }
    const residual = centred(columns[y]!)
    for (const [k, node] of kept.entries()) {
      const column = centred(columns[node]!)
      for (let i = 0; i < n; i++) residual[i]! -= weights[k]! * column[i]!
    }
    return residual.reduce((sum, e) => sum + ((e * e) / own.rest) ** 2, 0)
  }
  const sum = own.rest > LEAST_SHARE * scatter[y * p + y]! ? own.rest : 0
  return { sum, freedom: n - 1 - kept.length, fourth }
}

function centred(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, v) => sum + v, 0) / column.length
  return column.map((v) => v - mean)
}

/**
 * The share of the degrees of freedom that a variance of such residuals is worth: 2 / (κ − 1), where κ is their kurtosis, 3 for
 * Gaussian noise and at least that here. Both sets have one κ where the mechanism is the same.
 */
export function worth(sets: readonly { readonly n: number; readonly found: Left }[]): number {
  const rows = sets.reduce((sum, { n }) => sum + n, 0)
  // n Σ e⁴ / (Σ e²)² is 3 (n − 1) / (n + 1) on average for Gaussian noise
  const kurtosis = sets.reduce((sum, { n, found }) => sum + (((n / rows) * (n + 1)) / (n - 1)) * n * found.fourth(), 0)
  return 2 / (Math.max(3, kurtosis) - 1)
}
