import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { covarianceRegression } from '../../numeric/covariance-regression.js'
import { portableLog } from '../../numeric/special/portable-log.js'

/** Least squares of one column on others, from the covariance matrix (any divisor). Null when they are collinear. */
export function leastSquares(
  covariance: Float64Array,
  p: number,
  target: number,
  predictors: readonly number[],
): Float64Array | null {
  const fit = covarianceRegression(covariance, p, target, predictors)
  return fit.ok ? fit.slopes : null
}

/**
 * The adaptive lasso (Zou 2006) with weights |least-squares coefficient|, along the whole lasso path, the point chosen by
 * BIC with the noise variance of the full least-squares fit.
 *
 * @param scatter - p × p sums of products of deviations
 * @param n - rows
 * @returns a coefficient for each predictor, zero where it is left out; null when predictors are collinear
 */
export function adaptiveLasso(
  scatter: Float64Array,
  p: number,
  n: number,
  target: number,
  predictors: readonly number[],
): Float64Array | null {
  const full = leastSquares(scatter, p, target, predictors)
  if (full === null) return null
  const k = predictors.length
  const weight = full.map(Math.abs)
  const gram = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++)
      gram[i * k + j] = weight[i]! * weight[j]! * scatter[predictors[i]! * p + predictors[j]!]!
  }
  const across = Float64Array.from(predictors, (j, i) => weight[i]! * scatter[j * p + target]!)
  const total = scatter[target * p + target]!
  const residual = (beta: Float64Array): number => {
    let rss = total
    for (let i = 0; i < k; i++) {
      rss -= 2 * beta[i]! * across[i]!
      for (let j = 0; j < k; j++) rss += beta[i]! * beta[j]! * gram[i * k + j]!
    }
    return rss
  }
  const knots = lassoPath(gram, across, k)
  const variance = Math.max(residual(knots.at(-1)!), 0) / Math.max(1, n - k - 1)
  let best = knots[0]!
  let least = Number.POSITIVE_INFINITY
  for (const beta of knots) {
    const size = beta.reduce((count, b) => count + (Math.abs(b) > Number.EPSILON ? 1 : 0), 0)
    const criterion = variance > 0 ? residual(beta) / variance + portableLog(n) * size : -size
    if (criterion < least) {
      least = criterion
      best = beta
    }
  }
  return best.map((b, i) => b * weight[i]!)
}

/** The knots of the lasso path from nothing to least squares (Efron et al. 2004, section 3.1, lasso modification). */
export function lassoPath(gram: Float64Array, across: Float64Array, k: number): Float64Array[] {
  const beta = new Float64Array(k)
  const correlation = across.slice()
  const active: number[] = []
  const knots = [beta.slice()]
  let level = 0
  let entering = 0
  for (let j = 0; j < k; j++) {
    if (Math.abs(correlation[j]!) <= level) continue
    level = Math.abs(correlation[j]!)
    entering = j
  }
  if (level === 0) return knots
  active.push(entering)
  const floor = level * 1e-12
  for (let step = 0; step < 8 * k && level > floor && active.length > 0; step++) {
    const m = active.length
    const part = new Float64Array(m * m)
    for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) part[a * m + b] = gram[active[a]! * k + active[b]!]!
    const solved = cholesky(part, m, 1e-14)
    if (!solved.ok) break
    const way = solveCholesky(
      solved.factor,
      m,
      Float64Array.from(active, (j) => Math.sign(correlation[j]!)),
    )
    let length = level
    let event = -1
    let leaves = false
    for (let j = 0; j < k; j++) {
      if (active.includes(j)) continue
      let a = 0
      for (let b = 0; b < m; b++) a += gram[j * k + active[b]!]! * way[b]!
      for (const at of [(level - correlation[j]!) / (1 - a), (level + correlation[j]!) / (1 + a)]) {
        if (at > floor && at < length) {
          length = at
          event = j
          leaves = false
        }
      }
    }
    for (let a = 0; a < m; a++) {
      const at = -beta[active[a]!]! / way[a]!
      if (at > floor && at < length) {
        length = at
        event = active[a]!
        leaves = true
      }
    }
    for (let a = 0; a < m; a++) beta[active[a]!]! += length * way[a]!
    for (let j = 0; j < k; j++) {
      let a = 0
      for (let b = 0; b < m; b++) a += gram[j * k + active[b]!]! * way[b]!
      correlation[j]! -= length * a
    }
    level -= length
    if (leaves) {
      beta[event] = 0
      active.splice(active.indexOf(event), 1)
    } else if (event >= 0) active.push(event)
    knots.push(beta.slice())
    if (event < 0) break
  }
  return knots
}
