import type { RefusedDesign } from '../../core/designs/types.js'
import type { ArmMeans } from '../../experiments/arm-means.js'
import { neymanMeans } from '../../experiments/arm-means.js'
import {
  type ComparedArms,
  type ComparedStratum,
  fewClustersInArm,
  oneArm,
  overStrata,
} from '../../experiments/compare-arms.js'
import { momentsOf, type Weights } from './arm-moments.js'
import { type ArmClusters, clusterSums } from './cluster-sums.js'
import type { ArmSums, RemoteExperiment } from './read-experiment-from.js'

/** The arms compared in a combination of the columns, as `compareArms` does it with rows: with clusters one scan more. */
export async function compareSums(
  experiment: RemoteExperiment,
  weights: Weights,
): Promise<(ComparedArms & { readonly clusters: number | null }) | RefusedDesign> {
  const { sums, arms, n, names } = experiment
  const clusters = names.cluster === undefined ? null : await clusterSums(experiment, names.cluster, weights)
  const strata = [...new Set(sums.map(({ stratum }) => stratum))].sort()
  const found: ComparedStratum[] = []
  for (const stratum of strata) {
    const own = sums.filter((each) => each.stratum === stratum)
    const pair = ([0, 1] as const).map((arm) => own.find((each) => each.arm === arm))
    const size = own.reduce((sum, { gram }) => sum + gram.count, 0)
    if (pair[0] === undefined || pair[1] === undefined)
      return oneArm(arms[pair[0] === undefined ? 1 : 0], size, stratum)
    const both = pair as [ArmSums, ArmSums]
    const small = clusters === null && both.some(({ gram }) => gram.count < 2)
    const inArms = clusters === null ? null : (both.map((each) => clusters.of(each)) as [ArmClusters, ArmClusters])
    if (inArms?.some(({ count }) => count < 2)) {
      const counts = inArms.map(({ count }) => count) as [number, number]
      return fewClustersInArm(counts[0] + counts[1], counts, stratum)
    }
    found.push({ share: size / n, means: meansOf(both, weights, inArms, small), small, size })
  }
  const compared = overStrata(found, { n, inStrata: names.strata.length > 0, inClusters: clusters !== null })
  if ('estimated' in compared) return compared
  return { ...compared, influence: new Float64Array(0), clusters: clusters?.count ?? null }
}

function meansOf(
  sums: readonly [ArmSums, ArmSums],
  weights: Weights,
  clusters: readonly [ArmClusters, ArmClusters] | null,
  small: boolean,
): ArmMeans {
  const own = sums.map(({ gram }) => momentsOf(gram, weights))
  const count = sums.map(({ gram }) => gram.count) as [number, number]
  const mean = own.map(({ mean: each }) => each) as [number, number]
  const [control, treated] = mean
  if (clusters !== null) return clusteredMeans(count, mean, clusters)
  if (small) return { control, treated, variance: [0, 0, 0], degreesOfFreedom: 0 }
  return neymanMeans(count, mean, own.map(({ square }) => square) as [number, number])
}

/**
 * CR2 and Bell and McCaffrey's degrees of freedom for two means, where each cluster lies in one arm. With h = n_g / N the share of a
 * cluster in its arm: variance Σ e_g² / (1 − h) / N²; and of the matrix of their paper the trace is 1 / N, the sum of squares
 * [Σ h² + (Σ h² / (1 − h))² − Σ h⁴ / (1 − h)²] / N².
 */
function clusteredMeans(
  count: readonly [number, number],
  [control, treated]: readonly [number, number],
  clusters: readonly [ArmClusters, ArmClusters],
): ArmMeans {
  const variance = clusters.map(({ residual }, arm) => residual / count[arm]! ** 2) as [number, number]
  const trace = 1 / count[0] + 1 / count[1]
  const squares = clusters.reduce(
    (sum, { share, corrected, fourth }, arm) => sum + (share + corrected ** 2 - fourth) / count[arm]! ** 2,
    0,
  )
  return { control, treated, variance: [...variance, 0], degreesOfFreedom: trace ** 2 / squares }
}
