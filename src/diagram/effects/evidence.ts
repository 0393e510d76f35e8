import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { boxDiagram } from '../terms/box.js'
import type { Diagram } from '../terms/types.js'

/**
 * Evidence: the effect that takes one value of an object for certain and refuses all others.
 *
 * Composed onto an output it says that this value was seen. What is left is no channel any more: its weight is the probability
 * of the evidence. Read it with {@link substochastic}, or put {@link normalizeBox} around it to condition. For uncertain
 * evidence, a likelihood or a predicate, take a box without outputs: `box('seen dimly', ['T'], [])`.
 *
 * @param object - the object on the wire
 * @param value - a state of it
 * @returns the effect, a diagram without outputs
 * @throws CausalError `invalid-argument` for a value that is no text and no finite number
 * @complexity O(1)
 * @reference Lorenz & Tull 2023, section 2: sharp effects; Jacobs 2019: point predicates
 * @category Diagrams
 * @example
 * const ill = compose(box('ill', [], ['D']), copy('D'), tensor(identity('D'), compose(box('test', ['D'], ['T']), evidence('T', 1))))
 * interpret(ill, substochastic, { ill: [0.9, 0.1], test: [[0.8, 0.2], [0.1, 0.9]] }).values
 * //=> [0.18, 0.09]
 */
export function evidence<const N extends string>(
  object: N,
  value: string | number,
): Diagram<readonly [N], readonly []> {
  return calledAs('evidence', () => {
    if (typeof object !== 'string' || object === '') {
      throw new CausalError('invalid-argument', `evidence needs the name of an object, got ${show(object)}.`, {
        object,
      })
    }
    if (typeof value !== 'string' && !Number.isFinite(value)) {
      throw new CausalError('invalid-argument', `the value must be a text or a finite number, got ${show(value)}.`, {
        value,
      })
    }
    return boxDiagram(
      Object.freeze({
        name: `${object} is ${value}`,
        inputs: Object.freeze([object]),
        outputs: Object.freeze([]),
        kind: 'evidence' as const,
        value,
        deterministic: false,
      }),
    )
  })
}
