import { CausalError } from '../../../errors.js'
import { ARROW, TAIL } from '../../../graph/kinds/marks.js'
import { quoteNames } from '../../../names.js'
import { cholesky, solveCholesky } from '../../../numeric/cholesky.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import { indexedLagged } from '../../graphs/check-lagged-graph.js'
import { laggedNames } from '../../graphs/lagged-names.js'
import type { LaggedGraph, LaggedMoments } from '../../types.js'
import type { RegimeData } from './regime-data.js'

/** The linear forecast of each variable from its causes in a regime's graph. */
export interface RegimeModel {
  /** For each variable the positions of its causes (lag · N + variable), in order. */
  readonly causes: readonly Int32Array[]
  readonly slopes: readonly Float64Array[]
  readonly intercept: Float64Array
  /** The variance of what the forecast leaves in the regime. */
  readonly variance: Float64Array
  /** How many steps the regime has. */
  readonly steps: number
}

/** Least squares of each variable on its causes by the moments of the regime. */
export function regimeModel(graph: LaggedGraph, moments: LaggedMoments): RegimeModel {
  const causes = causesIn(graph)
  const { covariance, mean, count } = moments
  const p = mean.length
  const intercept = new Float64Array(causes.length)
  const variance = new Float64Array(causes.length)
  const slopes = causes.map((own, j) => {
    const k = own.length
    const matrix = Float64Array.from(
      { length: k * k },
      (_, at) => covariance[own[Math.floor(at / k)]! * p + own[at % k]!]!,
    )
    const along = Float64Array.from(own, (c) => covariance[c * p + j]!)
    const root = cholesky(matrix, k)
    if (!root.ok) {
      const names = laggedNames(moments.variables, moments.maxLag)
      const among = Array.from(own, (c) => names[c]!)
      throw new CausalError('collinear', `${quoteNames(among)} determine one another in a regime.`, { names: among })
    }
    const found = solveCholesky(root.factor, k, along.slice())
    intercept[j] = mean[j]!
    variance[j] = covariance[j * p + j]!
    for (let c = 0; c < k; c++) {
      intercept[j]! -= found[c]! * mean[own[c]!]!
      variance[j]! -= found[c]! * along[c]!
    }
    variance[j] = (Math.max(0, variance[j]!) * (count - 1)) / count
    return found
  })
  return { causes, slopes, intercept, variance, steps: count }
}

/**
 * The causes of each variable by which it is forecast: all that have a lag, and at lag 0 those with an arrow to it. An edge without direction
 * counts for the variable that comes later by name, so that what it says is not lost.
 */
function causesIn(graph: LaggedGraph): Int32Array[] {
  const { nodes } = graph
  const { edges } = indexedLagged(graph)
  const causes: number[][] = nodes.map(() => [])
  for (const { from, to, lag, fromMark, toMark } of edges) {
    const isDirected = fromMark !== toMark && (fromMark === TAIL || toMark === TAIL)
    const isBack = isDirected ? fromMark === ARROW : nodes[from]! > nodes[to]!
    if (lag > 0 || !isBack) causes[to]!.push(lag * nodes.length + from)
    else causes[from]!.push(to)
  }
  const n = nodes.length
  const before = (a: number, b: number): number =>
    Math.floor(a / n) - Math.floor(b / n) || (nodes[a % n]! < nodes[b % n]! ? -1 : 1)
  return causes.map((own) => Int32Array.from(own.sort(before)))
}

/** How the loss of a step is measured: see the option of `rpcmci`. */
export type RegimeLoss = 'squares' | 'likelihood'

/**
 * The loss of every step under the forecasts of each regime, n × K: Σ e² / s² over variables with s² their variance over all steps, or
 * minus the logarithm of the Gaussian density, ½ Σ (log σ² + e² / σ²), with the variances that the regime's forecasts leave.
 */
export function lossesOf(
  { columns, rows }: RegimeData,
  models: readonly RegimeModel[],
  kind: RegimeLoss,
  spread: Float64Array,
): Float64Array {
  const n = columns.length
  const losses = new Float64Array(rows.length * models.length)
  for (const [k, { causes, slopes, intercept, variance }] of models.entries()) {
    for (let j = 0; j < n; j++) {
      const scale = kind === 'squares' ? spread[j]! : variance[j]!
      const base = kind === 'squares' ? 0 : 0.5 * portableLog(scale)
      const weight = (kind === 'squares' ? 1 : 0.5) / scale
      for (let t = 0; t < rows.length; t++) {
        const row = rows[t]!
        let error = columns[j]![row]! - intercept[j]!
        for (let c = 0; c < causes[j]!.length; c++) {
          const position = causes[j]![c]!
          error -= slopes[j]![c]! * columns[position % n]![row - Math.floor(position / n)]!
        }
        losses[t * models.length + k]! += base + weight * error * error
      }
    }
  }
  return losses
}

/**
 * How well models explain their steps for what they cost: Σ n log σ² over regimes and variables, and log n for each slope, intercept,
 * variance and switch (BIC; a switch is counted as one number, as Yao 1988 does). Smaller is better.
 */
export function criterionOf(models: readonly RegimeModel[], switches: number, n: number): number {
  let fit = 0
  let numbers = switches
  for (const { causes, variance, steps } of models) {
    for (const [j, own] of causes.entries()) {
      fit += steps * portableLog(variance[j]!)
      numbers += own.length + 2
    }
  }
  return fit + numbers * portableLog(n)
}
