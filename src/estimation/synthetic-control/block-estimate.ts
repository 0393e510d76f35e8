import { simplexLeastSquares } from '../../numeric/simplex-least-squares.js'

/** A comparison of treated units with a mixture of donors. */
export interface BlockEstimate {
  readonly estimate: number
  /** Of donors. */
  readonly weights: Float64Array
  /** Of times before treatment; null where all count alike, or none is taken off. */
  readonly timeWeights: Float64Array | null
  /** Treated less synthetic at each time. */
  readonly gap: Float64Array
}

/** An estimator of the effect after `before` times on a treated mean of `units` units. */
export type BlockEstimator = (
  donors: readonly Float64Array[],
  treated: Float64Array,
  before: number,
  units: number,
) => BlockEstimate

/** Weights w ≥ 0, Σ w = 1 with Σ_t (target_t − Σ_j w_j points_j,t)² + ridge Σ w² least. */
function nearestMixture(points: readonly Float64Array[], target: Float64Array, ridge: number): Float64Array {
  const j = points.length
  // distances from the target, so that no digits are lost to its level
  const apart = points.map((point) => point.map((value, t) => value - target[t]!))
  const gram = new Float64Array(j * j)
  for (let a = 0; a < j; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0
      for (let t = 0; t < target.length; t++) sum += apart[a]![t]! * apart[b]![t]!
      gram[a * j + b] = sum
      gram[b * j + a] = sum
    }
    gram[a * j + a]! += ridge
  }
  return simplexLeastSquares(gram, j)
}

const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length
const centred = (values: Float64Array): Float64Array => {
  const centre = mean(values)
  return values.map((v) => v - centre)
}

function gapOf(donors: readonly Float64Array[], treated: Float64Array, weights: Float64Array): Float64Array {
  return treated.map((value, t) => donors.reduce((sum, donor, d) => sum - weights[d]! * donor[t]!, value))
}

/** Abadie, Diamond & Hainmueller 2010 with all outcomes before treatment as predictors: the mixture of donors nearest before treatment. */
export const syntheticEstimate: BlockEstimator = (donors, treated, before) => {
  const weights = nearestMixture(
    donors.map((donor) => donor.slice(0, before)),
    treated.slice(0, before),
    0,
  )
  const gap = gapOf(donors, treated, weights)
  return { estimate: mean(gap.slice(before)), weights, timeWeights: null, gap }
}

/** Arkhangelsky et al. 2021, algorithm 1: weights of donors and times up to a constant, then a weighted difference in differences. */
export const syntheticDifferenceEstimate: BlockEstimator = (donors, treated, before, units) => {
  const after = treated.length - before
  const noise = differenceSpread(donors, before)
  // equations 2 and 5: ζ = (N_tr T_post)^¼ σ̂, on T_pre Σ ω²
  const zeta = Math.sqrt(Math.sqrt(units * after)) * noise
  const weights = nearestMixture(
    donors.map((donor) => centred(donor.slice(0, before))),
    centred(treated.slice(0, before)),
    zeta ** 2 * before,
  )
  // equation 6: times before treatment that predict the mean after it among donors; a touch of ridge makes them unique
  const times = Array.from({ length: before }, (_, t) => centred(Float64Array.from(donors, (donor) => donor[t]!)))
  const later = centred(Float64Array.from(donors, (donor) => mean(donor.slice(before))))
  const timeWeights = nearestMixture(times, later, (1e-6 * noise) ** 2 * donors.length)
  const gap = gapOf(donors, treated, weights)
  const base = timeWeights.reduce((sum, w, t) => sum + w * gap[t]!, 0)
  return { estimate: mean(gap.slice(before)) - base, weights, timeWeights, gap: gap.map((value) => value - base) }
}

/** The standard deviation of first differences of donors before treatment. */
function differenceSpread(donors: readonly Float64Array[], before: number): number {
  const steps = Float64Array.from(
    donors.flatMap((donor) => Array.from({ length: before - 1 }, (_, t) => donor[t + 1]! - donor[t]!)),
  )
  const centre = mean(steps)
  return Math.sqrt(steps.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (steps.length - 1))
}
