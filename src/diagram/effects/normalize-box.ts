import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { insideHash } from '../equality/canonical.js'
import { boxDiagram } from '../terms/box.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Diagram, Wires } from '../terms/types.js'

/**
 * The normalisation of a diagram, as one box around it: for each input its outputs, divided by their total weight.
 *
 * This is conditioning as a diagram: effects inside say what is known, and the box is a channel again. Normalising does not
 * commute with composing, which is why it is a box and no equation; normalising twice is normalising once, and a channel is its
 * own normalisation. Inputs at which the inside has weight zero stay at zero in {@link substochastic} and are refused in
 * {@link stochastic}. Surgery on what is inside comes before the box is drawn around it.
 *
 * @param diagram - any diagram
 * @param name - how the box is called; `normalize` unless told
 * @returns a diagram of one box of the same type, with the diagram inside
 * @throws CausalError `invalid-argument` for a name that is none
 * @complexity O(size), exponential only where discarded boxes are many and alike
 * @reference Lorenz & Tull 2023, section 8: the normalisation box
 * @category Diagrams
 * @example
 * const seen = compose(box('joint', [], ['D', 'T']), tensor(identity('D'), evidence('T', 1)))
 * interpret(normalizeBox(seen), stochastic, { joint: [[0.72, 0.18], [0.01, 0.09]] }).values
 * //=> [0.6667, 0.3333]
 */
export function normalizeBox<D extends Wires, C extends Wires>(
  diagram: Diagram<D, C>,
  name = 'normalize',
): Diagram<D, C> {
  return calledAs('normalizeBox', () => {
    const { inputs, outputs } = indexedDiagram(diagram).diagram
    if (typeof name !== 'string' || name === '') {
      throw new CausalError('invalid-argument', `a box needs a name, got ${show(name)}.`, { name })
    }
    const kind = 'normalized' as const
    const value = insideHash(diagram)
    return boxDiagram(Object.freeze({ name, inputs, outputs, kind, value, deterministic: false, inside: diagram }))
  })
}
