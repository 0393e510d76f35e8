import { Matrix } from 'ml-matrix'
import type { Factor, Variable } from '../probability/types.js'
import { checkedChannel, checkedTable } from './check-table.js'

/**
 * A channel between finite objects: a table over its inputs and its outputs, the outputs fastest.
 *
 * It is a {@link Factor} that also says how many of its variables are inputs; a channel without inputs is a state, such as
 * a joint distribution. In contrast to other factors an object may stand several times among its variables.
 *
 * @category Diagrams
 */
export interface Channel<N extends string = string> extends Factor<N> {
  /** How many of the variables, from the first on, are inputs. */
  readonly inputs: number
  /** What it took to compute: multiplications and additions, and the cells of the largest table made on the way. */
  readonly cost?: { readonly operations: number; readonly largest: number }
}

/** A frozen channel. */
export function makeChannel<N extends string>(
  variables: readonly Variable<N>[],
  inputs: number,
  values: Float64Array,
  cost?: { operations: number; largest: number },
): Channel<N> {
  return Object.freeze({
    variables: Object.freeze(
      variables.map((v) => Object.freeze({ name: v.name, states: Object.freeze([...v.states]) })),
    ),
    values,
    inputs,
    ...(cost === undefined ? {} : { cost: Object.freeze(cost) }),
  })
}

/**
 * A channel as a matrix: one row for each combination of inputs, one column for each combination of outputs.
 *
 * @param channel - a channel, or any factor (then all of it is one row)
 * @returns an ml-matrix `Matrix`, last input and last output fastest
 * @throws CausalError `invalid-argument` for what is no channel
 * @complexity O(cells)
 * @category Diagrams
 * @example
 * const channel = interpret(box('f', ['A'], ['B']), stochastic, { f: [[0.9, 0.1], [0.5, 0.5]] })
 * channelMatrix(channel).to2DArray()
 * //=> [[0.9, 0.1], [0.5, 0.5]]
 */
export function channelMatrix(channel: Channel | Factor): Matrix {
  const where = 'channelMatrix'
  const isChannel = typeof channel === 'object' && channel !== null && 'inputs' in channel
  if (isChannel) checkedChannel(where, 'the channel', channel)
  else checkedTable(where, 'the channel', channel)
  const inputs = isChannel ? channel.inputs : 0
  const rows = sizeOf(channel.variables.slice(0, inputs))
  const columns = sizeOf(channel.variables.slice(inputs))
  const matrix = new Matrix(rows, columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) matrix.set(i, j, channel.values[i * columns + j]!)
  return matrix
}

/** The number of combinations of states. */
export function sizeOf(variables: readonly Variable[]): number {
  return variables.reduce((size, v) => size * v.states.length, 1)
}
