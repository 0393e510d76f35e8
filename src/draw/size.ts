import type { Diagram } from '../diagram/terms/types.js'
import { CausalError } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import { isDiagram } from './diagrams/is-diagram.js'

/** More nodes or boxes than this are refused: such a picture could not be read. */
const mostNodes = 500
const mostEdges = 5000

/** Refuses pictures that could not be read, and would take long. */
export function checkSize(picture: CausalGraph | Diagram, _placed: boolean): void {
  const drawn = isDiagram(picture)
  const count = (drawn ? picture.boxes : picture?.nodes)?.length ?? 0
  if (count > mostNodes) {
    throw new CausalError(
      'too-large',
      `a picture of ${count} ${drawn ? 'boxes' : 'nodes'} could not be read (${mostNodes} at most): draw a part, or write toDot for a graph viewer.`,
      { nodes: count, most: mostNodes },
    )
  }
  void mostEdges
}
