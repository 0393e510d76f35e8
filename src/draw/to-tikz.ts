import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import { checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import { diagramTikz } from './diagrams/diagram-text.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { graphTikz } from './graphs/graph-text.js'
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
  return calledAs('toTikz', () => {
    checkOptions('options', options, ['direction'])

    const direction = checkedObject('options', options).direction ?? 'right'
    return isDiagram(picture) ? diagramTikz(picture, direction) : graphTikz(picture, direction)
  })
}
