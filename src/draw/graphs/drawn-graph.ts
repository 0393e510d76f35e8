import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph, Mark } from '../../graph/types.js'
import type { LaggedGraph } from '../../timeseries/types.js'
import type { Run } from '../label.js'
import type { Link } from '../layout/graph-sheet.js'
import type { Positions } from '../layout/place-nodes.js'

/** An edge as it is drawn, between drawn nodes. */
export interface DrawnEdge extends Link {
  /** As graphs are written: `A o-> B`. */
  readonly text: string
  /** A text beside it. */
  readonly label?: string
  /** Of a graph over time: its lag. */
  readonly lag?: number
}

/** A graph as it is drawn: a node for each variable, or for each variable at each time. */
export interface DrawnGraph {
  readonly kind: string
  /** The names of the drawn nodes. */
  readonly names: readonly string[]
  /** Which variable each of them is. */
  readonly variableOf: readonly number[]
  /** The names of the variables, which options speak of. */
  readonly index: ReadonlyMap<string, number>
  readonly latent: Uint8Array
  readonly edges: readonly DrawnEdge[]
  /** What stands behind each name, lowered: the time. */
  readonly suffix?: readonly (readonly Run[])[]
  /** A second line below names. */
  readonly notes?: readonly string[]
  /** Where each node stands in a grid: its step in time and its row. */
  readonly grid?: readonly (readonly [step: number, row: number])[]
  /** Positions that the graph carries. */
  readonly positions?: Positions
}

/** A graph as it stands. */
export function drawnGraph(graph: CausalGraph): DrawnGraph {
  const { index, latent } = indexed(graph)
  return {
    kind: graph.kind,
    names: graph.nodes,
    variableOf: graph.nodes.map((_, i) => i),
    index,
    latent,
    edges: graph.edges.map(({ from, to, fromMark, toMark }) => ({
      from: index.get(from)!,
      to: index.get(to)!,
      fromMark,
      toMark,
      text: edgeText(from, to, fromMark, toMark),
    })),
    ...(graph.positions === undefined ? {} : { positions: graph.positions }),
  }
}

/** Tells a graph over time from others. */
export function isLagged(value: unknown): value is LaggedGraph {
  if (typeof value !== 'object' || value === null) return false
  const { kind } = value as LaggedGraph
  return typeof kind === 'string' && kind.startsWith('lagged-')
}

const before: Record<Mark, string> = { tail: '', arrow: '<', circle: 'o' }
const after: Record<Mark, string> = { tail: '', arrow: '>', circle: 'o' }

/** An edge as graphs are written: `A o-> B`. */
export function edgeText(from: string, to: string, fromMark: Mark, toMark: Mark): string {
  const connector = fromMark === 'tail' && toMark === 'tail' ? '--' : `${before[fromMark]}-${after[toMark]}`
  return `${from} ${connector} ${to}`
}
