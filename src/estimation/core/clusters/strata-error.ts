import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { Covariate } from '../types/estimator.js'
import type { ClusteredError } from './cluster-error.js'
import { clustersBy, singletons } from './clusters.js'

/** What a stratified standard error is made from. */
export interface StrataTask {
  /** The columns that name the strata together. */
  readonly strata: readonly Covariate[]
  /** The column that names the clusters drawn within them; none: rows were drawn. */
  readonly clusters: readonly Covariate[]
  /** What one unit of each row adds to the estimate's deviation. */
  readonly parts: Float64Array
  /** How many units each row stands for; null: one. */
  readonly counts: Float64Array | null
}

/**
 * The standard error of a stratified sample by Taylor's linearisation: within each stratum the spread of the clusters' totals
 * about their mean, V = Σ_h n_h / (n_h − 1) Σ_i (z_hi − z̄_h)², with clusters − strata degrees of freedom
 * (Lohr 2010, section 9.1; Lumley 2010, section 2.2), clusters drawn with replacement.
 */
export function strataError(task: StrataTask): ClusteredError {
  const { parts, units, count } = stratifiedParts(task)
  const named = (columns: readonly Covariate[]): string => columns.map(({ name }) => name).join(' and ')
  const { strata, clusters } = task
  const drawn = clusters.length === 0 ? `${units} rows` : `${units} clusters of ${named(clusters)}`
  return {
    standardError: Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0)),
    degreesOfFreedom: units - count,
    method: `Taylor linearisation: ${drawn} in ${count} strata of ${named(strata)}; t distribution`,
    warnings: [],
  }
}

/** What was drawn within the strata. */
export interface StratifiedParts {
  /** What each cluster (or row) adds beyond the mean of its stratum, times √(n_h / (n_h − 1)): independent pieces of the deviation. */
  readonly parts: Float64Array
  /** How many clusters (or rows) there are. */
  readonly units: number
  /** How many strata. */
  readonly count: number
}

/** The deviation of a stratified sample in independent pieces: the sum of their squares is its variance. */
export function stratifiedParts({ strata, clusters, parts, counts }: StrataTask): StratifiedParts {
  const groups = clustersBy(strata)
  const drawn = clusters.length === 0 ? singletons(parts.length) : clustersBy(clusters)
  const rows = clusters.length === 0
  const totals = new Float64Array(drawn.count)
  // cells of counts hold many units each; a cluster is one
  const times = rows && counts !== null ? counts : new Float64Array(drawn.count).fill(1)
  for (let i = 0; i < parts.length; i++) totals[drawn.codes[i]!]! += parts[i]! * (rows ? 1 : (counts?.[i] ?? 1))
  const home = homes(drawn.codes, drawn.count, groups.codes, { strata, clusters })
  const size = new Float64Array(groups.count)
  const mean = new Float64Array(groups.count)
  for (let u = 0; u < totals.length; u++) size[home[u]!]! += times[u]!
  for (let u = 0; u < totals.length; u++) mean[home[u]!]! += (times[u]! * totals[u]!) / size[home[u]!]!
  for (let h = 0; h < groups.count; h++) {
    if (size[h]! > 1 || size[h] === 0) continue
    throw alone(strata, groups.rows[groups.start[h]!]!, rows)
  }
  const scaled = totals.map((total, u) => {
    const h = home[u]!
    if (size[h] === 0) return 0
    return (total - mean[h]!) * Math.sqrt((times[u]! * size[h]!) / (size[h]! - 1))
  })
  const units = size.reduce((sum, value) => sum + value, 0)
  return { parts: scaled, units, count: size.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0) }
}

/** The clusters (without them the rows) that were drawn in each stratum. */
export interface StratifiedUnits {
  /** Each row's unit. */
  readonly unit: Int32Array
  /** The units of each stratum, two or more. */
  readonly strata: readonly Int32Array[]
}

/** The units of a sample drawn within strata. */
export function stratifiedUnits(
  n: number,
  strata: readonly Covariate[],
  clusters: readonly Covariate[],
): StratifiedUnits {
  const groups = clustersBy(strata)
  const drawn = clusters.length === 0 ? singletons(n) : clustersBy(clusters)
  const home = homes(drawn.codes, drawn.count, groups.codes, { strata, clusters })
  const members = Array.from({ length: groups.count }, (): number[] => [])
  for (let u = 0; u < drawn.count; u++) members[home[u]!]!.push(u)
  for (const [h, units] of members.entries()) {
    if (units.length < 2) throw alone(strata, groups.rows[groups.start[h]!]!, clusters.length === 0)
  }
  return { unit: drawn.codes, strata: members.map((units) => Int32Array.from(units)) }
}

/** The stratum of each cluster; a cluster lies in one. */
function homes(
  unit: Int32Array,
  count: number,
  stratum: Int32Array,
  { strata, clusters }: Pick<StrataTask, 'strata' | 'clusters'>,
): Int32Array {
  const home = new Int32Array(count).fill(-1)
  const first = new Int32Array(count)
  for (let i = 0; i < unit.length; i++) {
    const u = unit[i]!
    if (home[u] === -1) {
      home[u] = stratum[i]!
      first[u] = i
    } else if (home[u] !== stratum[i]) {
      throw new CausalError(
        'invalid-data',
        `the cluster ${told(clusters, i)} lies in two strata, ${told(strata, first[u]!)} and ${told(strata, i)}: a cluster is drawn within one. Where the same name means another cluster in each stratum, name the clusters apart.`,
        { cluster: told(clusters, i), strata: [told(strata, first[u]!), told(strata, i)] },
      )
    }
  }
  return home
}

function alone(strata: readonly Covariate[], row: number, rows: boolean): CausalError {
  const what = rows ? 'row' : 'cluster'
  return new CausalError(
    'too-few-rows',
    `the stratum ${told(strata, row)} has one ${what} alone: the spread within it cannot be seen. Join it with the stratum that is most like it.`,
    { stratum: told(strata, row) },
  )
}

/** The values of columns at a row, in words. */
function told(columns: readonly Covariate[], row: number): string {
  return columns
    .map(({ name, values, levels }) => `${name} = ${show(levels?.[values[row]!] ?? values[row])}`)
    .join(', ')
}
