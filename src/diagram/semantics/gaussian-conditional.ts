import { CausalError } from '../../errors.js'
import type { GaussianDisintegration } from '../combs/disintegration.js'
import type { GaussianChannel } from './gaussian-channel.js'
import { gaussianParts } from './gaussian-parts.js'
import { slopes } from './standardized.js'

/** Whether a value is a Gaussian channel, not a table. */
export function isGaussian(value: unknown): value is GaussianChannel {
  return typeof value === 'object' && value !== null && 'covariance' in value && 'outputs' in value
}

/** The checked parts of a Gaussian channel given from outside. */
export function checkedGaussian(of: GaussianChannel): GaussianChannel {
  for (const side of [of?.inputs, of?.outputs]) {
    if (Array.isArray(side) && side.every((name) => typeof name === 'string')) continue
    throw new CausalError('invalid-argument', 'the Gaussian channel must list the names of its inputs and outputs.')
  }
  const parts = gaussianParts('the Gaussian channel', of, of.inputs.length, of.outputs.length)
  return { inputs: of.inputs, outputs: of.outputs, ...parts }
}

/** rest | given ~ N(μ_r + M (g − μ_g), Σ_rr − M Σ_gr) with M = Σ_rg Σ_gg⁺; units play no part. */
export function gaussianConditional(
  state: GaussianChannel,
  given: readonly number[],
  rest: readonly number[],
): GaussianDisintegration {
  const { mean, covariance } = checkedGaussian(state)
  if (state.inputs.length > 0) {
    throw new CausalError('type-mismatch', `expected a state, but the channel has ${state.inputs.length} inputs.`)
  }
  const block = (rows: readonly number[], columns: readonly number[]): number[][] =>
    rows.map((i) => columns.map((j) => covariance[i]![j]!))
  const across = block(rest, given)
  const { matrix, rank } = slopes(across, block(given, given))
  const names = (axes: readonly number[]): readonly string[] => Object.freeze(axes.map((axis) => state.outputs[axis]!))
  const centre = rest.map((i, r) => mean[i]! - matrix[r]!.reduce((sum, m, k) => sum + m * mean[given[k]!]!, 0))
  const explained = (a: number, b: number): number => matrix[a]!.reduce((sum, m, k) => sum + m * across[b]![k]!, 0)
  // what rounding leaves of a variance that is wholly explained: such a variable varies with nothing
  const settled = rest.map((i, r) => covariance[i]![i]! - explained(r, r) < 1e-13 * covariance[i]![i]!)
  const left = rest.map((i, r) =>
    rest.map((j, s) => (settled[r] || settled[s] ? 0 : covariance[i]![j]! - (explained(r, s) + explained(s, r)) / 2)),
  )
  return Object.freeze({
    marginal: Object.freeze({
      inputs: Object.freeze([]),
      outputs: names(given),
      matrix: frozenRows(given.map(() => [])),
      mean: Object.freeze(given.map((i) => mean[i]!)),
      covariance: frozenRows(block(given, given)),
    }),
    channel: Object.freeze({
      inputs: names(given),
      outputs: names(rest),
      matrix: frozenRows(matrix),
      mean: Object.freeze(centre),
      covariance: frozenRows(left),
    }),
    unique: rank === given.length,
  })
}

export function frozenRows(rows: readonly number[][]): readonly (readonly number[])[] {
  return Object.freeze(rows.map((row) => Object.freeze(row)))
}
