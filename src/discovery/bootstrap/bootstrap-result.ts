import { CausalError } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { type MarkCode, markNames } from '../../graph/kinds/marks.js'
import type { Mark, Pag, Pdag } from '../../graph/types.js'
import type { BootstrapTally } from './bootstrap-tally.js'

/**
 * How often two nodes were adjacent over the replicates, and with which marks.
 *
 * @category Discovery
 */
export interface EdgeFrequency<N extends string = string> {
  /** The one that comes first in column order. */
  readonly x: N
  /** The other. */
  readonly y: N
  /** The share of replicates in which they are adjacent. */
  readonly adjacent: number
  /** The marks that the edge had, the most frequent first; the shares sum to `adjacent`. */
  readonly marks: readonly {
    /** The mark at x. */
    readonly atX: Mark
    /** The mark at y. */
    readonly atY: Mark
    /** The share of replicates. */
    readonly frequency: number
  }[]
}

/**
 * What {@link bootstrapGraph} found.
 *
 * @category Discovery
 */
export interface BootstrapResult<N extends string = string> {
  /** Each pair that was adjacent at least once, in the order of columns. */
  readonly edges: readonly EdgeFrequency<N>[]
  /**
   * The edges present in more than the threshold of replicates, each with its most frequent marks. A summary for the eye:
   * it need not be the graph of any class.
   */
  readonly consensus: Pdag<N> | Pag<N>
  /** Replicates that gave a graph. */
  readonly draws: number
  /** Replicates whose search was refused (a constant column, say); they count in no share. */
  readonly failed: number
}

/** Shares and consensus from counts. */
export function bootstrapResult<N extends string>(
  { nodes, circles, graphs, failed, reason, edges }: BootstrapTally,
  threshold: number,
): BootstrapResult<N> {
  if (graphs === 0) {
    throw new CausalError('invalid-data', `the search was refused on every replicate: ${reason}`, { failed })
  }
  const n = nodes.length
  const byPair = new Map<number, { code: number; count: number }[]>()
  for (const key of [...edges.keys()].sort((a, b) => a - b)) {
    const pair = Math.floor(key / 9)
    const list = byPair.get(pair) ?? []
    list.push({ code: key % 9, count: edges.get(key)! })
    byPair.set(pair, list)
  }
  const flat: number[] = []
  const list: EdgeFrequency<N>[] = []
  for (const [pair, marks] of byPair) {
    // equally frequent marks come in a fixed order: tails before arrows before circles
    marks.sort((a, b) => b.count - a.count || a.code - b.code)
    const a = Math.floor(pair / n)
    const b = pair % n
    const total = marks.reduce((sum, { count }) => sum + count, 0)
    if (total / graphs > threshold) flat.push(a, b, Math.floor(marks[0]!.code / 3), marks[0]!.code % 3)
    list.push(
      Object.freeze({
        x: nodes[a] as N,
        y: nodes[b] as N,
        adjacent: total / graphs,
        marks: Object.freeze(
          marks.map(({ code, count }) =>
            Object.freeze({
              atX: markNames[Math.floor(code / 3) as MarkCode],
              atY: markNames[(code % 3) as MarkCode],
              frequency: count / graphs,
            }),
          ),
        ),
      }),
    )
  }
  return Object.freeze({
    edges: Object.freeze(list),
    consensus: makeGraph(circles ? 'pag' : 'pdag', nodes as readonly N[], flat) as Pdag<N> | Pag<N>,
    draws: graphs,
    failed,
  })
}
