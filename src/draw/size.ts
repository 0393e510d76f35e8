import type { Diagram } from '../diagram/terms/types.js'
import { CausalError } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import type { LaggedGraph } from '../timeseries/types.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { isLagged } from './graphs/drawn-graph.js'

/** More nodes or boxes than this are refused: such a picture could not be read. */
const mostNodes = 500
/** More edges than this are refused for the same reason. */
const mostEdges = 5000
/** A layout, which need not be drawn as one picture, may have so many nodes and edges: some seconds. */
const mostLaidOut = 20_000

/** Refuses pictures of more nodes, edges or boxes than could be read. */
export function checkSize(picture: CausalGraph | LaggedGraph | Diagram, isSummary = false): void {
  const advice = 'draw a part, or write toDot for a graph viewer'
  if (isDiagram(picture)) {
    refuse(picture.boxes?.length ?? 0, 'boxes', mostNodes, advice)
    return
  }
  const nodes = picture?.nodes?.length ?? 0
  if (isLagged(picture) && !isSummary) {
    const slices = (Number(picture.maxLag) || 0) + 1
    const part = "draw a part, or ask for { lags: 'summary' }"
    refuse(nodes * slices, 'nodes', mostNodes, part)
    refuse((picture.edges?.length ?? 0) * slices, 'edges', mostEdges, part)
    return
  }
  refuse(nodes, 'nodes', mostNodes, advice)
  refuse(picture?.edges?.length ?? 0, 'edges', mostEdges, advice)
}

/** Refuses layouts that would take more than some seconds. */
export function checkLayoutSize(graph: CausalGraph): void {
  refuse(graph?.nodes?.length ?? 0, 'nodes', mostLaidOut, 'lay out a part')
  refuse(graph?.edges?.length ?? 0, 'edges', mostLaidOut, 'lay out a part')
}

function refuse(count: number, what: 'nodes' | 'edges' | 'boxes', most: number, advice: string): void {
  if (count <= most) return
  throw new CausalError('too-large', `a picture of ${count} ${what} could not be read (${most} at most): ${advice}.`, {
    [what]: count,
    most,
  })
}
