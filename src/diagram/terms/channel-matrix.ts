import { Matrix } from 'ml-matrix'
import { calledAs } from '../../errors.js'
import type { Factor } from '../../probability/types.js'
import { checkedChannel, checkedTable } from '../semantics/check-table.js'
import type { Channel } from './channel.js'
import { sizeOf } from './size-of.js'

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
  return calledAs('channelMatrix', () => {
    const isChannel = typeof channel === 'object' && channel !== null && 'inputs' in channel
    if (isChannel) checkedChannel('the channel', channel)
    else checkedTable('the channel', channel)
    const inputs = isChannel ? channel.inputs : 0
    const rows = sizeOf(channel.variables.slice(0, inputs))
    const columns = sizeOf(channel.variables.slice(inputs))
    const matrix = new Matrix(rows, columns)
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) matrix.set(i, j, channel.values[i * columns + j]!)
    return matrix
  })
}
