import { inference } from '../../../estimation/core/inference/inference.js'
import type { ExposureNumber } from '../exposure-effects-types.js'
import type { ExposureLaw } from './exposure-law.js'
import { type SumCovariance, type Summed, sumCovariances } from './exposure-sums.js'

/** Units that count, with their outcomes, and what is known of their exposures. */
export interface Exposed {
  readonly law: ExposureLaw
  readonly observed: Int32Array
  readonly outcome: Float64Array
}

/** Sums over some of the units: by outcomes, and by what outcomes differ from their level's weighted mean. */
export interface LevelSums {
  readonly includes: Uint8Array
  /** How many units count. */
  readonly size: number
  /** How many of them had each level. */
  readonly count: readonly number[]
  /** For each level m² / Σ 1 / π over the m units that count and can come to it: what the design is worth, whoever came to it. */
  readonly worth: readonly number[]
  /** Σ y / π and Σ 1 / π for each level, over those who had it. */
  readonly sum: readonly number[]
  readonly weight: readonly number[]
  readonly plain: Summed
  readonly centred: Summed
}

/** The weighted sums of those that count. */
export function levelSums({ law, observed, outcome }: Exposed, includes: Uint8Array): LevelSums {
  const L = law.levels.length
  const n = observed.length
  const [count, sum, weight] = [0, 0, 0].map(() => new Array<number>(L).fill(0)) as [number[], number[], number[]]
  const chance = Float64Array.from(observed, (a, i) => law.chance[i * L + a]!)
  let size = 0
  for (let i = 0; i < n; i++) {
    if (includes[i] === 0) continue
    size++
    const a = observed[i]!
    count[a]!++
    sum[a]! += outcome[i]! / chance[i]!
    weight[a]! += 1 / chance[i]!
  }
  const summed = (value: (i: number) => number): Summed => ({
    includes,
    weighted: Float64Array.from(chance, (p, i) => value(i) / p),
    squared: Float64Array.from(chance, (p, i) => (value(i) * value(i)) / p),
  })
  const worth = sum.map((_, a) => {
    let [units, spread] = [0, 0]
    for (let i = 0; i < n; i++) {
      const p = law.chance[i * L + a]!
      if (includes[i] === 0 || p === 0) continue
      units++
      spread += 1 / p
    }
    return units === 0 ? 0 : (units * units) / spread
  })
  const mean = sum.map((each, a) => (count[a] === 0 ? 0 : each / weight[a]!))
  return {
    ...{ includes, size, count, worth, sum, weight },
    plain: summed((i) => outcome[i]!),
    centred: summed((i) => outcome[i]! - mean[observed[i]!]!),
  }
}

/** The covariances of all sums, or null where there are too many pairs. */
export function covariancesOf(
  { law, observed }: Exposed,
  sums: readonly LevelSums[],
): readonly { readonly plain: SumCovariance; readonly centred: SumCovariance }[] | null {
  const found = sumCovariances(
    law,
    observed,
    sums.flatMap(({ plain, centred }) => [plain, centred]),
  )
  return found === null ? null : sums.map((_, k) => ({ plain: found[2 * k]!, centred: found[2 * k + 1]! }))
}

/** What rounding leaves of a variance of zero, as a share of the square of the estimate. */
const ROUNDING = 1e-12

/** An estimate with its interval. A variance below zero, which few units can give, is none. */
export function exposureNumber(estimate: number | null, variance: number | null, confidence: number): ExposureNumber {
  const standardError =
    estimate === null || variance === null || !(variance >= -ROUNDING * estimate ** 2)
      ? null
      : Math.sqrt(Math.max(0, variance))
  return Object.freeze({
    estimate,
    standardError,
    interval:
      standardError === null
        ? null
        : inference(estimate!, standardError, Number.POSITIVE_INFINITY, confidence).interval,
  })
}
