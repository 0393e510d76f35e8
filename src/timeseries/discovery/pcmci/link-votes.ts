import { CausalError } from '../../../errors.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from '../../../graph/kinds/marks.js'
import { indexedLagged } from '../../graphs/check-lagged-graph.js'
import type { IndexedEdge } from '../../graphs/make-lagged-graph.js'
import type { LaggedGraph } from '../../types.js'
import { linkAt } from './link-table.js'

/** What a graph can say of a link: nine pairs of marks (3 · mark at the earlier end + mark at the later one), a conflict, or that it is not there. */
export const CONFLICT = 9
export const ABSENT = 10
export const CHOICES = 11
export const UNDIRECTED: number = 3 * TAIL + TAIL
const CIRCLES = 3 * CIRCLE + CIRCLE

/** Votes of graphs over the same variables: of each link how many graphs say what. */
export interface LinkVotes {
  readonly nodes: readonly string[]
  readonly maxLag: number
  readonly counts: Int32Array
  /** Graphs counted. */
  graphs: number
  circles: boolean
}

export function linkVotes(graph: LaggedGraph): LinkVotes {
  const { nodes, maxLag } = graph
  return {
    nodes,
    maxLag,
    counts: new Int32Array(nodes.length ** 2 * (maxLag + 1) * CHOICES),
    graphs: 0,
    circles: false,
  }
}

/** Adds a graph; of a pair at the same time the one that comes first is the earlier end. */
export function castVotes(votes: LinkVotes, graph: LaggedGraph): void {
  const { edges } = indexedLagged(graph)
  const n = votes.nodes.length
  if (
    graph.maxLag !== votes.maxLag ||
    graph.nodes.length !== n ||
    votes.nodes.some((name, i) => graph.nodes[i] !== name)
  )
    throw new CausalError('invalid-argument', 'the search gives graphs over different variables or lags.', {
      nodes: graph.nodes,
    })
  votes.graphs++
  for (const edge of edges) {
    const { from, to, lag, fromMark, toMark } = edge.lag === 0 && edge.from > edge.to ? turned(edge) : edge
    votes.circles ||= graph.kind === 'lagged-pag'
    const choice = edge.conflict === true ? CONFLICT : 3 * fromMark + toMark
    votes.counts[linkAt({ n, maxLag: votes.maxLag }, from, lag, to) * CHOICES + choice]!++
  }
}

function turned({ from, to, fromMark, toMark, ...rest }: IndexedEdge): IndexedEdge {
  return { from: to, to: from, fromMark: toMark, toMark: fromMark, ...rest }
}

/** How many graphs lack the link. */
export function absentVotes(votes: LinkVotes, at: number): number {
  let present = 0
  for (let choice = 0; choice < ABSENT; choice++) present += votes.counts[at * CHOICES + choice]!
  return votes.graphs - present
}

/**
 * What most graphs say of a link. Of a tie the absence wins, then the conflict, then the link without direction; two directions that tie are
 * a conflict.
 *
 * @param presenceFirst - whether it is asked first if most graphs have the link at all, and then which marks
 */
export function winnerOf(votes: LinkVotes, at: number, presenceFirst: boolean): { choice: number; count: number } {
  const absent = absentVotes(votes, at)
  const isThere = presenceFirst && 2 * absent < votes.graphs
  let count = isThere ? 0 : absent
  for (let choice = 0; choice < ABSENT; choice++) count = Math.max(count, votes.counts[at * CHOICES + choice]!)
  if (presenceFirst && !isThere) return { choice: ABSENT, count: absent }
  const tied: number[] = []
  for (let choice = 0; choice < ABSENT; choice++) if (votes.counts[at * CHOICES + choice] === count) tied.push(choice)
  if (!isThere && absent === count) return { choice: ABSENT, count }
  if (tied.length === 1) return { choice: tied[0]!, count }
  const plain = [CONFLICT, UNDIRECTED, CIRCLES].find((choice) => tied.includes(choice))
  return { choice: plain ?? CONFLICT, count }
}

/** The edge that a choice stands for, in positions. */
export function edgeOf(i: number, lag: number, j: number, choice: number, circles: boolean): IndexedEdge {
  const open: MarkCode = circles ? CIRCLE : TAIL
  if (choice === CONFLICT)
    return { from: i, to: j, lag, fromMark: open, toMark: lag > 0 ? ARROW : open, conflict: true }
  return { from: i, to: j, lag, fromMark: Math.floor(choice / 3) as MarkCode, toMark: (choice % 3) as MarkCode }
}
