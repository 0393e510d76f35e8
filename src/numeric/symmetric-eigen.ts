import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { CausalError } from '../errors.js'

/** A = V diag(values) Vᵀ. */
export interface SymmetricEigen {
  /** The eigenvalues, ascending. */
  readonly values: Float64Array
  /** n × n row-major; row k is the unit eigenvector of `values[k]`, its largest component positive. */
  readonly vectors: Float64Array
}

/** The eigenvalues and vectors of a symmetric n × n matrix; it is symmetrised first, so that rounding does no harm. */
export function symmetricEigen(a: Float64Array, n: number): SymmetricEigen {
  if (n === 0) return { values: new Float64Array(0), vectors: new Float64Array(0) }
  const rows: Float64Array[] = []
  for (let i = 0; i < n; i++) {
    const row = new Float64Array(n)
    for (let j = 0; j < n; j++) {
      row[j] = (a[i * n + j]! + a[j * n + i]!) / 2
      if (!Number.isFinite(row[j]!)) {
        throw new CausalError('invalid-argument', `the element (${i}, ${j}) is ${row[j]}.`)
      }
    }
    rows.push(row)
  }
  const evd = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true })
  const found = evd.realEigenvalues
  const basis = evd.eigenvectorMatrix
  const order = found.map((_, k) => k).sort((p, q) => found[p]! - found[q]! || p - q)
  const vectors = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    let largest = 0
    for (let i = 0; i < n; i++) {
      const v = basis.get(i, order[k]!)
      vectors[k * n + i] = v
      if (Math.abs(v) > Math.abs(largest) * (1 + 1e-9)) largest = v
    }
    if (largest < 0) for (let i = 0; i < n; i++) vectors[k * n + i]! *= -1
  }
  return { values: Float64Array.from(order, (k) => found[k]!), vectors }
}
