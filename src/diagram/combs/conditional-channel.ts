import { CausalError, calledAs } from '../../errors.js'
import type { Factor } from '../../probability/types.js'
import { checkedChannel } from '../semantics/check-table.js'
import type { GaussianChannel } from '../semantics/gaussian-channel.js'
import { checkedGaussian, frozenRows, gaussianConditional, isGaussian } from '../semantics/gaussian-conditional.js'
import { axesOf, conditional, marginalValues } from '../semantics/table.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { range } from '../terms/make.js'
import type { Disintegration, GaussianDisintegration } from './disintegration.js'

/**
 * The conditional of a channel: a channel from A to X and Y taken apart into a channel from A to X, and one from A and X to Y.
 *
 * This is what makes a category of channels one in which conditioning is possible; {@link disintegrate} is the case without
 * inputs. Plugged together, with A and X copied, the two give the channel back. Where X has probability zero given A the
 * conditional is not determined: such rows are marked, not made up.
 *
 * @param channel - a table or Gaussian channel from A to X and Y, as {@link interpret} gives it
 * @param given - the outputs X to condition on, by name, or by position among the outputs where names stand twice
 * @returns `marginal` from A to X, `channel` from A and X (in this order) to Y, and which of its rows are defined
 * @throws CausalError `not-probability` for rows that do not sum to one, `unknown-name`, `duplicate-name`
 * @complexity O(cells) for a table, O(k³) for k Gaussian outputs given
 * @reference Fritz 2020, A synthetic approach to Markov kernels, definition 11.5; for Gaussians example 11.8
 * @category Diagrams
 * @example
 * const f = interpret(box('f', ['A'], ['X', 'Y']), stochastic, { f: [[[0.1, 0.3], [0.4, 0.2]], [[0.5, 0.5], [0, 0]]] })
 * const { marginal, channel, support } = conditionalChannel(f, 'X')
 * marginal.values
 * //=> [0.4, 0.6, 1, 0]
 * channel.values
 * //=> [0.25, 0.75, 0.6667, 0.3333, 0.5, 0.5, NaN, NaN]
 * support
 * //=> [true, true, true, false]
 */
export function conditionalChannel(
  channel: GaussianChannel,
  given: string | number | readonly (string | number)[],
): GaussianDisintegration
export function conditionalChannel<N extends string>(
  channel: Channel<N>,
  given: NoInfer<N> | number | readonly (NoInfer<N> | number)[],
): Disintegration<N>
export function conditionalChannel(
  channel: Channel | GaussianChannel,
  given: string | number | readonly (string | number)[],
): Disintegration | GaussianDisintegration {
  return calledAs('conditionalChannel', () =>
    isGaussian(channel) ? ofGaussian(channel, given) : ofTable(channel, given),
  )
}

function ofTable(channel: Channel, given: string | number | readonly (string | number)[]): Disintegration {
  const { variables, inputs, values } = checkedChannel('the channel', channel)
  const outputs = variables.slice(inputs)
  const axes = axesOf(
    outputs.map((v) => v.name),
    given,
  ).map((axis) => axis + inputs)
  const columns = outputs.reduce((size, v) => size * v.states.length, 1)
  for (let row = 0; row * columns < values.length; row++) {
    let sum = 0
    for (let j = row * columns; j < (row + 1) * columns; j++) sum += values[j]! >= 0 ? values[j]! : Number.NaN
    if (Math.abs(sum - 1) <= 1e-8) continue
    throw new CausalError(
      'not-probability',
      `row ${row + 1} of the channel is negative, undefined or sums to ${sum}, not to 1.`,
      { row },
    )
  }
  const before = range(inputs)
  const rest = range(variables.length).filter((axis) => axis >= inputs && !axes.includes(axis))
  const table: Factor = { variables, values }
  const found = conditional(table, [...before, ...axes], rest)
  const kept = [...before, ...axes].map((axis) => variables[axis]!)
  return Object.freeze({
    marginal: makeChannel(kept, inputs, Float64Array.from(marginalValues(table, [...before, ...axes]))),
    channel: found.channel,
    support: found.support,
    unique: found.unique,
  })
}

/** y | a, x ~ N(M_y a + K (x − M_x a − m_x) + m_y, Σ_yy − K Σ_xy) with K = Σ_yx Σ_xx⁺. */
function ofGaussian(
  given: GaussianChannel,
  asked: string | number | readonly (string | number)[],
): GaussianDisintegration {
  const f = checkedGaussian(given)
  const axes = axesOf(f.outputs, asked)
  const rest = range(f.outputs.length).filter((axis) => !axes.includes(axis))
  const noise: GaussianChannel = { ...f, inputs: [], matrix: f.outputs.map(() => []) }
  const { marginal, channel, unique } = gaussianConditional(noise, axes, rest)
  const weights = rest.map((y, r) =>
    f.inputs.map(
      (_, j) => f.matrix[y]![j]! - axes.reduce((s, x, k) => s + channel.matrix[r]![k]! * f.matrix[x]![j]!, 0),
    ),
  )
  return Object.freeze({
    marginal: Object.freeze({
      ...marginal,
      inputs: Object.freeze([...f.inputs]),
      matrix: frozenRows(axes.map((x) => [...f.matrix[x]!])),
    }),
    channel: Object.freeze({
      ...channel,
      inputs: Object.freeze([...f.inputs, ...channel.inputs]),
      matrix: frozenRows(weights.map((row, r) => [...row, ...channel.matrix[r]!])),
    }),
    unique,
  })
}
