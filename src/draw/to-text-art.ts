import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import { textArt } from './diagrams/text-art.js'
import { checkSize } from './size.js'

/**
 * A string diagram drawn with signs of text, for terminals, comments and logs.
 *
 * Time runs to the right. `┤ f ├` is a box, with the objects that it makes on its wires; `●` copies, `⊣` discards, and where
 * two wires cross without a dot (`┼`) they do not meet. What is said of a box stands behind its name as in {@link toText}.
 *
 * @param diagram - a diagram of at most 500 boxes
 * @returns lines of text
 * @throws CausalError `too-large` above 500 boxes, `invalid-argument` for what is no diagram
 * @complexity O(depth × wires that run side by side), squared
 * @category Drawing
 * @example
 * toTextArt(compose(box('f', ['A'], ['B']), box('g', ['B'], ['C'])))
 * //=> 'A ─┤ f ├─B──┤ g ├─C── C'
 * toTextArt(diagramOf(dag('X -> Y'))).split('\n')
 * //=> ['│ X ├─●─────── X', '      │', '      └─┤ Y ├─ Y']
 */
export function toTextArt(diagram: Diagram): string {
  return calledAs('toTextArt', () => {
    checkSize(diagram)
    return textArt(diagram)
  })
}
