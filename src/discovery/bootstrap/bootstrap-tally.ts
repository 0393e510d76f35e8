import { moments } from '../../data/statistics/moments.js'
import { checkTable } from '../../data/tables/check-table.js'
import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Moments, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { markCode } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'

/** How often each pair had which marks: plain data, so that it can come from a worker, and sums of whole numbers, so that the order does not matter. */
export interface BootstrapTally {
  /** The names that the graphs had, in order. */
  readonly nodes: readonly string[]
  /** Whether a graph had circles. */
  readonly circles: boolean
  /** Graphs counted. */
  readonly graphs: number
  /** Replicates whose search was refused, with the first reason. */
  readonly failed: number
  readonly reason: string | null
  /** For (a · n + b) · 9 + mark at a · 3 + mark at b with a < b: how many graphs. */
  readonly edges: ReadonlyMap<number, number>
}

/** What a replicate is handed to the search as. */
export type ReplicateForm = 'rows' | 'moments'

/** A search over a replicate; its answer holds the graph, or is it. */
export type ReplicateSearch = (replicate: never) => CausalGraph | { readonly graph: CausalGraph }

/** Runs the replicates `from` … `to` − 1. Each has a random stream of its own, so that any division gives the same sum. */
export function tallyReplicates(
  table: Table<unknown, string>,
  search: ReplicateSearch,
  { seed, form, from, to }: { seed: number | string; form: ReplicateForm; from: number; to: number },
  onDone: (done: number) => void = () => {},
): BootstrapTally {
  checkTable(table)
  const stream = seedStream(seed)
  const n = table.rowCount
  const draw = new Int32Array(n)
  const edges = new Map<number, number>()
  let nodes: readonly string[] = []
  let circles = false
  let graphs = 0
  let failed = 0
  let reason: string | null = null
  for (let replicate = from; replicate < to; replicate++) {
    const random = generator(splitStream(stream, replicate))
    for (let i = 0; i < n; i++) draw[i] = random.integer(n)
    let answer: ReturnType<ReplicateSearch>
    try {
      answer = search(replicateOf(table, draw, form) as never)
    } catch (error) {
      // a resample may lack what the data have, such as a rare category: it is counted, not hidden
      if (!(error instanceof CausalError) || error.code === 'aborted') throw error
      failed++
      reason ??= error.message
      onDone(replicate - from + 1)
      continue
    }
    const graph = 'graph' in checkedObject('answer of the search', answer) ? answer.graph : answer
    const { index } = indexed(graph)
    if (graphs > 0 && (nodes.length !== graph.nodes.length || nodes.some((name, i) => graph.nodes[i] !== name))) {
      throw new CausalError('invalid-argument', 'the search gives graphs over different nodes.', {
        nodes: graph.nodes,
      })
    }
    nodes = graph.nodes
    graphs++
    for (const edge of graph.edges) {
      const a = index.get(edge.from)!
      const b = index.get(edge.to)!
      const [atA, atB] = [markCode(edge.fromMark)!, markCode(edge.toMark)!]
      circles ||= atA === 2 || atB === 2
      const key = a < b ? (a * nodes.length + b) * 9 + atA * 3 + atB : (b * nodes.length + a) * 9 + atB * 3 + atA
      edges.set(key, (edges.get(key) ?? 0) + 1)
    }
    onDone(replicate - from + 1)
  }
  return { nodes, circles, graphs, failed, reason, edges }
}

/** Rows drawn with replacement; as moments they are weights on the rows, and no row is copied. */
function replicateOf(table: Table<unknown, string>, draw: Int32Array, form: ReplicateForm): Table | Moments {
  if (form === 'moments') {
    const weights = new Float64Array(table.rowCount)
    for (const row of draw) weights[row]!++
    return moments(table as Table, { weights })
  }
  return makeTable(
    table.columns,
    table.rowCount,
    table.data.map((column) => takeRows(column, draw)),
  )
}

/** The sum of tallies, in any order. */
export function addTallies(tallies: readonly BootstrapTally[]): BootstrapTally {
  const edges = new Map<number, number>()
  for (const tally of tallies) for (const [key, count] of tally.edges) edges.set(key, (edges.get(key) ?? 0) + count)
  return {
    nodes: tallies.find(({ graphs }) => graphs > 0)?.nodes ?? [],
    circles: tallies.some(({ circles }) => circles),
    graphs: tallies.reduce((sum, { graphs }) => sum + graphs, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    reason: tallies.find(({ reason }) => reason !== null)?.reason ?? null,
    edges,
  }
}
