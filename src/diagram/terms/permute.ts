import { CausalError, calledAs } from '../../errors.js'
import { checkedList } from '../../names.js'
import { show } from '../../show.js'
import { makeDiagram, range, wiresOf } from './make.js'
import type { Diagram, Wires } from './types.js'

/**
 * Crosses wires: output i is input `order[i]`.
 *
 * @param type - the objects on the inputs
 * @param order - a permutation of 0 … length − 1
 * @returns the diagram that only reorders its wires
 * @throws CausalError `invalid-argument` when the order is no permutation
 * @complexity O(length of the type)
 * @category Diagrams
 * @example
 * permute(['A', 'B', 'C'], [2, 0, 1]).outputs
 * //=> ['C', 'A', 'B']
 */
export function permute(type: Wires, order: readonly number[]): Diagram {
  return calledAs('permute', () => {
    const wires = wiresOf(type)
    const seen = new Set(checkedList('order', order))
    if (order.length !== wires.length || seen.size !== wires.length || wires.some((_, i) => !seen.has(i))) {
      throw new CausalError(
        'invalid-argument',
        `the order must hold each of 0 to ${wires.length - 1} once, got ${show(order)}.`,
        { order },
      )
    }
    return makeDiagram([...wires], [], range(wires.length), [...order])
  })
}
