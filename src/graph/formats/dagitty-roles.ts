import { calledAs } from '../../errors.js'
import { dagittyPositions } from './dagitty-positions.js'
import { dagittyBlocks, hasRole } from './parse-dagitty.js'

/**
 * What a dagitty text says of its nodes beside the graph.
 *
 * @category Graphs
 */
export interface DagittyRoles {
  /** Nodes marked `[exposure]`: treatments. */
  readonly exposures: readonly string[]
  /** Nodes marked `[outcome]`. */
  readonly outcomes: readonly string[]
  /** Nodes marked `[adjusted]`. */
  readonly adjusted: readonly string[]
  /** Nodes marked `[selected]`. */
  readonly selected: readonly string[]
  /** Where nodes with `pos="x,y"` stand; y grows downwards. */
  readonly positions: readonly { readonly node: string; readonly x: number; readonly y: number }[]
}

/**
 * The roles and positions in a dagitty text; {@link parseDagitty} gives its graph.
 *
 * @param text - dagitty text
 * @returns names by role, in the order of the nodes, and positions
 * @throws CausalError `parse` with line and column
 * @complexity O(length)
 * @category Graphs
 * @example
 * dagittyRoles('dag { x [exposure,pos="0,1"] y [outcome] x -> y }')
 * //=> { exposures: ['x'], outcomes: ['y'], adjusted: [], selected: [], positions: [{ node: 'x', x: 0, y: 1 }] }
 */
export function dagittyRoles(text: string): DagittyRoles {
  return calledAs('dagittyRoles', () => {
    const blocks = dagittyBlocks(text)
    const nodes = [...blocks.nodes.keys()]
    const having = (role: Parameters<typeof hasRole>[2]): readonly string[] =>
      Object.freeze(nodes.filter((name) => hasRole(blocks, name, role)))
    return Object.freeze({
      exposures: having('exposure'),
      outcomes: having('outcome'),
      adjusted: having('adjusted'),
      selected: having('selected'),
      positions: dagittyPositions(text, blocks),
    })
  })
}
