import { inverseLogit, penalizedLogistic } from '../../learners/linear/logistic-core.js'
import { cholesky, solveCholesky, solveLowerTransposed } from '../../numeric/cholesky.js'
import { times, transposedTimes, weightedGram } from '../../numeric/weighted-gram.js'
import type { Generator } from '../../probability/streams/generator.js'

/** A regression fitted to the observed rows, and coefficients drawn from what the data leave open about them. */
export interface DrawnFit {
  readonly fitted: Float64Array
  readonly drawn: Float64Array
  /** The drawn standard deviation of what is left; 0 for chances. */
  readonly spread: number
}

/** A touch of ridge, as a share of the sums of squares: columns that determine one another can still be used. */
const ridge = 1e-5
/** The precision of the normal prior of standardised logistic coefficients: rows that are parted perfectly stay finite. */
const precision = 0.1

/**
 * Bayesian normal regression with a flat prior (van Buuren 2018, algorithm 3.1), on rows with weight 1.
 *
 * @param x - row-major n × k, all but the first column standardised
 */
export function drawnLinear(
  x: Float64Array,
  k: number,
  y: Float64Array,
  own: Float64Array,
  random: Generator,
): DrawnFit {
  const n = y.length
  const gram = weightedGram(x, n, k, own)
  for (let a = 1; a < k; a++) gram[a * k + a]! *= 1 + ridge
  // a column may not vary among the observed rows: the ridge of all rows stands in
  for (let a = 1; a < k; a++) gram[a * k + a]! += ridge
  const factor = factorOf(gram, k)
  const fitted = solveCholesky(
    factor,
    k,
    transposedTimes(
      x,
      n,
      k,
      y.map((value, i) => value * own[i]!),
    ),
  )
  const means = times(x, n, k, fitted)
  let [squares, count] = [0, 0]
  for (let i = 0; i < n; i++) {
    squares += own[i]! * (y[i]! - means[i]!) ** 2
    count += own[i]!
  }
  // steps 3 and 4: σ² = SSE / χ², then β = β̂ + σ V^½ z
  const spread = Math.sqrt(squares / (2 * random.gamma((count - k) / 2)))
  return { fitted, drawn: moved(fitted, factor, k, spread, random), spread }
}

/** Bayesian logistic regression by the normal approximation at its mode (van Buuren 2018, algorithm 3.4), with a weak prior. */
export function drawnLogistic(
  x: Float64Array,
  k: number,
  t: Float64Array,
  own: Float64Array,
  random: Generator,
): DrawnFit {
  const n = t.length
  const total = own.reduce((sum, value) => sum + value, 0)
  const problem = { n, k, x, t, weights: own, total }
  const fitted = penalizedLogistic(problem, { kind: 'ridge', size: precision / total }, new Float64Array(k))
  const information = times(x, n, k, fitted).map((eta, i) => {
    const e = inverseLogit(eta)
    return own[i]! * Math.max(e * (1 - e), 1e-12)
  })
  const gram = weightedGram(x, n, k, information)
  for (let a = 1; a < k; a++) gram[a * k + a]! += precision
  return { fitted, drawn: moved(fitted, factorOf(gram, k), k, 1, random), spread: 0 }
}

/** β̂ + σ V^½ z with V⁻¹ = L Lᵀ: V^½ = L⁻ᵀ. */
function moved(center: Float64Array, factor: Float64Array, k: number, spread: number, random: Generator): Float64Array {
  const z = new Float64Array(k)
  random.fillNormal(z)
  const step = solveLowerTransposed(factor, k, z)
  return center.map((value, a) => value + spread * step[a]!)
}

function factorOf(gram: Float64Array, k: number): Float64Array {
  const root = cholesky(gram, k, 0)
  // the ridge keeps it positive but for rounding: then only the diagonal is used
  if (root.ok) return root.factor
  return Float64Array.from(gram, (value, at) => (at % (k + 1) === 0 ? Math.sqrt(value) : 0))
}
