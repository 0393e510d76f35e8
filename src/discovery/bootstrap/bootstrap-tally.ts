import { moments } from '../../data/statistics/moments.js'
import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Moments, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { markCode } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'

/** How often each pair had which marks: plain data, so that it can come from a worker. */
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

/** What the replicates are made from. */
export interface ReplicateInput {
  readonly table: Table<unknown, string>
  readonly search: ReplicateSearch
  readonly seed: number | string
  readonly form: ReplicateForm
}

/** The tally of each replicate. Each has a random stream of its own, so that it does not matter which are made here. */
export function replicateTally({ table, search, seed, form }: ReplicateInput): (replicate: number) => BootstrapTally {
  const stream = seedStream(seed)
  const n = table.rowCount
  const draw = new Int32Array(n)
  return (replicate) => {
    const random = generator(splitStream(stream, replicate))
    for (let i = 0; i < n; i++) draw[i] = random.integer(n)
    let answer: ReturnType<ReplicateSearch>
    try {
      answer = search(replicateOf(table, draw, form) as never)
    } catch (error) {
      // a resample may lack what the data have, such as a rare category: it is counted, not hidden
      if (!(error instanceof CausalError) || error.code === 'aborted') throw error
      return { nodes: [], circles: false, graphs: 0, failed: 1, reason: error.message, edges: new Map() }
    }
    const graph = 'graph' in checkedObject('answer of the search', answer) ? answer.graph : answer
    return tallyOf(graph)
  }
}

function tallyOf(graph: CausalGraph): BootstrapTally {
  const { index } = indexed(graph)
  const n = graph.nodes.length
  const edges = new Map<number, number>()
  let circles = false
  for (const edge of graph.edges) {
    const a = index.get(edge.from)!
    const b = index.get(edge.to)!
    const [atA, atB] = [markCode(edge.fromMark)!, markCode(edge.toMark)!]
    circles ||= atA === 2 || atB === 2
    const key = a < b ? (a * n + b) * 9 + atA * 3 + atB : (b * n + a) * 9 + atB * 3 + atA
    edges.set(key, (edges.get(key) ?? 0) + 1)
  }
  return { nodes: graph.nodes, circles, graphs: 1, failed: 0, reason: null, edges }
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

/** The sum of tallies. */
export function addTallies(tallies: Iterable<BootstrapTally>): BootstrapTally {
  const edges = new Map<number, number>()
  let nodes: readonly string[] = []
  let circles = false
  let [graphs, failed] = [0, 0]
  let reason: string | null = null
  for (const tally of tallies) {
    failed += tally.failed
    reason ??= tally.reason
    if (tally.graphs === 0) continue
    if (graphs > 0 && (nodes.length !== tally.nodes.length || nodes.some((name, i) => tally.nodes[i] !== name)))
      throw new CausalError('invalid-argument', 'the search gives graphs over different nodes.', { nodes: tally.nodes })
    nodes = tally.nodes
    circles ||= tally.circles
    graphs += tally.graphs
    for (const [key, count] of tally.edges) edges.set(key, (edges.get(key) ?? 0) + count)
  }
  return { nodes, circles, graphs, failed, reason, edges }
}
