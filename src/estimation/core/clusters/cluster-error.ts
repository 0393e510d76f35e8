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
  const { columns, kind } = task
  const each = columns.map((column) => clustersBy([column]))
  for (const [k, { count }] of each.entries()) {
    if (count > 1) continue
    throw new CausalError(
      'too-few-rows',
      `column ${show(columns[k]!.name)} names one cluster alone: the spread between clusters cannot be seen.`,
      { column: columns[k]!.name },
    )
  }
  const least = Math.min(...each.map(({ count }) => count))
  const warnings =
    least < 20 && (kind === 'CR0' || kind === 'CR1')
      ? [
          `there are ${least} clusters, and the standard error is too small for so few: say clusterErrors 'CR2' or 'CR3'.`,
        ]
      : []
  const rest = { degreesOfFreedom: least - 1, method: methodOf(task, least) }
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

function methodOf({ columns, kind, coefficients }: ClusterTask, count: number): string {
  const by = columns.map(({ name }) => name).join(' and ')
  const factor =
    kind === 'CR1' ? ` with the factor G / (G − 1)${coefficients === null ? '' : ' (n − 1) / (n − k)'}` : ''
  return `clusters of ${by} (${kind}${factor}; ${count} clusters)`
}

function varianceOf(task: ClusterTask, { codes, count }: Clusters): number {
  const { kind, parts, rows, coefficients, leveraged, without, estimate } = task
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
  const variance = sums.reduce((total, sum) => total + sum * sum, 0)
  if (kind === 'CR0') return variance
  return ((variance * count) / (count - 1)) * (coefficients === null ? 1 : (rows - 1) / (rows - coefficients))
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
