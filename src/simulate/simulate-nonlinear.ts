import { makeTable } from '../data/tables/make-table.js'
import type { Table } from '../data/types.js'
import { CausalError, calledAs } from '../errors.js'
import { indexed } from '../graph/core/indexed.js'
import { kahnOrder } from '../graph/core/order.js'
import type { Dag } from '../graph/types.js'
import { checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import { generator, seedStream, splitStream } from '../probability/streams/stream.js'
import { show } from '../show.js'
import { checkRows, noiseColumn, type SimulatedNoise } from './simulated-noise.js'

/** Units of the random networks. */
const UNITS = 24

/**
 * Data from a random non-linear model with additive noise on a graph, for benchmarks.
 *
 * Each node is a random smooth function of its parents, a network of 24 units t / (1 + |t|), scaled to variance 1, plus
 * noise. Only sums, products, quotients and roots are used, so that the bits are the same everywhere.
 *
 * @param graph - a DAG
 * @param n - how many rows
 * @param options - `seed`; the distribution of the `noise` (default `normal`), and its standard deviation
 *   `noiseScale` (default 0.5)
 * @returns the table, its columns in the order of the graph's nodes, latent ones left out
 * @throws CausalError `invalid-argument`
 * @complexity O(n m) for m edges
 * @category Discovery
 * @example
 * simulateNonlinear(dag('A -> B <- C'), 500, { seed: 7 }).columns
 * //=> ['A', 'B', 'C']
 */
export function simulateNonlinear<N extends string>(
  graph: Dag<N>,
  n: number,
  options: { readonly seed?: number | string; readonly noise?: SimulatedNoise; readonly noiseScale?: number } = {},
): Table<Record<N, number>> {
  return calledAs('simulateNonlinear', () => {
    checkOptions('options', options, ['seed', 'noise', 'noiseScale'], { noiseScale: 'number' })

    const { seed = 0, noise = 'normal', noiseScale = 0.5 } = checkedObject('options', options)
    checkRows(n)
    if (!(noiseScale >= 0 && noiseScale < Number.POSITIVE_INFINITY)) {
      throw new CausalError(
        'invalid-argument',
        `noiseScale is ${show(noiseScale)}: give the standard deviation of the noise, a finite number above 0.`,
        {
          noiseScale,
        },
      )
    }
    const g = indexed(graph, 'dag')
    const stream = seedStream(seed)
    const columns = graph.nodes.map((name) =>
      noiseColumn(noise, generator(splitStream(stream, JSON.stringify(name))), n),
    )
    for (const node of kahnOrder(g)) {
      const out = columns[node]!
      const parents = Array.from(g.parents.node.subarray(g.parents.start[node]!, g.parents.start[node + 1]!))
      if (parents.length === 0) continue
      const value = randomFunction(
        // in the order of names, so that reordering the nodes changes nothing
        parents.sort((a, b) => (g.names[a]! < g.names[b]! ? -1 : 1)).map((parent) => columns[parent]!),
        splitStream(stream, JSON.stringify([g.names[node], 'function'])),
        n,
      )
      for (let i = 0; i < n; i++) out[i] = value[i]! + noiseScale * out[i]!
    }
    return makeTable<Record<N, number>>(
      graph.nodes.filter((_, i) => g.latent[i] === 0),
      n,
      columns.filter((_, i) => g.latent[i] === 0),
    )
  })
}

/** A random network of the columns, with mean 0 and variance 1 over the rows. */
function randomFunction(
  columns: readonly Float64Array[],
  stream: Parameters<typeof generator>[0],
  n: number,
): Float64Array {
  const random = generator(stream)
  const out = new Float64Array(n)
  for (let u = 0; u < UNITS; u++) {
    const bias = 1.5 * random.normal()
    const height = random.normal()
    const weights = columns.map(() => 2 * random.normal())
    for (let i = 0; i < n; i++) {
      let t = bias
      for (let k = 0; k < columns.length; k++) t += weights[k]! * columns[k]![i]!
      out[i]! += (height * t) / (1 + Math.abs(t))
    }
  }
  let mean = 0
  for (const v of out) mean += v / n
  let variance = 0
  for (const v of out) variance += (v - mean) ** 2 / n
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0
  return out.map((v) => (v - mean) * scale)
}
