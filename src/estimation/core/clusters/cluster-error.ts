import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { Covariate } from '../types/estimator.js'
import type { ClusterErrors } from '../types/terms.js'
import { type Clusters, clustersBy } from './clusters.js'

/** A standard error with the degrees of freedom that clusters leave. */
export interface ClusteredError {
  readonly standardError: number
  readonly degreesOfFreedom: number
  readonly method: string
  readonly warnings: readonly string[]
}

/** What a clustered standard error is made from. */
export interface ClusterTask {
  readonly columns: readonly Covariate[]
  readonly kind: ClusterErrors
  /** What each row adds to the estimate's deviation: the sum of squares over independent rows is the variance. */
  readonly parts: Float64Array
  readonly rows: number
  readonly coefficients: number | null
  /** The estimator's own, for CR2. */
  readonly leveraged: ((codes: Int32Array, count: number) => number) | undefined
  /** The estimate without some rows, for CR3. */
  readonly without: (kept: Float64Array) => number | null
  readonly estimate: number
}

/** The standard error of rows that depend within clusters: Liang & Zeger 1986; two ways, Cameron, Gelbach & Miller 2011. */
export function clusterError(task: ClusterTask): ClusteredError {
  const { columns } = task
  const each = columns.map((column) => clustersBy([column]))
  for (const [k, { count }] of each.entries()) {
    if (count > 1) continue
    throw oneCluster(columns[k]!.name)
  }
  const { warnings, ...rest } = clusterReport(task, Math.min(...each.map(({ count }) => count)))
  if (each.length === 1) return { ...rest, warnings, standardError: Math.sqrt(varianceOf(task, each[0]!)) }
  const [a, b] = each.map((clusters) => varianceOf(task, clusters)) as [number, number]
  const both = varianceOf(task, clustersBy(columns))
  const negative = a + b - both <= 0
  return {
    ...rest,
    standardError: Math.sqrt(negative ? Math.max(a, b) : a + b - both),
    warnings: negative
      ? [...warnings, 'the variance of both ways is negative: the larger of the two stands in.']
      : warnings,
  }
}

/** What is said of a standard error by so many clusters. */
export function clusterReport(
  {
    columns,
    kind,
    coefficients,
  }: Pick<ClusterTask, 'kind' | 'coefficients'> & {
    readonly columns: readonly { readonly name: string }[]
  },
  count: number,
): Omit<ClusteredError, 'standardError'> {
  const by = columns.map(({ name }) => name).join(' and ')
  const factor =
    kind === 'CR1' ? ` with the factor G / (G − 1)${coefficients === null ? '' : ' (n − 1) / (n − k)'}` : ''
  return {
    degreesOfFreedom: count - 1,
    method: `clusters of ${by} (${kind}${factor}; ${count} clusters)`,
    warnings:
      count < 20 && (kind === 'CR0' || kind === 'CR1')
        ? [
            `there are ${count} clusters, and the standard error is too small for so few: say clusterErrors 'CR2' or 'CR3'.`,
          ]
        : [],
  }
}

/** The factor of CR1 for few clusters; 1 for CR0. */
export function clusterFactor(
  { kind, rows, coefficients }: Pick<ClusterTask, 'kind' | 'rows' | 'coefficients'>,
  count: number,
): number {
  if (kind === 'CR0') return 1
  return (count / (count - 1)) * (coefficients === null ? 1 : (rows - 1) / (rows - coefficients))
}

/** The refusal of a column that names one cluster alone. */
export function oneCluster(column: string): CausalError {
  return new CausalError(
    'too-few-rows',
    `column ${show(column)} names one cluster alone: the spread between clusters cannot be seen.`,
    { column },
  )
}

function varianceOf(task: ClusterTask, { codes, count }: Clusters): number {
  const { kind, parts, leveraged, without, estimate } = task
  if (kind === 'CR3') return jackknife(codes, count, without, estimate)
  if (kind === 'CR2') {
    if (leveraged !== undefined) return leveraged(codes, count) ** 2
    throw new CausalError(
      'not-supported',
      "CR2 is for regressions without interactions: say clusterErrors 'CR3', the jackknife, which any estimator can take.",
      { clusterErrors: kind },
    )
  }
  const sums = new Float64Array(count)
  for (let i = 0; i < codes.length; i++) sums[codes[i]!]! += parts[i]!
  return sums.reduce((total, sum) => total + sum * sum, 0) * clusterFactor(task, count)
}

/** (G − 1) / G Σ (θ without g − θ)². */
function jackknife(
  codes: Int32Array,
  count: number,
  without: (kept: Float64Array) => number | null,
  estimate: number,
): number {
  const kept = new Float64Array(codes.length)
  let sum = 0
  for (let g = 0; g < count; g++) {
    for (let i = 0; i < codes.length; i++) kept[i] = codes[i] === g ? 0 : 1
    const left = without(kept)
    if (left === null || !Number.isFinite(left)) {
      throw new CausalError(
        'not-supported',
        'without one of the clusters the effect is not determined, so there is no jackknife: say CR1 or CR2.',
        { cluster: g },
      )
    }
    sum += (left - estimate) ** 2
  }
  return ((count - 1) / count) * sum
}
