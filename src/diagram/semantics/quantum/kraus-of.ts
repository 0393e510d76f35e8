import { CausalError, calledAs } from '../../../errors.js'
import type { Channel } from '../../terms/channel.js'
import { sizeOf } from '../../terms/size-of.js'
import { checkedChannel } from '../check-table.js'
import type { ComplexMatrix } from './kraus-box.js'

/**
 * A classical channel as a quantum one: measure the inputs in their basis, look the outputs up, prepare them.
 *
 * The Kraus operators are √P(y | x) |y⟩⟨x|. A diagram without copies, encoded box by box, has on the diagonal what the
 * stochastic matrices give.
 *
 * @param channel - a table, as {@link interpret} gives it
 * @returns the meaning for a box of {@link quantum}
 * @throws CausalError `not-probability` for rows that do not sum to one
 * @complexity O(cells²)
 * @category Diagrams
 * @example
 * const coin = interpret(box('coin', [], ['A']), stochastic, { coin: [0.25, 0.75] })
 * interpret(box('coin', [], ['A']), quantum, { coin: krausOf(coin) }).choi.re
 * //=> [[0.25, 0], [0, 0.75]]
 */
export function krausOf(channel: Channel): { readonly kraus: readonly ComplexMatrix[] } {
  return calledAs('krausOf', () => {
    const { variables, inputs, values } = checkedChannel('the channel', channel)
    const [rows, columns] = [sizeOf(variables.slice(0, inputs)), sizeOf(variables.slice(inputs))]
    const kraus: ComplexMatrix[] = []
    for (let x = 0; x < rows; x++) {
      let sum = 0
      for (let y = 0; y < columns; y++) {
        const p = values[x * columns + y]!
        sum += p >= 0 ? p : Number.NaN
        if (!(p > 0)) continue
        const re = Array.from({ length: columns }, (_, o) =>
          Array.from({ length: rows }, (__, i) => (o === y && i === x ? Math.sqrt(p) : 0)),
        )
        kraus.push(Object.freeze({ re }))
      }
      if (Math.abs(sum - 1) <= 1e-8) continue
      throw new CausalError(
        'not-probability',
        `row ${x + 1} of the channel is negative, undefined or sums to ${sum}.`,
        {
          row: x,
        },
      )
    }
    return Object.freeze({ kraus: Object.freeze(kraus) })
  })
}
