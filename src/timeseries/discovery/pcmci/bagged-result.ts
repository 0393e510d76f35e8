import { makeLaggedGraph } from '../../graphs/make-lagged-graph.js'
import type { LaggedGraph } from '../../types.js'
import type { LaggedLink } from './lagged-result.js'
import { linkAt } from './link-table.js'
import { ABSENT, absentVotes, CHOICES, CONFLICT, edgeOf, type LinkVotes, UNDIRECTED, winnerOf } from './link-votes.js'

/**
 * How replicates voted on a link.
 *
 * @category Time series
 */
export interface BaggedLink<N extends string = string> {
  /** The earlier variable; of a pair at the same time, the one that comes first. */
  readonly from: N
  /** The variable at t. */
  readonly to: N
  /** How many steps `from` comes before. */
  readonly lag: number
  /** Whether the link is in the graph of the majority. */
  readonly adjacent: boolean
  /** The share of replicates that say of this link what the majority's graph says. */
  readonly frequency: number
  /** The shares of replicates by what they say. */
  readonly votes: {
    /** No link. */
    readonly absent: number
    /** `from` → `to`. */
    readonly forward: number
    /** `to` → `from`, at lag 0. */
    readonly backward: number
    /** A link without direction, at lag 0. */
    readonly undirected: number
    /** Rules contradicted each other about its direction. */
    readonly conflict: number
    /** Other marks, which searches for hidden causes give. */
    readonly other: number
  }
  /** The mean strength over the replicates; null where the search reports none. */
  readonly value: number | null
  /** The central interval of the strengths over the replicates, by `confidence`; null as `value`. */
  readonly interval: readonly [number, number] | null
}

/**
 * What {@link bagged} found.
 *
 * @category Time series
 */
export interface BaggedResult<N extends string = string> {
  /** The graph of the majority. Link by link, so it may be that of no replicate, and of no DAG. */
  readonly graph: LaggedGraph<N>
  /** Every possible link, in the order of edges. */
  readonly links: readonly BaggedLink<N>[]
  /** How many replicates were counted. */
  readonly draws: number
  /** How many were refused. */
  readonly refused: number
  /** What to know before the graph is trusted, in sentences. */
  readonly warnings: readonly string[]
}

export function baggedResult<N extends string>(
  votes: LinkVotes,
  strengths: readonly (readonly LaggedLink[])[],
  settings: { presenceFirst: boolean; confidence: number; refused: number; warnings: readonly string[] },
): BaggedResult<N> {
  const { maxLag, graphs, counts, circles } = votes
  const nodes = votes.nodes as readonly N[]
  const n = nodes.length
  const links: BaggedLink<N>[] = []
  const edges: ReturnType<typeof edgeOf>[] = []
  for (let j = 0; j < n; j++) {
    for (let lag = 0; lag <= maxLag; lag++) {
      for (let i = 0; i < n; i++) {
        if (lag === 0 && i >= j) continue
        const at = linkAt({ n, maxLag }, i, lag, j)
        const share = (choice: number): number => counts[at * CHOICES + choice]! / graphs
        const winner = winnerOf(votes, at, settings.presenceFirst)
        if (winner.choice !== ABSENT) edges.push(edgeOf(i, lag, j, winner.choice, circles))
        const absent = absentVotes(votes, at)
        const named = [forward, backward, UNDIRECTED, CONFLICT].reduce((sum, k) => sum + counts[at * CHOICES + k]!, 0)
        const shares = {
          absent: absent / graphs,
          forward: share(forward),
          backward: share(backward),
          undirected: share(UNDIRECTED),
          conflict: share(CONFLICT),
          other: (graphs - absent - named) / graphs,
        }
        const ends = { from: nodes[i]!, to: nodes[j]!, lag, adjacent: winner.choice !== ABSENT }
        const summary = summaryOf(strengths, links.length, settings.confidence)
        links.push(
          Object.freeze({ ...ends, frequency: winner.count / graphs, votes: Object.freeze(shares), ...summary }),
        )
      }
    }
  }
  return Object.freeze({
    graph: makeLaggedGraph(circles ? 'lagged-pag' : 'lagged-cpdag', nodes, maxLag, edges),
    links: Object.freeze(links),
    draws: graphs,
    refused: settings.refused,
    warnings: Object.freeze([...settings.warnings]),
  })
}

/** Marks tail and arrow, and arrow and tail: see link-votes. */
const forward = 1
const backward = 3

/** Mean and central interval of a link's strengths: percentiles by linear interpolation. */
function summaryOf(
  strengths: readonly (readonly LaggedLink[])[],
  position: number,
  confidence: number,
): Pick<BaggedLink, 'value' | 'interval'> {
  const known = strengths.map((links) => links[position]!.value).filter((value) => value !== null)
  if (known.length === 0) return { value: null, interval: null }
  const sorted = Float64Array.from(known).sort()
  const quantile = (share: number): number => {
    const at = share * (sorted.length - 1)
    const low = Math.floor(at)
    const high = Math.min(low + 1, sorted.length - 1)
    return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!)
  }
  const tail = (1 - confidence) / 2
  return {
    value: known.reduce((sum, value) => sum + value, 0) / known.length,
    interval: Object.freeze([quantile(tail), quantile(1 - tail)] as const),
  }
}
