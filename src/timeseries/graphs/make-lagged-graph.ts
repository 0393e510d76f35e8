import { type Known, knownValues } from '../../checked.js'
import { ARROW, type MarkCode, markNames, TAIL } from '../../graph/kinds/marks.js'
import type { LaggedEdge, LaggedGraph, LaggedKind } from '../types.js'

/** The lagged graphs that need no check. */
export const knownLaggedGraphs: Known<LaggedGraph> = knownValues()

/** An edge in positions: `from` is so many steps before `to`. */
export interface IndexedEdge {
  readonly from: number
  readonly to: number
  readonly lag: number
  readonly fromMark: MarkCode
  readonly toMark: MarkCode
  readonly conflict?: boolean
}

/** A frozen lagged graph from trusted numbers: edges are brought into their one form and sorted. No rule of the kind is checked. */
export function makeLaggedGraph<N extends string, K extends LaggedKind>(
  kind: K,
  nodes: readonly N[],
  maxLag: number,
  edges: readonly IndexedEdge[],
): LaggedGraph<N, K> {
  const sorted = edges.map(inOneForm).sort((a, b) => a.to - b.to || a.lag - b.lag || a.from - b.from)
  const list = sorted.map(
    ({ from, to, lag, fromMark, toMark, conflict }): LaggedEdge<N> =>
      Object.freeze({
        from: nodes[from]!,
        to: nodes[to]!,
        lag,
        fromMark: markNames[fromMark],
        toMark: markNames[toMark],
        ...(conflict === true && { conflict }),
      }),
  )
  const graph = { kind, nodes: Object.freeze([...nodes]), maxLag, edges: Object.freeze(list) }
  return knownLaggedGraphs.made(Object.freeze(graph))
}

/** At lag 0 a single arrow is at `to`, of a circle and a tail the circle at `from`; else the earlier variable is at `from`. */
function inOneForm(edge: IndexedEdge): IndexedEdge {
  const { from, to, lag, fromMark, toMark } = edge
  const turn =
    lag === 0 && (fromMark === toMark ? from > to : fromMark === ARROW || (toMark !== ARROW && fromMark === TAIL))
  return turn ? { ...edge, from: to, to: from, fromMark: toMark, toMark: fromMark } : edge
}
