import { portablePow } from '../../../numeric/special/portable-pow.js'
import { squareProduct } from '../../../numeric/square-product.js'
import { symmetricEigen } from '../../../numeric/symmetric-eigen.js'
import { type Clusters, singletons } from '../clusters/clusters.js'
import { type LinearModel, product } from './linear-model.js'

/**
 * How to compute the standard errors of a regression: with equal variances (`classical`), for unequal ones (`HC0` to `HC3`),
 * or for rows that belong together in clusters (`CR0` to `CR3`). 1 has a factor for the number of coefficients, 2 is unbiased
 * under equal variances, 3 is the jackknife's.
 *
 * @category Estimation
 */
export type ErrorRule = 'classical' | 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'CR0' | 'CR1' | 'CR2' | 'CR3'

export const errorRules: readonly ErrorRule[] = ['classical', 'HC0', 'HC1', 'HC2', 'HC3', 'CR0', 'CR1', 'CR2', 'CR3']

/** The covariance of coefficients, with degrees of freedom for the t distribution of a combination of them. */
export interface Sandwich {
  /** k × k. */
  readonly covariance: Float64Array
  /** Of the combination Σ direction[a] · coefficient[a]. */
  readonly degreesOfFreedom: (direction: Float64Array) => number
}

/**
 * Standard errors by a rule: M (Σ_g X_gᵀ A_g e_g e_gᵀ A_g X_g) M with M = (XᵀX)⁻¹ and A_g = (I − H_gg)^(−p), p = 0, ½ or 1.
 *
 * MacKinnon & White 1985 for rows, Bell & McCaffrey 2002 for clusters; degrees of freedom of HC2 and CR2 by Bell & McCaffrey's
 * approximation (Pustejovsky & Tipton 2018, section 3), n − k for the other rules of rows, clusters − 1 for those of clusters.
 *
 * @param clusters - who belongs together; null: each row for itself
 * @param absorbed - parameters that were taken out of the rows before (fixed effects)
 * @complexity O(n k²), and O(clusters · k³) for CR2 and CR3
 */
export function sandwich(
  model: LinearModel,
  rule: ErrorRule,
  clusters: Clusters | null = null,
  absorbed = 0,
): Sandwich {
  const { n, k, residuals, inverse } = model
  const left = n - k - absorbed
  if (rule === 'classical') {
    const variance = residuals.reduce((sum, e) => sum + e * e, 0) / left
    return { covariance: inverse.map((value) => value * variance), degreesOfFreedom: () => left }
  }
  const byRow = rule.startsWith('H')
  const groups = byRow || clusters === null ? singletons(n) : clusters
  const power = rule.endsWith('2') ? 0.5 : rule.endsWith('3') ? 1 : 0
  const sum = new Float64Array(k * k)
  eachGroup(model, groups, power, (score) => {
    // M first, then squares: what is a variance never comes out below 0
    const part = product(inverse, k, score)
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) sum[a * k + b]! += part[a]! * part[b]!
  })
  const g = groups.count
  const factor = rule === 'HC1' ? n / left : rule === 'CR1' ? ((g / (g - 1)) * (n - 1)) / left : 1
  const covariance = sum.map((value) => value * factor)
  const plain = byRow ? left : g - 1
  return {
    covariance,
    degreesOfFreedom: (direction) => (power === 0.5 ? satterthwaite(model, groups, direction) : plain),
  }
}

/** For a group: X_gᵀ (I − H_gg)^(−power) v, from X_gᵀ v, without an n_g × n_g matrix. */
interface GroupPower {
  readonly times: (score: Float64Array, power: number) => Float64Array
}

/** A share of leverage above this is all of it: the generalised inverse leaves that direction out. */
const whole = 1 - 1e-10

/**
 * With M = L Lᵀ and A = X_g L, H_gg = A Aᵀ, and AᵀA = V D Vᵀ:
 * X_gᵀ (I − H_gg)^(−p) v = s + X_gᵀX_g L V f(D) Vᵀ Lᵀ s with s = X_gᵀ v and f(d) = ((1 − d)^(−p) − 1) / d.
 */
