import { checkTable } from '../../data/tables/check-table.js'
import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedNumbers, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { sharedWork } from '../../shared-work.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import { rowDoubts } from '../core/row-doubts.js'
import type { StabilityOptions, StabilityResult, StableEdge } from './stability-types.js'

/** A graph, or a result that holds one. */
type Found<N extends string> =
  | CausalGraph<CausalGraph['kind'], N>
  | { readonly graph: CausalGraph<CausalGraph['kind'], N> }

/**
 * Stability selection: which edges a search finds again and again in halves of the data, over a range of its alpha or penalty,
 * in place of a choice of one.
 *
 * Halves are drawn in complementary pairs (Shah & Samworth 2013). The bound on wrongly selected pairs is that of Meinshausen and
 * Bühlmann (Theorem 1): it holds where the search is no worse than guessing and treats all absent edges alike, and it speaks of
 * edges without their directions. Choose the settings so that `joined` is small: about √(0.8 pairs) makes the bound about 1.6 at
 * the default threshold.
 *
 * @param table - the data
 * @param search - from half the rows and a setting to a graph, or to a result with a `graph`
 * @param options - the settings, draws, seed, threshold
 * @returns the shares, the selected pairs and the bound
 * @throws CausalError `invalid-argument`; `too-few-rows` below 4; `aborted`; `invalid-data` when every search is refused
 * @complexity 2 draws × settings searches on half the rows
 * @category Discovery
 * @see Meinshausen & Bühlmann 2010, "Stability selection", JRSS B 72; Shah & Samworth 2013, JRSS B 75
 * @example
 * const { data } = simulateLinear(dag('A; B; C; D; A -> B -> C'), 300, { seed: 1 })
 * stabilitySelection(data, (half, alpha) => pc(fisherZ(half), { alpha }), { settings: [0.001, 0.01], draws: 10 }).selected
 * //=> [['A', 'B'], ['B', 'C']]
 */
export function stabilitySelection<T, N extends string>(
  table: Table<T>,
  search: (half: Table<T>, setting: number) => Found<N>,
  options: StabilityOptions,
): StabilityResult<N> {
  return calledAs('stabilitySelection', () => {
    checkOptions('options', options, ['settings', 'draws', 'seed', 'threshold', 'onProgress', 'signal'])
    const { settings, draws, seed, threshold } = readOptions(options)
    checkTable(table as Table<unknown, string>)
    if (typeof search !== 'function')
      throw new CausalError(
        'invalid-argument',
        'the search must be a function from half the rows and a setting to a graph.',
      )
    if (table.rowCount < 4)
      throw new CausalError('too-few-rows', `halves need at least 4 rows, there are ${table.rowCount}.`, {
        count: table.rowCount,
      })
    const counts = new Map<number, Int32Array>()
    let nodes: readonly N[] = []
    let joined = 0
    let failed = 0
    let reason = ''
    const runs = 2 * draws * settings.length
    const input: HalvesInput = {
      table: table as Table<unknown, string>,
      search: search as unknown as HalvesInput['search'],
      settings,
      seed,
    }
    const found = sharedWork('stability-selection', halfSearch, input, runs, {
      signal: options.signal,
      before: (done) =>
        report({ ...options }, { stage: 'halves', level: done % settings.length, done, total: runs, tests: 0 }),
    })
    let ever = new Set<number>()
    let run = 0
    for (const answer of found) {
      const s = run++ % settings.length
      if (s === 0) ever = new Set()
      if ('refused' in answer) {
        failed++
        reason ||= answer.refused
      } else {
        const names = answer.nodes as readonly N[]
        if (nodes.length > 0 && nodes.join('\0') !== names.join('\0'))
          throw new CausalError('invalid-argument', 'the search gives graphs over different nodes.', { nodes: names })
        nodes = names
        for (const pair of answer.pairs) {
          ever.add(pair)
          const list = counts.get(pair) ?? new Int32Array(settings.length)
          list[s]!++
          counts.set(pair, list)
        }
      }
      if (s === settings.length - 1) joined += ever.size / (2 * draws)
    }
    if (failed === runs)
      throw new CausalError('invalid-data', `the search was refused on every half: ${reason}`, { failed })
    const p = nodes.length
    const edges = [...counts]
      .map(([pair, list]): StableEdge<N> => {
        const shares = Object.freeze(Array.from(list, (count) => count / (2 * draws)))
        const share = Math.max(...shares)
        const [x, y] = [nodes[Math.floor(pair / p)]!, nodes[pair % p]!]
        return Object.freeze({ x, y, shares, share, selected: share >= threshold })
      })
      .sort((a, b) => b.share - a.share || ([a.x, a.y].sort().join('\0') < [b.x, b.y].sort().join('\0') ? -1 : 1))
    const pairs = (p * (p - 1)) / 2
    return Object.freeze({
      edges: Object.freeze(edges),
      selected: Object.freeze(
        edges.filter(({ selected }) => selected).map(({ x, y }) => Object.freeze([x, y] as const)),
      ),
      joined,
      expectedFalse: pairs > 0 ? (joined * joined) / ((2 * threshold - 1) * pairs) : 0,
      failed,
      runs,
      ...rowDoubts(table as Table<unknown, string>),
    })
  })
}

