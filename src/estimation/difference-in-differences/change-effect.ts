import { solveCholesky } from '../../numeric/cholesky.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { logisticRegression } from '../../numeric/logistic-regression.js'
import { times, transposedTimes } from '../../numeric/weighted-gram.js'

/** The effect on a group's change with the influence of each unit, or why there is none. */
export type ChangeEffect =
  | { readonly ok: true; readonly estimate: number; readonly influence: Float64Array }
  | { readonly ok: false; readonly why: string }

/** How covariates enter. */
export type ChangeMethod = 'doubly-robust' | 'regression' | 'weighting'

/**
 * The effect on the change of treated units against controls: Sant'Anna & Zhao 2020, Journal of Econometrics 219, section 2.
 *
 * @param change - each unit's change
 * @param treated - 1 for the treated, 0 for the controls; other units are not handed in
 * @param x - row-major m × k, the first column 1; null for no covariates
 */
export function changeEffect(
  change: Float64Array,
  treated: Uint8Array,
  x: Float64Array | null,
  k: number,
  method: ChangeMethod,
): ChangeEffect {
  if (x === null || k === 1) return difference(change, treated)
  const m = change.length
  const controls = Float64Array.from(treated, (d) => 1 - d)
  const count = m - controls.reduce((sum, c) => sum + c, 0)
  if (m - count <= k) return { ok: false, why: `${m - count} controls are too few for ${k} coefficients` }
  const outcome = method === 'weighting' ? null : leastSquares(x, m, k, change, controls)
  if (outcome !== null && !outcome.ok)
    return { ok: false, why: 'the covariates determine one another among the controls' }
  const left = outcome === null ? change : outcome.residuals
  const propensity = method === 'regression' ? null : logisticRegression(x, m, k, Float64Array.from(treated), null)
  if (propensity !== null && !propensity.ok)
    return { ok: false, why: 'the covariates part the treated from the controls' }
  // weights of the treated, and of the controls that stand for them
  const own = Float64Array.from(treated)
  const odds = controls.map((c, i) => {
    if (c === 0) return 0
    return propensity === null ? 0 : propensity.fitted[i]! / (1 - propensity.fitted[i]!)
  })
  const meanOwn = count / m
  const eta = weightedMean(left, own)
  const influence = left.map((r, i) => (own[i]! * (r - eta)) / meanOwn)
  const pull = weightedRow(x, m, k, own)
  let estimate = eta
  if (propensity !== null) {
    const meanOdds = odds.reduce((sum, w) => sum + w, 0) / m
    const other = weightedMean(left, odds)
    estimate -= other
    for (let i = 0; i < m; i++) influence[i]! -= (odds[i]! * (left[i]! - other)) / meanOdds
    // the propensity's own uncertainty
    const slope = transposedTimes(
      x,
      m,
      k,
      odds.map((w, i) => w * (left[i]! - other)),
    ).map((v) => v / m / meanOdds)
    const along = times(x, m, k, solveCholesky(propensity.factor, k, slope))
    for (let i = 0; i < m; i++) influence[i]! -= m * along[i]! * (own[i]! - propensity.fitted[i]!)
    const others = weightedRow(x, m, k, odds)
    for (let a = 0; a < k; a++) pull[a]! -= others[a]!
  }
  if (outcome !== null) {
    // the regression's own uncertainty
    const along = times(x, m, k, outcome.inverseTimes(pull))
    for (let i = 0; i < m; i++) influence[i]! -= m * along[i]! * controls[i]! * left[i]!
  }
  return { ok: true, estimate, influence }
}

function difference(change: Float64Array, treated: Uint8Array): ChangeEffect {
  const m = change.length
  const sum = [0, 0]
  const count = [0, 0]
  for (let i = 0; i < m; i++) {
    sum[treated[i]!]! += change[i]!
    count[treated[i]!]!++
  }
  const mean = [sum[0]! / count[0]!, sum[1]! / count[1]!]
  return {
    ok: true,
    estimate: mean[1]! - mean[0]!,
    influence: change.map((value, i) => {
      const d = treated[i]!
      return ((d === 1 ? 1 : -1) * m * (value - mean[d]!)) / count[d]!
    }),
  }
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let [sum, total] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]! * values[i]!
    total += weights[i]!
  }
  return sum / total
}

/** The weighted mean of the rows of x. */
function weightedRow(x: Float64Array, m: number, k: number, weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, w) => sum + w, 0)
  return transposedTimes(x, m, k, weights).map((value) => value / total)
}
