import type { Diagram } from '../diagram/types.js'
import type { CausalGraph } from '../graph/types.js'
import { checkedObject } from '../names.js'
import { diagramTikz } from './diagram-text.js'
import { graphTikz } from './graph-text.js'
import { isDiagram } from './is-diagram.js'
import type { PictureOptions } from './to-svg.js'

/**
 * A graph or a string diagram as a TikZ picture for LaTeX, laid out as {@link toSvg} does.
 *
 * It needs `\usetikzlibrary{arrows.meta, shapes.misc}` in the preamble.
 *
 * @param picture - any graph or diagram
 * @param options - the direction
 * @returns the `tikzpicture` environment
 * @throws CausalError `invalid-argument` for what is neither
 * @complexity that of a layered layout, about O(n m)
 * @category Drawing
 * @example
 * toTikz(dag('X -> Y')).startsWith('\\begin{tikzpicture}')
 * //=> true
 */
export function toTikz(picture: CausalGraph | Diagram, options: Pick<PictureOptions, 'direction'> = {}): string {
  const direction = checkedObject('toTikz', 'options', options).direction ?? 'right'
  return isDiagram(picture) ? diagramTikz('toTikz', picture, direction) : graphTikz('toTikz', picture, direction)
}
