import { cholesky, solveCholesky } from '../numeric/cholesky.js'
import { symmetricEigen } from '../numeric/symmetric-eigen.js'

/** Rows of one domain that are looked at, and values of the parents at which conditionals are compared. */
const MOST_ROWS = 120
const LANDMARKS = 40
/** What the kernel regressions within a domain are stabilised by, as a share of its rows. */
const RIDGE = 0.05

/** How the distribution of each node given others changes from domain to domain. */
export interface ModuleChanges {
  readonly domains: number
  /** The D × D centred linear Gram matrix of the embedded distributions P(node | parents), one a domain. */
  readonly gram: (node: number, parents: readonly number[]) => Float64Array
}

/**
 * Embeds P(node | parents) of every domain in a reproducing kernel Hilbert space (Gaussian kernels, width one standard
 * deviation of the standardised column) and compares the domains: conditional embeddings by kernel ridge regression
 * within a domain, averaged over values of the parents drawn evenly from all rows. Huang et al. 2020, section 4.
 */
export function moduleChanges(columns: readonly Float64Array[], domain: Int32Array, domains: number): ModuleChanges {
  const z = columns.map(standardized)
  const rows = Array.from({ length: domains }, (_, d) => spread(domain, d, MOST_ROWS))
  const n = domain.length
  const landmarks = Int32Array.from({ length: Math.min(LANDMARKS, n) }, (_, k) =>
    Math.floor(((k + 0.5) * n) / Math.min(LANDMARKS, n)),
  )
  /** Weights that make a domain's rows the embedding of P(node | parents = a landmark): rows × landmarks. */
  const weights = (d: number, parents: readonly number[]): Float64Array => {
    const own = rows[d]!
    const m = own.length
    const l = parents.length === 0 ? 1 : landmarks.length
    if (parents.length === 0) return new Float64Array(m).fill(1 / m)
    const a = new Float64Array(m * m)
    const b = new Float64Array(m * l)
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) a[i * m + j] = kernel(z, parents, own[i]!, own[j]!)
      a[i * m + i]! += RIDGE * m
      for (let k = 0; k < l; k++) b[i * l + k] = kernel(z, parents, own[i]!, landmarks[k]!)
    }
    const factored = cholesky(a, m)
    // the ridge keeps every pivot above zero
    return factored.ok ? solveCholesky(factored.factor, m, b, l) : b
  }
  return {
    domains,
    gram: (node, parents) => {
      const w = rows.map((_, d) => weights(d, parents))
      const l = parents.length === 0 ? 1 : landmarks.length
      const gram = new Float64Array(domains * domains)
      for (let c = 0; c < domains; c++) {
        for (let d = 0; d <= c; d++) {
          let sum = 0
          for (const [i, row] of rows[c]!.entries()) {
            for (const [j, other] of rows[d]!.entries()) {
              let dot = 0
              for (let k = 0; k < l; k++) dot += w[c]![i * l + k]! * w[d]![j * l + k]!
              sum += dot * kernel(z, [node], row, other)
            }
          }
          gram[c * domains + d] = sum / l
          gram[d * domains + c] = sum / l
        }
      }
      return centered(gram, domains)
    },
  }
}

/** How alike two patterns of change are: the normalised Hilbert–Schmidt criterion of two centred Gram matrices, 0 to 1. */
export function changeDependence(a: Float64Array, b: Float64Array): number {
  let ab = 0
  let aa = 0
  let bb = 0
  for (let k = 0; k < a.length; k++) {
    ab += a[k]! * b[k]!
    aa += a[k]! * a[k]!
    bb += b[k]! * b[k]!
  }
  return aa > 0 && bb > 0 ? Math.max(0, ab / Math.sqrt(aa * bb)) : 0
}

/** The driving force: the leading direction of change, one number a domain, and the share of the change that it makes up. */
export function drivingForce(gram: Float64Array, domains: number): { force: Float64Array; share: number } {
  const { values, vectors } = symmetricEigen(gram, domains)
  const top = domains - 1
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  const length = Math.sqrt(Math.max(0, values[top]!))
  const force = vectors.slice(top * domains, (top + 1) * domains).map((v) => v * length)
  return { force, share: total > 0 ? Math.max(0, values[top]!) / total : 0 }
}

function standardized(column: Float64Array): Float64Array {
  const n = column.length
  let mean = 0
  for (const v of column) mean += v / n
  let variance = 0
  for (const v of column) variance += (v - mean) ** 2 / n
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0
  return column.map((v) => (v - mean) * scale)
}

/** Up to `most` rows of a domain, evenly spread. */
function spread(domain: Int32Array, d: number, most: number): Int32Array {
  const all: number[] = []
  for (const [row, value] of domain.entries()) if (value === d) all.push(row)
  if (all.length <= most) return Int32Array.from(all)
  return Int32Array.from({ length: most }, (_, k) => all[Math.floor(((k + 0.5) * all.length) / most)]!)
}

function kernel(z: readonly Float64Array[], columns: readonly number[], a: number, b: number): number {
  let square = 0
  for (const c of columns) square += (z[c]![a]! - z[c]![b]!) ** 2
  return Math.exp(-0.5 * square)
}

function centered(gram: Float64Array, n: number): Float64Array {
  const mean = new Float64Array(n)
  let all = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) mean[i]! += gram[i * n + j]! / n
    all += mean[i]! / n
  }
  return gram.map((v, k) => v - mean[Math.floor(k / n)]! - mean[k % n]! + all)
}
