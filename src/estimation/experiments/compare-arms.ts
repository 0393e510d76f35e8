import { clustersWithin } from '../core/clusters/clusters.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { type ArmMeans, armMeans, clustersInArms } from './arm-means.js'
import type { ExperimentData } from './read-experiment.js'

/** Two means and their difference, over all strata. */
export interface ComparedArms {
  readonly means: ArmMeans
  readonly standardError: number
  readonly influence: Float64Array
  readonly standardErrorMethod: string
  readonly warnings: readonly string[]
}

/** The two means of a stratum, or of all rows. */
export interface ComparedStratum {
  /** Its share of all rows. */
  readonly share: number
  readonly means: ArmMeans
  /** Too small for a variance of its own. */
  readonly small: boolean
  readonly size: number
}

/** What is compared: how many rows, and whether they lie in strata and clusters. */
export interface Comparison {
  readonly n: number
  readonly inStrata: boolean
  readonly inClusters: boolean
}

/**
 * Compares the arms within strata, or in all rows. A stratum in which an arm has but one row has no variance of its own:
 * such strata are taken together (Pashley & Miratrix 2021, equation 6), matched pairs among them.
 */
export function compareArms(data: ExperimentData, outcome: Float64Array): ComparedArms | RefusedDesign {
  const { n, treated, clusters, strata } = data
  const members: number[][] = Array.from({ length: strata?.labels.length ?? 1 }, () => [])
  for (let i = 0; i < n; i++) members[strata?.codes[i] ?? 0]!.push(i)
  const found: ComparedStratum[] = []
  const influence = new Float64Array(n)
  for (const [s, rows] of members.entries()) {
    const arm = Float64Array.from(rows, (i) => treated[i]!)
    const ones = arm.reduce((sum, t) => sum + t, 0)
    const stratum = strata?.labels[s]
    if (ones === 0 || ones === rows.length) return oneArm(data.arms[ones === 0 ? 0 : 1], rows.length, stratum)
    const own = clusters === null ? null : clustersWithin(clusters, rows)
    if (own !== null) {
      const inArms = clustersInArms(arm, own)
      if (Math.min(...inArms) < 2) return fewClustersInArm(own.count, inArms, stratum)
    }
    const small = own === null && Math.min(ones, rows.length - ones) < 2
    const means = small
      ? meansAlone(arm, rows, outcome)
      : armMeans(
          arm,
          Float64Array.from(rows, (i) => outcome[i]!),
          own,
        )
    found.push({ share: rows.length / n, means, small, size: rows.length })
    for (const [j, i] of rows.entries()) {
      const part =
        arm[j] === 1 ? (outcome[i]! - means.treated) / ones : (means.control - outcome[i]!) / (rows.length - ones)
      influence[i] = rows.length * part
    }
  }
  const compared = overStrata(found, { n, inStrata: strata !== null, inClusters: clusters !== null })
  return 'estimated' in compared ? compared : { ...compared, influence }
}

/** The refusal of rows that all have one treatment. */
export function oneArm(arm: string, rows: number, stratum: string | undefined): RefusedDesign {
  const where = stratum === undefined ? '' : ` in the stratum ${stratum}`
  return refusedDesign(
    'no-comparison',
    `all ${rows} rows${where} have ${arm}: leave such strata out, or make them coarser.`,
    { ...(stratum === undefined ? {} : { stratum }), rows },
  )
}

/** The refusal of an arm with rows of one cluster. */
export function fewClustersInArm(
  clusters: number,
  [control, treated]: readonly [number, number],
  stratum: string | undefined,
): RefusedDesign {
  const where = stratum === undefined ? '' : ` in the stratum ${stratum}`
  return refusedDesign(
    'no-spread',
    `an arm has rows of one cluster only${where}: nothing says how far clusters differ within an arm.`,
    { clusters, control, treated },
  )
}

