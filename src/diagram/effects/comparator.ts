import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { boxDiagram } from '../terms/box.js'
import type { Diagram } from '../terms/types.js'

/**
 * The comparator: two wires of one object become one where they agree, and nothing where they do not.
 *
 * It says that two values are the same. A copy compared is the wire itself; a wire compared with a state is evidence of that
 * state, and compared with a distribution it is multiplied by it. It is no channel: read it with {@link substochastic}.
 *
 * @param object - the object on the wires
 * @returns the comparator, a diagram from two wires to one
 * @throws CausalError `invalid-argument` for what is no name
 * @complexity O(1)
 * @reference Lorenz & Tull 2023, section 2: caps; Cho & Jacobs 2019, section 7
 * @category Diagrams
 * @example
 * const product = compose(tensor(box('p', [], ['A']), box('q', [], ['A'])), comparator('A'))
 * interpret(product, substochastic, { p: [0.5, 0.5], q: [0.2, 0.8] }).values
 * //=> [0.1, 0.4]
 */
export function comparator<const N extends string>(object: N): Diagram<readonly [N, N], readonly [N]> {
  return calledAs('comparator', () => {
    if (typeof object !== 'string' || object === '') {
      throw new CausalError('invalid-argument', `a comparator needs the name of an object, got ${show(object)}.`, {
        object,
      })
    }
    return boxDiagram(
      Object.freeze({
        name: `compare ${object}`,
        inputs: Object.freeze([object, object]),
        outputs: Object.freeze([object]),
        kind: 'comparator' as const,
        deterministic: false,
      }),
    )
  })
}
