import { CausalError } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, type MarkCode, markNames } from '../../graph/kinds/marks.js'
import type { Mark, Pag, Pdag } from '../../graph/types.js'
import { scoreInterval } from '../../numeric/score-interval.js'
import { normalUpperQuantile } from '../../numeric/special/normal.js'
import type { BootstrapTally } from './bootstrap-tally.js'
import { consensusClass } from './consensus.js'

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
  /**
   * A score interval (Wilson 1927) of that share: how far it may be from that of infinitely many replicates. It says nothing
   * of how well the replicates stand for new data.
   */
  readonly interval: readonly [number, number]
  /** The marks that the edge had, the most frequent first; the shares sum to `adjacent`. */
  readonly marks: readonly {
    /** The mark at x. */
    readonly atX: Mark
    /** The mark at y. */
    readonly atY: Mark
    /** The share of replicates. */
    readonly frequency: number
    /** Its interval. */
    readonly interval: readonly [number, number]
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
   * The edges present in more than the threshold of replicates, each with its most frequent marks. Some DAG has it: where the
   * most frequent marks contradict each other, other directions are taken for as few edges as was found to do, and
   * `consensusMended` says so. A consensus of PAGs is a summary for the eye: it need not be the PAG of any graph.
   */
  readonly consensus: Pdag<N> | Pag<N>
  /** Whether marks of the consensus are not the most frequent ones. */
  readonly consensusMended: boolean
  /** Replicates that gave a graph. */
  readonly draws: number
  /** Replicates whose search was refused (a constant column, say); they count in no share. */
  readonly failed: number
  /** What speaks against the rows, in sentences, where something does: rows that depend on one another make replicates too much alike. */
  readonly warnings?: readonly string[]
}

/** Shares and consensus from counts. */
export function bootstrapResult<N extends string>(
  { nodes, circles, graphs, failed, reason, edges }: BootstrapTally,
  { threshold, confidence }: { readonly threshold: number; readonly confidence: number },
): BootstrapResult<N> {
  if (graphs === 0) {
    throw new CausalError('invalid-data', `the search was refused on every replicate: ${reason}`, { failed })
  }
  const n = nodes.length
  const z = normalUpperQuantile((1 - confidence) / 2)
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
        interval: scoreInterval(total, graphs, z),
        marks: Object.freeze(
          marks.map(({ code, count }) =>
            Object.freeze({
              atX: markNames[Math.floor(code / 3) as MarkCode],
              atY: markNames[(code % 3) as MarkCode],
              frequency: count / graphs,
              interval: scoreInterval(count, graphs, z),
            }),
          ),
        ),
      }),
    )
  }
  const seen = (a: number, b: number): boolean =>
    (byPair.get(Math.min(a, b) * n + Math.max(a, b)) ?? []).some(({ code }) => {
      const [atLess, atMore] = [Math.floor(code / 3), code % 3]
      return (a < b ? atLess : atMore) !== ARROW || atLess === atMore
    })
  const { graph, isMended } = circles
    ? { graph: makeGraph('pag', nodes as readonly N[], flat), isMended: false }
    : consensusClass(nodes as readonly N[], flat, seen)
  return Object.freeze({
    edges: Object.freeze(list),
    consensus: graph,
    consensusMended: isMended,
    draws: graphs,
    failed,
  })
}
