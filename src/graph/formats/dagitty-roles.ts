import { calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { unreadable } from '../../text.js'
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
    const positions = nodes.flatMap((node) => {
      const place = blocks.nodes.get(node)!.get('pos')
      if (place === undefined) return []
      const [x = Number.NaN, y = Number.NaN, ...more] = (place.value ?? '')
        .split(',')
        .map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
      if (!Number.isFinite(x) || !Number.isFinite(y) || more.length > 0) {
        throw unreadable(
          text,
          place.at,
          `the position of ${show(node)} must be two numbers, pos="0.5,1", found ${show(place.value ?? 'pos')}.`,
        )
      }
      return [Object.freeze({ node, x, y })]
    })
    return Object.freeze({
      exposures: having('exposure'),
      outcomes: having('outcome'),
      adjusted: having('adjusted'),
      selected: having('selected'),
      positions: Object.freeze(positions),
    })
  })
}