function meansAlone(arm: Float64Array, rows: readonly number[], outcome: Float64Array): ArmMeans {
  const sums = [0, 0]
  const counts = [0, 0]
  for (const [j, i] of rows.entries()) {
    sums[arm[j]!]! += outcome[i]!
    counts[arm[j]!]!++
  }
  const [control, treated] = [sums[0]! / counts[0]!, sums[1]! / counts[1]!]
  return { control, treated, variance: [0, 0, 0], degreesOfFreedom: 0 }
}

/** The means over all strata, by their shares. */
export function overStrata(
  found: readonly ComparedStratum[],
  { n, inStrata, inClusters }: Comparison,
): Omit<ComparedArms, 'influence'> | RefusedDesign {
  let [control, treated, v0, v1, both, squares] = [0, 0, 0, 0, 0, 0]
  for (const { share, means } of found) {
    const [a, b, c] = means.variance
    control += share * means.control
    treated += share * means.treated
    v0 += share ** 2 * a
    v1 += share ** 2 * b
    both += share ** 2 * c
    const own = share ** 2 * (a + b - 2 * c)
    if (own > 0) squares += own ** 2 / means.degreesOfFreedom
  }
  const small = found.filter((stratum) => stratum.small)
  const pooled = small.length > 0 ? smallStrata(small) : 0
  if (pooled === null) {
    return refusedDesign(
      'no-spread',
      !inStrata
        ? 'an arm has a single row: nothing says how far it may be off.'
        : small.length === 1
          ? 'one arm has a single row in one stratum only: without another such stratum nothing says how far off it may be. Join it with another stratum.'
          : 'one small stratum has half or more of the rows of all small strata: join it with others.',
      { strata: small.length },
    )
  }
  const variance = v0 + v1 - 2 * both + pooled
  if (pooled > 0) squares += pooled ** 2 / (small.length - 1)
  // what the small strata add belongs to the difference: half to each mean
  const means: ArmMeans = {
    control,
    treated,
    variance: [v0 + pooled / 2, v1 + pooled / 2, both],
    degreesOfFreedom: variance > 0 ? variance ** 2 / squares : n - 2,
  }
  const method = inClusters
    ? 'CR2 by cluster, degrees of freedom by Bell and McCaffrey'
    : 'Neyman: s² / n in each arm, degrees of freedom by Welch'
  return {
    means,
    standardError: Math.sqrt(Math.max(variance, 0)),
    standardErrorMethod: !inStrata
      ? method
      : `${method}, within strata${small.length > 0 ? `; ${small.length} small strata together (Pashley and Miratrix)` : ''}`,
    warnings: inClusters ? fewClusters(means.degreesOfFreedom) : [],
  }
}

function fewClusters(df: number): string[] {
  if (df >= 5) return []
  return [
    `the clusters give the standard error ${df.toPrecision(2)} degrees of freedom: with so few of them the interval is wide and depends on clusters being alike.`,
  ]
}

/** The variance of the small strata's part of the effect, from how much their effects differ; null where it can't be told. */
function smallStrata(small: readonly ComparedStratum[]): number | null {
  const n = small.reduce((sum, { size }) => sum + size, 0)
  if (small.length < 2 || small.some(({ size }) => 2 * size >= n)) {
    // two strata of the same size: the usual variance of two
    const [a, b] = small
    if (small.length !== 2 || a!.size !== b!.size) return null
    const gap = a!.means.treated - a!.means.control - (b!.means.treated - b!.means.control)
    return (a!.share + b!.share) ** 2 * (gap ** 2 / 4)
  }
  const effect = (s: ComparedStratum): number => s.means.treated - s.means.control
  const mean = small.reduce((sum, s) => sum + (s.size / n) * effect(s), 0)
  const extra = small.reduce((sum, { size }) => sum + size ** 2 / (n - 2 * size), 0)
  const variance = small.reduce(
    (sum, s) => sum + (s.size ** 2 / ((n - 2 * s.size) * (n + extra))) * (effect(s) - mean) ** 2,
    0,
  )
  const share = small.reduce((sum, s) => sum + s.share, 0)
  return share ** 2 * variance
}
