import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import type { ChoiceLaw } from '../../mechanisms/law.js'
import { asNumbers } from '../node-column.js'
import type { MixtureNetwork } from './mixture-network.js'
import type { Form } from './node-sums.js'
import type { PartColumns } from './part-columns.js'
import { type Nodes, normalQuadrature } from './quadrature.js'

/** Points of quadrature in one row at most. */
const MOST_POINTS = 2 ** 14

/** The scores of a choice's states, as sums of unknown noises. */
export interface Scores {
  readonly forms: readonly Form[]
  /** The state of each row. */
  readonly own: Int32Array
}

export function scoresOf(network: MixtureNetwork, columns: PartColumns, node: number): Scores | null {
  const { law, inputs } = network.query.worlds.nodes[node]!
  const { logits } = law as ChoiceLaw
  if (logits === null) return null
  const at = columns.at(node)
  const open = [...inputs].map((k) =>
    network.noises[k]!.size > 0 && network.finite.domains[k] === null ? columns.form(k) : null,
  )
  const known = at.inputs.map((column, k) => (open[k] === null ? asNumbers(column, at.inputNames[k]!) : null))
  const forms = logits.map((row): Form => {
    const constant = new Float64Array(columns.rows).fill(row[0]!)
    const weights = new Map<number, Float64Array>()
    for (let k = 0; k < inputs.length; k++) {
      const b = row[k + 1]!
      const x = open[k]?.constant ?? known[k]!
      for (let r = 0; r < constant.length; r++) constant[r]! += b * x[r]!
      for (const [noise, w] of open[k]?.weights ?? []) {
        const sum = weights.get(noise) ?? new Float64Array(columns.rows)
        for (let r = 0; r < sum.length; r++) sum[r]! += b * w[r]!
        weights.set(noise, sum)
      }
    }
    return { constant, weights }
  })
  return { forms, own: columns.known(node).codes! }
}

/** A row's quadrature over the one direction in which its choices' scores vary; null where they vary in more. */
export function alongOneLine(
  lists: readonly Scores[],
  mean: Float64Array,
  covariance: Float64Array,
  n: number,
  t: number,
  row: number,
): (Nodes & { readonly slopes: Float64Array; readonly left: Float64Array }) | null {
  const count = lists.reduce((sum, { forms }) => sum + forms.length, 0)
  let top = t
  for (let i = t; i < t + count; i++) if (covariance[i * n + i]! > covariance[top * n + top]!) top = i
  const variance = covariance[top * n + top]!
  const slopes = Float64Array.from({ length: t + count }, (_, i) =>
    variance > 0 ? covariance[i * n + top]! / Math.sqrt(variance) : 0,
  )
  for (let i = t; i < t + count; i++)
    if (covariance[i * n + i]! - slopes[i]! ** 2 > 1e-10 * covariance[i * n + i]!) return null
  let steepest = 0
  let total = 0
  for (let c = 0, start = t; c < lists.length; start += lists[c]!.forms.length, c++) {
    const own = slopes.subarray(start, start + lists[c]!.forms.length)
    const range = Math.max(...own) - Math.min(...own)
    steepest = Math.max(steepest, range)
    total += range
  }
  const logLikelihood = (z: number): number => {
    let sum = 0
    for (let c = 0, start = t; c < lists.length; start += lists[c]!.forms.length, c++) {
      const k = lists[c]!.forms.length
      const own = start + lists[c]!.own[row]!
      const score = mean[own]! + slopes[own]! * z
      let denominator = 0
      let most = 0
      for (let s = start; s < start + k; s++) most = Math.max(most, mean[s]! + slopes[s]! * z - score)
      for (let s = start; s < start + k; s++) denominator += portableExp(mean[s]! + slopes[s]! * z - score - most)
      sum -= most + portableLog(denominator)
    }
    return sum
  }
  const nodes = normalQuadrature(logLikelihood, steepest, total, MOST_POINTS)
  if (nodes === null) return null
  const left = block(covariance, n, t)
  for (let i = 0; i < t; i++) {
    for (let j = 0; j < t; j++) left[i * t + j]! -= slopes[i]! * slopes[j]!
    if (left[i * t + i]! <= 1e-13 * covariance[i * n + i]!)
      for (let j = 0; j < t; j++) left[i * t + j] = left[j * t + i] = 0
  }
  return { ...nodes, slopes, left }
}

/** The first t rows and columns of an n × n matrix. */
export function block(matrix: Float64Array, n: number, t: number): Float64Array {
  const out = new Float64Array(t * t)
  for (let i = 0; i < t; i++) for (let j = 0; j < t; j++) out[i * t + j] = matrix[i * n + j]!
  return out
}
