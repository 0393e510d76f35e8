import { cholesky, invertCholesky } from '../../numeric/cholesky.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'
import { generator } from '../../probability/streams/stream.js'

/** How the distribution of each node given others changes from domain to domain. */
export interface ModuleChanges {
  readonly domains: number
  /** The D × D centred Gram matrix of the modules P(node | parents), one a domain. */
  readonly gram: (node: number, parents: readonly number[]) => Float64Array
}

/**
 * Describes the module P(node | parents) of each domain by its regression: the value at the parents' overall means, the
 * slopes, and the logarithm of the residual variance, each measured in standard errors, so that what merely fluctuates
 * counts little beside what changes. Two domains are compared by the product of their descriptions.
 */
export function moduleChanges(columns: readonly Float64Array[], domain: Int32Array, domains: number): ModuleChanges {
  const centred = columns.map((column) => {
    let mean = 0
    for (const v of column) mean += v / column.length
    return column.map((v) => v - mean)
  })
  const rows: number[][] = Array.from({ length: domains }, () => [])
  for (const [row, d] of domain.entries()) rows[d]!.push(row)
  return {
    domains,
    gram: (node, parents) => {
      const k = parents.length + 2
      const value = new Float64Array(domains * k)
      const error = new Float64Array(k)
      let usable = 0
      const fits = rows.map((list) => regression(centred, node, parents, list))
      for (const fit of fits) {
        if (fit === null) continue
        usable++
        for (let j = 0; j < k; j++) error[j]! += fit.variance[j]!
      }
      for (const [d, fit] of fits.entries()) {
        if (fit === null) continue
        for (let j = 0; j < k; j++) value[d * k + j] = fit.value[j]! / Math.sqrt(error[j]! / usable || 1)
      }
      return centredGram(
        value,
        domains,
        k,
        fits.map((fit) => fit !== null),
      )
    },
  }
}

/** Shuffles of the domains behind a p-value. */
const SHUFFLES = 199

/**
 * How dependent two patterns of change are, from their Gram matrices: the normalised Hilbert–Schmidt criterion of Gaussian
 * kernels over the domains, 0 to 1. The width is that of twice the median squared distance.
 */
export function changeDependence(
  a: Float64Array,
  b: Float64Array,
  domains: number,
): { readonly value: number; readonly pValue: number } {
  const k = gaussianGram(a, domains)
  const l = gaussianGram(b, domains)
  let kl = 0
  let kk = 0
  let ll = 0
  for (let i = 0; i < k.length; i++) {
    kl += k[i]! * l[i]!
    kk += k[i]! * k[i]!
    ll += l[i]! * l[i]!
  }
  if (!(kk > 0 && ll > 0)) return { value: 0, pValue: 1 }
  const random = generator('changes of modules')
  const order = Int32Array.from({ length: domains }, (_, i) => i)
  let reached = 0
  for (let d = 0; d < SHUFFLES; d++) {
    random.shuffle(order)
    let sum = 0
    for (let i = 0; i < domains; i++)
      for (let j = 0; j < domains; j++) sum += k[i * domains + j]! * l[order[i]! * domains + order[j]!]!
    if (sum >= kl - 1e-12 * Math.abs(kl)) reached++
  }
  return { value: Math.max(0, kl / Math.sqrt(kk * ll)), pValue: (reached + 1) / (SHUFFLES + 1) }
}

/** A centred Gaussian Gram matrix from a linear one. */
function gaussianGram(gram: Float64Array, n: number): Float64Array {
  const square = gram.map((v, k) => gram[Math.floor(k / n) * (n + 1)]! + gram[(k % n) * (n + 1)]! - 2 * v)
  const distances = square.filter((_, k) => Math.floor(k / n) < k % n).sort()
  const width = 4 * (distances[distances.length >> 1] ?? 0) || 1
  const out = square.map((v) => portableExp(-v / width))
  const mean = new Float64Array(n)
  let all = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) mean[i]! += out[i * n + j]! / n
    all += mean[i]! / n
  }
  return out.map((v, k) => v - mean[Math.floor(k / n)]! - mean[k % n]! + all)
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

/** Least squares of a node on its parents in some rows: [intercept, slopes …, log variance] and their sampling variances. */
function regression(
  columns: readonly Float64Array[],
  node: number,
  parents: readonly number[],
  rows: readonly number[],
): { value: Float64Array; variance: Float64Array } | null {
  const k = parents.length + 1
  const m = rows.length
  if (m < k + 2) return null
  const xx = new Float64Array(k * k)
  const xy = new Float64Array(k)
  let yy = 0
  const x = new Float64Array(k)
  const y = columns[node]!
  for (const row of rows) {
    x[0] = 1
    for (let j = 1; j < k; j++) x[j] = columns[parents[j - 1]!]![row]!
    for (let i = 0; i < k; i++) {
      xy[i]! += x[i]! * y[row]!
      for (let j = 0; j <= i; j++) xx[i * k + j]! += x[i]! * x[j]!
    }
    yy += y[row]! * y[row]!
  }
  const factored = cholesky(xx, k)
  // the parents do not vary enough in this domain to say anything of the mechanism
  if (!factored.ok) return null
  const inverse = invertCholesky(factored.factor, k)
  const value = new Float64Array(k + 1)
  const variance = new Float64Array(k + 1)
  let residual = yy
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) value[i]! += inverse[i * k + j]! * xy[j]!
    residual -= value[i]! * xy[i]!
  }
  const s2 = Math.max(residual, 1e-13 * yy) / (m - k)
  if (!(s2 > 0)) return null
  for (let i = 0; i < k; i++) variance[i] = s2 * inverse[i * k + i]!
  value[k] = portableLog(s2)
  variance[k] = 2 / (m - k)
  return { value, variance }
}

/** The Gram matrix of the rows, centred over the domains that have one; the others have zeros. */
function centredGram(value: Float64Array, domains: number, k: number, has: readonly boolean[]): Float64Array {
  const count = has.filter(Boolean).length
  const mean = new Float64Array(k)
  for (let d = 0; d < domains; d++) for (let j = 0; j < k; j++) mean[j]! += value[d * k + j]! / Math.max(1, count)
  const gram = new Float64Array(domains * domains)
  for (let c = 0; c < domains; c++) {
    for (let d = 0; d <= c; d++) {
      if (!has[c] || !has[d]) continue
      let sum = 0
      for (let j = 0; j < k; j++) sum += (value[c * k + j]! - mean[j]!) * (value[d * k + j]! - mean[j]!)
      gram[c * domains + d] = sum
      gram[d * domains + c] = sum
    }
  }
  return gram
}
