import { CausalError, calledAs } from '../../errors.js'
import type { Factor, Variable } from '../../probability/types.js'
import { checkedChannel } from '../semantics/check-table.js'
import type { GaussianChannel } from '../semantics/gaussian-channel.js'
import { isGaussian } from '../semantics/gaussian-conditional.js'
import { checkedJoint, marginalValues } from '../semantics/table.js'
import { alignedValues, type NamedList, positionsByName } from '../terms/by-names.js'
import type { Channel } from '../terms/channel.js'
import { sizeOf } from '../terms/size-of.js'
import { equalGaussians } from './equal-gaussians.js'

/**
 * Whether two channels are equal almost surely: wherever a state puts any weight.
 *
 * Disintegrations and Bayesian inverses are unique only in this sense. Gaussian channels agree almost surely when they have the
 * same noise and send the support of the state, a flat on which it varies, to the same means.
 *
 * @param f - a channel, a table or Gaussian
 * @param g - a channel with the same inputs, outputs and states; they are matched by name
 * @param state - a distribution over the inputs, or a joint with them among its variables; matched by name
 * @param tolerance - how far apart two probabilities may be, or two Gaussian outputs in units of their standard
 *   deviations; 1e-9 unless told
 * @returns true when they agree on every input of positive probability; an undefined row never agrees there
 * @throws CausalError `type-mismatch` when names of variables or states differ
 * @complexity O(cells)
 * @reference Cho & Jacobs 2019, definition 5.1; Fritz 2020, definition 13.1
 * @category Diagrams
 * @example
 * const f = interpret(box('f', ['A'], ['B']), stochastic, { f: [[0.9, 0.1], [0.5, 0.5]] })
 * const g = interpret(box('f', ['A'], ['B']), stochastic, { f: [[0.9, 0.1], [0, 1]] })
 * equalAlmostSurely(f, g, interpret(box('sure', [], ['A']), stochastic, { sure: [1, 0] }))
 * //=> true
 */
export function equalAlmostSurely(f: Channel, g: Channel, state: Factor, tolerance?: number): boolean
export function equalAlmostSurely(
  f: GaussianChannel,
  g: GaussianChannel,
  state: GaussianChannel,
  tolerance?: number,
): boolean
export function equalAlmostSurely(
  f: Channel | GaussianChannel,
  g: Channel | GaussianChannel,
  state: Factor | GaussianChannel,
  tolerance = 1e-9,
): boolean {
  return calledAs('equalAlmostSurely', () => {
    if (!(tolerance >= 0)) {
      throw new CausalError('invalid-argument', `the tolerance must be a number from 0, got ${String(tolerance)}.`)
    }
    if (isGaussian(f) && isGaussian(g) && isGaussian(state)) return equalGaussians(f, g, state, tolerance)
    if (isGaussian(f) || isGaussian(g) || isGaussian(state)) {
      throw new CausalError('type-mismatch', 'the channels and the state must all be tables or all be Gaussian.')
    }
    return equalTables(f, g, state, tolerance)
  })
}

function equalTables(f: Channel, g: Channel, state: Factor, tolerance: number): boolean {
  const inputs = checkedChannel('the first channel', f).variables.slice(0, f.inputs)
  const other = matched(f, checkedChannel('the second channel', g))
  const weight = weightOf(checkedJoint(state), inputs)
  const columns = f.values.length / sizeOf(inputs)
  for (const [row, p] of weight.entries()) {
    if (p === 0) continue
    for (let j = row * columns; j < (row + 1) * columns; j++) {
      if (!(Math.abs(f.values[j]! - other[j]!) <= tolerance)) return false
    }
  }
  return true
}

/** The values of g with its wires and states in the order that f has. */
function matched(f: Channel, g: Channel): Float64Array {
  const side = (channel: Channel, what: string, from: number, to?: number): NamedList => ({
    what,
    names: channel.variables.slice(from, to).map((v) => v.name),
  })
  const ins = positionsByName(
    side(f, 'the first channel takes inputs', 0, f.inputs),
    side(g, 'the input of the second channel', 0, g.inputs),
  )
  const outs = positionsByName(
    side(f, 'the first channel makes outputs', f.inputs),
    side(g, 'the output of the second channel', g.inputs),
  )
  return alignedValues('the second channel', g, [...ins, ...outs.map((k) => k + g.inputs)], f.variables)
}

/** How probable each combination of inputs is: the state may be over them alone, in any order, or over more. */
function weightOf(state: Factor, inputs: readonly Variable[]): Float64Array {
  const wanted = { what: 'the channels are', names: inputs.map((v) => v.name) }
  const names = state.variables.map((v) => v.name)
  const found = wanted.names.map((name) => (names.indexOf(name) === names.lastIndexOf(name) ? names.indexOf(name) : -1))
  const isLarger = names.length > inputs.length && !found.includes(-1) && new Set(found).size === found.length
  const axes = isLarger ? found : positionsByName(wanted, { what: 'the state', names })
  const variables = axes.map((axis) => state.variables[axis]!)
  const marginal = { variables, values: marginalValues(state, axes) }
  return alignedValues('the state', marginal, [...axes.keys()], inputs)
}
