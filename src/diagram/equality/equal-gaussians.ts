import { CausalError } from '../../errors.js'
import type { GaussianChannel } from '../semantics/gaussian-channel.js'
import { checkedGaussian } from '../semantics/gaussian-conditional.js'
import { positionsByName } from '../terms/by-names.js'

/**
 * Whether two Gaussian channels agree wherever a state puts weight. The state varies on the flat μ + range(Σ): there
 * M_f x + m_f = M_g x + m_g needs (M_f − M_g) μ + m_f − m_g = 0 and (M_f − M_g) Σ = 0; besides, the noises must be the same.
 * All is judged in units of the standard deviations of the outputs, so that units play no part.
 */
export function equalGaussians(
  first: GaussianChannel,
  second: GaussianChannel,
  given: GaussianChannel,
  tolerance: number,
): boolean {
  const f = checkedGaussian(first)
  const g = inOrderOf(f, checkedGaussian(second))
  const state = checkedGaussian(given)
  if (state.inputs.length > 0) {
    throw new CausalError('type-mismatch', `expected a state, but it has ${state.inputs.length} inputs.`)
  }
  const at = positionsIn(f.inputs, state.outputs)
  const mean = at.map((i) => state.mean[i]!)
  const sigma = at.map((i) => at.map((j) => state.covariance[i]![j]!))
  const through = (row: readonly number[]): number =>
    row.reduce((t, a, i) => t + row.reduce((u, b, j) => u + a * b * sigma[i]![j]!, 0), 0)
  const spread = f.matrix.map((row, i) =>
    Math.max(through(row) + f.covariance[i]![i]!, through(g.matrix[i]!) + g.covariance[i]![i]!),
  )
  return f.matrix.every((row, i) => {
    const gap = row.map((w, k) => w - g.matrix[i]![k]!)
    const shift = gap.reduce((t, d, k) => t + d * mean[k]!, f.mean[i]! - g.mean[i]!)
    // where an output does not vary at all, its mean is the only scale; what rounding leaves of it counts for nothing
    const size = [row, g.matrix[i]!].map((r) => r.reduce((t, w, k) => t + Math.abs(w * mean[k]!), 0))
    const level = Math.max(size[0]! + Math.abs(f.mean[i]!), size[1]! + Math.abs(g.mean[i]!))
    const scale = Math.sqrt(spread[i]!)
    // what is below the rounding of its parts counts for nothing
    const rounding = 1e-13
    const sameMean = Math.abs(shift) <= tolerance * (scale === 0 ? level : scale) + rounding * level
    const sameSlope = sigma.every((_, j) => {
      const sd = Math.sqrt(sigma[j]![j]!)
      if (sd === 0) return true
      const along = gap.reduce((t, d, k) => t + d * (sigma[k]![j]! / sd), 0)
      const parts = row.reduce(
        (t, w, k) => t + Math.max(Math.abs(w), Math.abs(g.matrix[i]![k]!)) * Math.sqrt(sigma[k]![k]!),
        0,
      )
      return Math.abs(along) <= tolerance * scale + rounding * parts
    })
    const sameNoise = f.covariance[i]!.every(
      (c, j) => Math.abs(c - g.covariance[i]![j]!) <= tolerance * scale * Math.sqrt(spread[j]!),
    )
    return sameMean && sameSlope && sameNoise
  })
}

/** The channel with its wires in the order of another's. */
function inOrderOf(f: GaussianChannel, g: GaussianChannel): GaussianChannel {
  const ins = positionsByName(
    { what: 'the first channel takes inputs', names: f.inputs },
    { what: 'the input of the second channel', names: g.inputs },
  )
  const outs = positionsByName(
    { what: 'the first channel makes outputs', names: f.outputs },
    { what: 'the output of the second channel', names: g.outputs },
  )
  return {
    inputs: f.inputs,
    outputs: f.outputs,
    matrix: outs.map((i) => ins.map((j) => g.matrix[i]![j]!)),
    mean: outs.map((i) => g.mean[i]!),
    covariance: outs.map((i) => outs.map((j) => g.covariance[i]![j]!)),
  }
}

/** Where the inputs stand in the state: over them alone, in any order, or over more. */
function positionsIn(inputs: readonly string[], names: readonly string[]): number[] {
  const found = inputs.map((name) => (names.indexOf(name) === names.lastIndexOf(name) ? names.indexOf(name) : -1))
  const isLarger = names.length > inputs.length && !found.includes(-1) && new Set(found).size === found.length
  return isLarger ? found : positionsByName({ what: 'the channels are', names: inputs }, { what: 'the state', names })
}
