import { CausalError } from '../../errors.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'
import type { GaussianDisintegration } from '../combs/disintegration.js'
import type { GaussianChannel } from './gaussian.js'
import { gaussianParts } from './gaussian-parts.js'

/** Whether a value is a Gaussian channel, not a table. */
export function isGaussian(value: unknown): value is GaussianChannel {
  return typeof value === 'object' && value !== null && 'covariance' in value && 'cod' in value
}

/** The checked parts of a Gaussian channel given from outside. */
export function checkedGaussian(of: GaussianChannel): GaussianChannel {
  const parts = gaussianParts('the Gaussian channel', of, of.dom.length, of.cod.length)
  return { dom: of.dom, cod: of.cod, ...parts }
}

/** rest | given ~ N(μ_r + M (g − μ_g), Σ_rr − M Σ_gr) with M = Σ_rg Σ_gg⁺. */
export function gaussianConditional(
  state: GaussianChannel,
  given: readonly number[],
  rest: readonly number[],
): GaussianDisintegration {
  const { mean, covariance } = checkedGaussian(state)
  if (state.dom.length > 0) {
    throw new CausalError('type-mismatch', `expected a state, but the channel has ${state.dom.length} inputs.`)
  }
  const block = (rows: readonly number[], columns: readonly number[]): number[][] =>
    rows.map((i) => columns.map((j) => covariance[i]![j]!))
  const { inverse, rank } = pseudoInverse(block(given, given))
  const across = block(rest, given)
  const matrix = across.map((row) => given.map((_, j) => row.reduce((sum, x, k) => sum + x * inverse[k]![j]!, 0)))
  const names = (axes: readonly number[]): readonly string[] => Object.freeze(axes.map((axis) => state.cod[axis]!))
  const centre = rest.map((i, r) => mean[i]! - matrix[r]!.reduce((sum, m, k) => sum + m * mean[given[k]!]!, 0))
  const left = rest.map((i, r) =>
    rest.map((j, s) => {
      const explained = (a: number, b: number): number => matrix[a]!.reduce((sum, m, k) => sum + m * across[b]![k]!, 0)
      const value = covariance[i]![j]! - (explained(r, s) + explained(s, r)) / 2
      // what rounding leaves of a variance that is wholly explained
      return r === s && value < 1e-13 * Math.abs(covariance[i]![i]!) ? 0 : value
    }),
  )
  return Object.freeze({
    marginal: Object.freeze({
      dom: Object.freeze([]),
      cod: names(given),
      matrix: frozenRows(given.map(() => [])),
      mean: Object.freeze(given.map((i) => mean[i]!)),
      covariance: frozenRows(block(given, given)),
    }),
    channel: Object.freeze({
      dom: names(given),
      cod: names(rest),
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

/** The Moore–Penrose inverse of a covariance, by its eigenvalues. */
function pseudoInverse(a: readonly (readonly number[])[]): { inverse: number[][]; rank: number } {
  const n = a.length
  const { values, vectors } = symmetricEigen(Float64Array.from(a.flat()), n)
  const least = n * 2e-15 * Math.max(0, ...Array.from(values, Math.abs)) * 10
  const inverse = a.map((row) => row.map(() => 0))
  let rank = 0
  for (let k = 0; k < n; k++) {
    if (values[k]! <= least) continue
    rank++
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) inverse[i]![j]! += (vectors[k * n + i]! * vectors[k * n + j]!) / values[k]!
    }
  }
  return { inverse, rank }
}
