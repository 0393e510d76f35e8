/**
 * What a two-way fixed-effects regression averages: the effect in each treated cell, with a weight that may be negative.
 *
 * @category Estimation
 */
export interface TwoWayWeights {
  /** How many treated cells have a negative weight. */
  readonly negative: number
  /** The sum of the negative weights; all weights sum to 1. */
  readonly sumOfNegative: number
  /** How many cells are treated. */
  readonly treatedCells: number
}

/** The weight of each treated cell: what unit, time and covariates leave of its treatment, over their sum. */
export function treatedWeights(
  x: Float64Array,
  k: number,
  treated: Float64Array,
  inverse: Float64Array,
): TwoWayWeights {
  const raw: number[] = []
  for (let i = 0; i < treated.length; i++) {
    if (treated[i] !== 1) continue
    let weight = 0
    for (let a = 0; a < k; a++) weight += inverse[a]! * x[i * k + a]!
    raw.push(weight)
  }
  const total = raw.reduce((sum, value) => sum + value, 0)
  const size = Math.max(...raw.map(Math.abs)) || 1
  const negative = raw.filter((value) => value / total < 0 && Math.abs(value) > 1e-12 * size)
  return Object.freeze({
    negative: negative.length,
    sumOfNegative: negative.reduce((sum, value) => sum + value, 0) / total,
    treatedCells: raw.length,
  })
}
