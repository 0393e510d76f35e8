import { makeTable } from '../data/tables/make-table.js'
import type { Table } from '../data/types.js'
import { CausalError, calledAs } from '../errors.js'
import { indexed } from '../graph/core/indexed.js'
import { kahnOrder } from '../graph/core/order.js'
import type { Dag } from '../graph/types.js'
import { checkedList, checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import { generator, seedStream, splitStream } from '../probability/streams/stream.js'
import { show } from '../show.js'
import { checkRows, noiseColumn, type SimulatedNoise } from './simulated-noise.js'

/**
 * Settings of {@link simulateLinear}.
 *
 * @category Discovery
 */
export interface SimulateLinearOptions {
  /** The seed: same seed, same model and same data. */
  readonly seed?: number | string
  /** The distribution of the noise, each with variance 1 (default `normal`). */
  readonly noise?: SimulatedNoise
  /** The range of the absolute values of the coefficients (default 0.5 to 1.5); signs are random. */
  readonly coefficients?: readonly [least: number, most: number]
}

/**
 * Data from a random linear model on a graph, for benchmarks.
 *
 * Every coefficient and every node's noise has a random stream of its own, named after the nodes: the same edge of
 * another graph has the same coefficient, and reordering the nodes reorders the columns.
 *
 * @param graph - a DAG
 * @param n - how many rows
 * @param options - seed, noise and range of the coefficients
 * @returns the table, its columns in the order of the graph's nodes, latent ones left out; and the coefficient of each edge
 * @throws CausalError `invalid-argument`
 * @complexity O(n (p + m)) for m edges
 * @category Discovery
 * @example
 * const { data, coefficients } = simulateLinear(dag('A -> B'), 1000, { seed: 7 })
 * data.columns
 * //=> ['A', 'B']
 * coefficients[0]
 * //=> { from: 'A', to: 'B', coefficient: -1.236824 }
 */
export function simulateLinear<N extends string>(
  graph: Dag<N>,
  n: number,
  options: SimulateLinearOptions = {},
): {
  readonly data: Table<Record<N, number>>
  readonly coefficients: readonly { readonly from: N; readonly to: N; readonly coefficient: number }[]
} {
  return calledAs('simulateLinear', () => {
    checkOptions('options', options, ['seed', 'noise', 'coefficients'])

    const { seed = 0, noise = 'normal', coefficients: range = [0.5, 1.5] } = checkedObject('options', options)
    const [least, most] = checkedList('coefficients', range)
    checkRows(n)
    const isRange = typeof least === 'number' && typeof most === 'number' && least >= 0 && most >= least
    if (!(isRange && most < Number.POSITIVE_INFINITY)) {
      throw new CausalError(
        'invalid-argument',
        `coefficients range from ${show(least)} to ${show(most)}: give 0 <= least <= most.`,
        {
          coefficients: [least, most],
        },
      )
    }
    const g = indexed(graph, 'dag')
    const stream = seedStream(seed)
    const coefficients = graph.edges.map(({ from, to }) => {
      const random = generator(splitStream(stream, JSON.stringify([from, to])))
      const sign = random.uniform() < 0.5 ? -1 : 1
      return Object.freeze({ from, to, coefficient: sign * (least + (most - least) * random.uniform()) })
    })
    const columns = graph.nodes.map((name) =>
      noiseColumn(noise, generator(splitStream(stream, JSON.stringify(name))), n),
    )
    // parents in the order of names, so that reordering the nodes does not change a bit
    const incoming = graph.nodes.map((): (typeof coefficients)[number][] => [])
    for (const edge of [...coefficients].sort((a, b) => (a.from < b.from ? -1 : 1))) {
      incoming[g.index.get(edge.to)!]!.push(edge)
    }
    for (const node of kahnOrder(g)) {
      const out = columns[node]!
      for (const { from, coefficient } of incoming[node]!) {
        const parent = columns[g.index.get(from)!]!
        for (let i = 0; i < n; i++) out[i]! += coefficient * parent[i]!
      }
    }
    const shown = graph.nodes.filter((_, i) => g.latent[i] === 0)
    return Object.freeze({
      data: makeTable<Record<N, number>>(
        shown,
        n,
        columns.filter((_, i) => g.latent[i] === 0),
      ),
      coefficients: Object.freeze(coefficients),
    })
  })
}