function groupPower(model: LinearModel, root: Float64Array, rows: Int32Array): GroupPower {
  const { k, x, inverse } = model
  if (rows.length === 1) {
    const row = x.subarray(rows[0]! * k, rows[0]! * k + k)
    const h = product(inverse, k, row as Float64Array).reduce((sum, value, a) => sum + value * row[a]!, 0)
    return { times: (score, power) => score.map((value) => (h > whole ? 0 : value * portablePow(1 - h, -power))) }
  }
  const cross = new Float64Array(k * k)
  for (const i of rows)
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) cross[a * k + b]! += x[i * k + a]! * x[i * k + b]!
  const crossRoot = squareProduct(cross, root, k)
  const gram = new Float64Array(k * k)
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) for (let c = 0; c < k; c++) gram[a * k + b]! += root[c * k + a]! * crossRoot[c * k + b]!
  const { values, vectors } = symmetricEigen(gram, k)
  return {
    times: (score, power) => {
      const inRoot = transposedProduct(root, k, score)
      const bent = new Float64Array(k)
      for (let e = 0; e < k; e++) {
        const d = values[e]!
        if (d < 1e-14) continue
        const f = ((d > whole ? 0 : portablePow(1 - d, -power)) - 1) / d
        let along = 0
        for (let a = 0; a < k; a++) along += vectors[e * k + a]! * inRoot[a]!
        for (let a = 0; a < k; a++) bent[a]! += f * along * vectors[e * k + a]!
      }
      const out = product(crossRoot, k, bent)
      for (let a = 0; a < k; a++) out[a]! += score[a]!
      return out
    },
  }
}

function transposedProduct(matrix: Float64Array, k: number, v: Float64Array): Float64Array {
  const out = new Float64Array(k)
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) out[b]! += matrix[a * k + b]! * v[a]!
  return out
}

/** L with M = L Lᵀ, by eigenvectors: rounding may take the last pivot of a Cholesky factor, and with it the correction. */
function rootOf({ inverse, k }: LinearModel): Float64Array {
  const { values, vectors } = symmetricEigen(inverse, k)
  const root = new Float64Array(k * k)
  for (let a = 0; a < k; a++)
    for (let e = 0; e < k; e++) root[a * k + e] = vectors[e * k + a]! * Math.sqrt(Math.max(0, values[e]!))
  return root
}

/** Calls back with X_gᵀ (I − H_gg)^(−power) e_g for each group. */
export function eachGroup(
  model: LinearModel,
  groups: Clusters,
  power: number,
  use: (score: Float64Array) => void,
): void {
  const { k, x, residuals } = model
  const root = power === 0 ? null : rootOf(model)
  const score = new Float64Array(k)
  for (let g = 0; g < groups.count; g++) {
    const rows = groups.rows.subarray(groups.start[g]!, groups.start[g + 1]!) as Int32Array
    score.fill(0)
    for (const i of rows) for (let a = 0; a < k; a++) score[a]! += x[i * k + a]! * residuals[i]!
    use(root === null ? score : groupPower(model, root, rows).times(score, power))
  }
}

/** (tr P)² / tr P² of the quadratic form of the residuals that estimates the variance, under equal variances. */
function satterthwaite(model: LinearModel, groups: Clusters, direction: Float64Array): number {
  const { k, x, inverse } = model
  const root = rootOf(model)
  const v = product(inverse, k, direction)
  // p_g = (I − H)_g· a_g with a_g = A_g X_g v; p_gᵀp_h = δ a_gᵀa_g − u_gᵀ M u_h with u_g = X_gᵀ a_g
  let [trace, squares] = [0, 0]
  const outer = new Float64Array(k * k)
  for (let g = 0; g < groups.count; g++) {
    const rows = groups.rows.subarray(groups.start[g]!, groups.start[g + 1]!) as Int32Array
    const score = new Float64Array(k)
    for (const i of rows) {
      let along = 0
      for (let a = 0; a < k; a++) along += x[i * k + a]! * v[a]!
      for (let a = 0; a < k; a++) score[a]! += x[i * k + a]! * along
    }
    const bent = groupPower(model, root, rows)
    const u = bent.times(score, 0.5)
    const size = bent.times(score, 1).reduce((sum, value, a) => sum + value * v[a]!, 0)
    const own = product(inverse, k, u).reduce((sum, value, a) => sum + value * u[a]!, 0)
    trace += size - own
    squares += size * size - 2 * size * own
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) outer[a * k + b]! += u[a]! * u[b]!
  }
  // Σ_gh (u_gᵀ M u_h)² = tr (M U M U)
  const mu = squareProduct(inverse, outer, k)
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) squares += mu[a * k + b]! * mu[b * k + a]!
  return (trace * trace) / squares
}
