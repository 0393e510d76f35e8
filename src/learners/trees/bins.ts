import type { Feature } from '../core/features.js'
import type { TrainingSet } from '../core/training-set.js'

/** How many bins a column has at most: their codes fill a byte. */
export const mostBins = 256

/** How the values of one column fall into bins, whose order is all that trees see. */
export interface Binning {
  readonly bins: number
  /** For numbers: a value is in the first bin whose cut is not below it; the last bin has none. */
  readonly cuts: Float64Array | null
  /** For categories: the bin of each code. */
  readonly rank: Uint8Array | null
}

/** Columns as codes of bins, one array a column. */
export interface Binned {
  readonly n: number
  readonly binnings: readonly Binning[]
  readonly codes: readonly Uint8Array[]
}

/** Bins of equal weight for numbers, one for each value if these are few; categories in the order of `score`. */
export function binned(data: TrainingSet, score: Float64Array): Binned {
  const binnings = data.features.map((feature) =>
    feature.levels === null
      ? binNumbers(feature.values as Float64Array, data.weights)
      : binCategories(feature, data, score),
  )
  return { n: data.n, binnings, codes: codesOf(binnings, data.features, data.n) }
}

/** The codes of some rows in bins that were made for others. */
export function codesOf(binnings: readonly Binning[], features: readonly Feature[], n: number): Uint8Array[] {
  return binnings.map(({ cuts, rank }, f) => {
    const { values } = features[f]!
    const codes = new Uint8Array(n)
    if (rank !== null) for (let i = 0; i < n; i++) codes[i] = rank[values[i]!]!
    else countBelow(cuts!, values as Float64Array, codes)
    return codes
  })
}

/** The number of cuts below each value, written to `codes`. */
function countBelow(cuts: Float64Array, values: Float64Array, codes: Uint8Array): void {
  let half = 1
  while (2 * half <= cuts.length) half *= 2
  const padded = new Float64Array(2 * half).fill(Number.POSITIVE_INFINITY)
  padded.set(cuts)
  for (let i = 0; i < codes.length; i++) {
    const value = values[i]!
    let low = 0
    // halving without a jump that depends on the value, since no one could guess it
    for (let step = half; step > 0; step >>= 1) low += step * Number(padded[low + step - 1]! < value)
    codes[i] = low
  }
}

/** Cuts half way between neighbouring values, each after about a 256th of the weight. */
function binNumbers(values: Float64Array, weights: Float64Array | null): Binning {
  const { sorted, mass } =
    weights === null ? { sorted: values.slice().sort(), mass: null } : sortedWithMass(values, weights)
  const total = mass === null ? sorted.length : mass.reduce((sum, w) => sum + w, 0)
  let distinct = 1
  for (let i = 1; i < sorted.length && distinct <= mostBins; i++) if (sorted[i] !== sorted[i - 1]) distinct++
  const cuts: number[] = []
  let below = 0
  for (let i = 0; i + 1 < sorted.length; i++) {
    below += mass === null ? 1 : mass[i]!
    if (sorted[i + 1] === sorted[i]) continue
    if (distinct <= mostBins || below >= (total / mostBins) * (cuts.length + 1) * (1 - 1e-12)) {
      if (cuts.length < mostBins - 1) cuts.push(sorted[i]! + (sorted[i + 1]! - sorted[i]!) / 2)
    }
  }
  return { bins: cuts.length + 1, cuts: Float64Array.from(cuts), rank: null }
}

function sortedWithMass(values: Float64Array, weights: Float64Array): { sorted: Float64Array; mass: Float64Array } {
  const order = Int32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!)
  return { sorted: Float64Array.from(order, (i) => values[i]!), mass: Float64Array.from(order, (i) => weights[i]!) }
}

/**
 * Categories in the order of their mean score, ties in the order of their names: for squared loss the best division into two
 * is one of those that this order has (Fisher 1958), and one order for the whole fit does as well as one a node (Wright &
 * König 2019). A category that no row had stands where the mean of all rows would.
 */
function binCategories({ values, levels }: Feature, { n, weights, total }: TrainingSet, score: Float64Array): Binning {
  const size = levels!.length
  const sum = new Float64Array(size)
  const mass = new Float64Array(size)
  let whole = 0
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i]!
    sum[values[i]!]! += weight * score[i]!
    mass[values[i]!]! += weight
    whole += weight * score[i]!
  }
  const mean = sum.map((value, code) => (mass[code]! > 0 ? value / mass[code]! : whole / total))
  const order = Int32Array.from(mean.keys()).sort((a, b) => mean[a]! - mean[b]! || (levels![a]! < levels![b]! ? -1 : 1))
  const rank = new Uint8Array(size)
  for (const [place, code] of order.entries())
    rank[code] = size <= mostBins ? place : Math.floor((place * mostBins) / size)
  return { bins: Math.min(size, mostBins), cuts: null, rank }
}
