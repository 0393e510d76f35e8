import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import type { Clusters } from '../core/clusters/clusters.js'

/** The covariance of estimates from the influence of units, which are summed within clusters: Σ_g (Σ_{u∈g} ψ_u)(…)ᵀ / n². */
export function unitCovariance(influences: readonly Float64Array[], clusters: Clusters | null): Float64Array {
  const k = influences.length
  const n = influences[0]?.length ?? 0
  const pieces =
    clusters === null
      ? influences
      : influences.map((influence) => {
          const sums = new Float64Array(clusters.count)
          for (let u = 0; u < n; u++) sums[clusters.codes[u]!]! += influence[u]!
          return sums
        })
  const out = new Float64Array(k * k)
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      const [p, q] = [pieces[a]!, pieces[b]!]
      let sum = 0
      for (let g = 0; g < p.length; g++) sum += p[g]! * q[g]!
      out[a * k + b] = sum / n / n
      out[b * k + a] = sum / n / n
    }
  }
  return out
}

/** The Wald test that all of some estimates are 0; directions without spread are left out, and the degrees of freedom count the rest. */
export function waldTest(
  estimates: readonly number[],
  covariance: Float64Array,
): { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number } | null {
  const k = estimates.length
  // in units of each standard error, so that the scale of the outcome does not matter
  const scale = estimates.map((_, a) => Math.sqrt(covariance[a * k + a]!))
  const kept = scale.flatMap((s, a) => (s > 0 ? [a] : []))
  const m = kept.length
  if (m === 0) return null
  const correlation = Float64Array.from({ length: m * m }, (_, at) => {
    const [a, b] = [kept[Math.floor(at / m)]!, kept[at % m]!]
    return covariance[a * k + b]! / scale[a]! / scale[b]!
  })
  const { values, vectors } = symmetricEigen(correlation, m)
  let [statistic, df] = [0, 0]
  for (let e = 0; e < m; e++) {
    if (!(values[e]! > 1e-10 * values[m - 1]!)) continue
    const along = kept.reduce((sum, a, j) => sum + (vectors[e * m + j]! * estimates[a]!) / scale[a]!, 0)
    statistic += along ** 2 / values[e]!
    df++
  }
  return { statistic, degreesOfFreedom: df, pValue: chiSquareUpperTail(statistic, df) }
}

/** The c with P(max |Z_a| ≤ c) = confidence for normal Z of this covariance, by simulation. Montiel Olea & Plagborg-Møller 2019. */
export function supremumQuantile(
  covariance: Float64Array,
  k: number,
  confidence: number,
  draws: number,
  seed: number | string,
): number {
  const scale = Array.from({ length: k }, (_, a) => Math.sqrt(covariance[a * k + a]!))
  const kept = scale.flatMap((s, a) => (s > 0 ? [a] : []))
  const m = kept.length
  const correlation = Float64Array.from({ length: m * m }, (_, at) => {
    const [a, b] = [kept[Math.floor(at / m)]!, kept[at % m]!]
    return covariance[a * k + b]! / scale[a]! / scale[b]!
  })
  const { values, vectors } = symmetricEigen(correlation, m)
  const roots = values.map((value) => Math.sqrt(Math.max(value, 0)))
  const random = generator(seedStream(seed))
  const most = new Float64Array(draws)
  for (let d = 0; d < draws; d++) {
    const z = roots.map((root) => root * random.normal())
    for (let j = 0; j < m; j++) {
      let sum = 0
      for (let e = 0; e < m; e++) sum += vectors[e * m + j]! * z[e]!
      most[d] = Math.max(most[d]!, Math.abs(sum))
    }
  }
  most.sort()
  return most[Math.min(draws - 1, Math.ceil(confidence * draws) - 1)]!
}