/** The graph that a search gives, or the reason why it was refused on a half, which may lack what the data have. */
function searched<N extends string>(search: () => Found<N>): CausalGraph<CausalGraph['kind'], N> | CausalError {
  try {
    const answer = checkedObject('answer of the search', search())
    return 'graph' in answer ? answer.graph : answer
  } catch (error) {
    if (error instanceof CausalError && error.code !== 'aborted') return error
    throw error
  }
}

function readOptions(
  options: StabilityOptions,
): Required<Pick<StabilityOptions, 'settings' | 'draws' | 'seed' | 'threshold'>> {
  const { settings, draws = 50, seed = 0, threshold = 0.75 } = checkedObject('options', options)
  checkedNumbers('settings', checkedList('settings', settings))
  if (settings.length === 0 || settings.some((value) => !Number.isFinite(value)))
    throw new CausalError(
      'invalid-argument',
      `settings is a list of finite numbers, such as levels alpha, got ${show(settings)}.`,
    )
  if (!(Number.isInteger(draws) && draws >= 1 && draws < 2 ** 31))
    throw new CausalError('invalid-argument', `draws is a whole number from 1 on, got ${show(draws)}.`, { draws })
  if (!(threshold > 0.5 && threshold <= 1))
    throw new CausalError('invalid-argument', `threshold is a share above 0.5 and up to 1, got ${show(threshold)}.`, {
      threshold,
    })
  return { settings, draws, seed, threshold }
}

/** What the searches are made from. */
export interface HalvesInput {
  readonly table: Table<unknown, string>
  readonly search: (half: Table<unknown, string>, setting: number) => Found<string>
  readonly settings: readonly number[]
  readonly seed: number | string
}

type HalfAnswer =
  | { readonly nodes: readonly string[]; readonly pairs: readonly number[] }
  | { readonly refused: string }

/**
 * The pairs that are joined, by a · n + b with a < b, in run (2 draw + half) · settings + setting: in the complementary halves of
 * the rows, in the order of the table; of an odd number of rows one is left out of a pair.
 */
export function halfSearch({ table, search, settings, seed }: HalvesInput): (run: number) => HalfAnswer {
  const n = table.rowCount
  const size = Math.floor(n / 2)
  const stream = seedStream(seed)
  let [at, half] = [-1, table]
  return (run) => {
    const k = Math.floor(run / settings.length)
    if (k !== at) {
      const order = Int32Array.from({ length: n }, (_, i) => i)
      generator(splitStream(stream, k >> 1)).shuffle(order)
      const from = (k & 1) * size
      const rows = order.slice(from, from + size).sort()
      half = makeTable(
        table.columns,
        size,
        table.data.map((column) => takeRows(column, rows)),
      ) as unknown as Table<unknown, string>
      at = k
    }
    const graph = searched(() => search(half, settings[run % settings.length]!))
    if (graph instanceof CausalError) return { refused: graph.message }
    const { index } = indexed(graph)
    const pairs = graph.edges.map(({ from, to }) => {
      const [a, b] = [index.get(from)!, index.get(to)!]
      return Math.min(a, b) * graph.nodes.length + Math.max(a, b)
    })
    return { nodes: graph.nodes, pairs }
  }
}
