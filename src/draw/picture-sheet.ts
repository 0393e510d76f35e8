import { CausalError } from '../errors.js'
import type { DrawnGraph } from './graphs/drawn-graph.js'
import type { Box } from './layout/geometry.js'
import { type GraphLayout, givenSheet } from './layout/graph-layout.js'
import { fixedSheet, layeredSheet, type Sheet } from './layout/graph-sheet.js'
import { type Positions, placedNodes } from './layout/place-nodes.js'
import type { Report } from './progress.js'

interface Size {
  readonly width: number
  readonly height: number
}

/** What says where things stand. */
export interface Wanted {
  readonly direction: 'right' | 'down'
  readonly positions?: Positions | undefined
  readonly layout?: GraphLayout | undefined
  /** Whether the caller asked for a direction: then positions that the graph carries give way. */
  readonly isDirected: boolean
}

/** A graph on its sheet: as the caller laid it out or placed it, as the graph itself says, in its grid of times, or in layers. */
export function sheetFor(drawn: DrawnGraph, sizes: readonly Size[], wanted: Wanted, report: Report): Sheet {
  if (wanted.layout !== undefined) return givenSheet(drawn, wanted.layout)
  const boxes = boxesFor(drawn, sizes, wanted)
  return boxes === undefined
    ? layeredSheet(sizes, drawn.edges, wanted.direction, report)
    : fixedSheet(boxes, drawn.edges, report)
}

/** The nodes where someone said that they stand; undefined where layers decide. */
export function boxesFor(drawn: DrawnGraph, sizes: readonly Size[], wanted: Wanted): readonly Box[] | undefined {
  if (drawn.grid !== undefined) {
    if (wanted.positions === undefined) return inGrid(drawn.grid, sizes, wanted.direction)
    throw new CausalError(
      'not-supported',
      "positions are for single nodes: in a picture of time slices each variable stands in each of them. Ask for { lags: 'summary' }.",
    )
  }
  if (wanted.positions !== undefined) return placedNodes(drawn.index, sizes, wanted.positions)
  if (wanted.isDirected || drawn.positions === undefined) return undefined
  // what a text says may lack nodes, or put two in one place: then layers decide
  try {
    return placedNodes(drawn.index, sizes, drawn.positions)
  } catch (error) {
    if (error instanceof CausalError) return undefined
    throw error
  }
}

const columnGap = 64
const rowGap = 34

/** A column for each time and a row for each variable; the other way round where time runs down. */
function inGrid(
  grid: readonly (readonly [step: number, row: number])[],
  sizes: readonly Size[],
  direction: 'right' | 'down',
): readonly Box[] {
  const [width, height] = [
    sizes.reduce((most, size) => Math.max(most, size.width), 0),
    sizes.reduce((most, size) => Math.max(most, size.height), 0),
  ]
  return grid.map(([step, row], i) => {
    const [column, line] = direction === 'right' ? [step, row] : [row, step]
    const [gapX, gapY] = direction === 'right' ? [columnGap, rowGap] : [rowGap, columnGap]
    return { x: column * (width + gapX), y: line * (height + gapY), ...sizes[i]! }
  })
}
