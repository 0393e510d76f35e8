import type { Clusters } from '../core/clusters/clusters.js'
import { linearModel } from '../core/regression/linear-model.js'
import { sandwich } from '../core/regression/sandwich.js'

/** The means of the two arms with their covariance. */
export interface ArmMeans {
  readonly control: number
  readonly treated: number
  /** Variance of the control mean, of the treated mean, and their covariance. */
  readonly variance: readonly [control: number, treated: number, both: number]
  /** Of the difference of the means. */
  readonly degreesOfFreedom: number
}

/**
 * The two means. Rows apart: s² / n in each arm (Neyman 1923), with Welch's degrees of freedom. Rows in clusters: CR2 of the
 * regression on the two arms, with Bell and McCaffrey's.
 *
 * @param treated - 0 or 1, both of them there, twice at least
 */
export function armMeans(treated: Float64Array, outcome: Float64Array, clusters: Clusters | null): ArmMeans {
  const n = treated.length
  const x = new Float64Array(2 * n)
  for (let i = 0; i < n; i++) x[2 * i + (treated[i] === 1 ? 1 : 0)] = 1
  const model = linearModel(x, n, 2, outcome)
  if (!model.ok) throw new Error('both arms have rows, so their means are determined')
  const count: [number, number] = [0, 0]
  const sum: [number, number] = [0, 0]
  const square: [number, number] = [0, 0]
  for (let i = 0; i < n; i++) {
    const arm = treated[i]! as 0 | 1
    count[arm]++
    sum[arm] += outcome[i]!
  }
  const mean: [number, number] = [sum[0] / count[0], sum[1] / count[1]]
  const [control, treatedMean] = mean
  for (let i = 0; i < n; i++) square[treated[i]! as 0 | 1] += (outcome[i]! - mean[treated[i]! as 0 | 1]) ** 2
  if (clusters !== null) {
    const { covariance, degreesOfFreedom } = sandwich(model, 'CR2', clusters)
    const df = degreesOfFreedom(Float64Array.of(-1, 1))
    return {
      control,
      treated: treatedMean,
      variance: [covariance[0]!, covariance[3]!, covariance[1]!],
      degreesOfFreedom: df,
    }
  }
  return neymanMeans(count, mean, square)
}

/** Two means of rows apart, from counts, means and sums of squared deviations. */
export function neymanMeans(
  count: readonly [number, number],
  [control, treated]: readonly [number, number],
  square: readonly [number, number],
): ArmMeans {
  const [v0, v1] = [0, 1].map((arm) => square[arm as 0 | 1] / (count[arm as 0 | 1] - 1) / count[arm as 0 | 1]) as [
    number,
    number,
  ]
  const total = v0 + v1
  const welch = total > 0 ? total ** 2 / (v0 ** 2 / (count[0] - 1) + v1 ** 2 / (count[1] - 1)) : count[0] + count[1] - 2
  return { control, treated, variance: [v0, v1, 0], degreesOfFreedom: welch }
}

/** The clusters with rows in the control arm, and in the treated. */
export function clustersInArms(treated: Float64Array, clusters: Clusters): readonly [number, number] {
  const seen = [new Set<number>(), new Set<number>()]
  for (let i = 0; i < treated.length; i++) seen[treated[i]!]!.add(clusters.codes[i]!)
  return [seen[0]!.size, seen[1]!.size]
}
