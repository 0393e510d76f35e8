import { checkMoments } from '../../data/statistics/check-moments.js'
import { moments } from '../../data/statistics/moments.js'
import type { Moments, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { Dag } from '../../graph/types.js'
import { checkedObject, indexNames, lookUp } from '../../names.js'

/**
 * How far the order of variances gives the causal order away: the share of directed paths along which the variance rises,
 * counted for each length and pair of ends once; a tie counts half.
 *
 * Near 1 a search that minimises squared errors in these units (`notears` with `scale: 'as given'`) needs only to sort
 * columns by their variance; 0.5 is what no such information looks like. Standardised data have 0.5. Simulations with equal noise
 * are often near 1; real units are arbitrary.
 *
 * @param graph - the true DAG, or one that was found
 * @param data - a table of numbers, or `moments(table)`, with its nodes as columns
 * @returns between 0 and 1; null for a graph without edges
 * @throws CausalError `unknown-name` for a node that is no column; `invalid-argument` for what is no DAG; as `moments`
 * @complexity O(p³) for each length of a path
 * @category Discovery
 * @see Reisach, Seiler & Weichwald 2021, "Beware of the simulated DAG! Causal discovery benchmarks may be easy to game",
 *   NeurIPS, section 3.1
 * @example
 * const { data } = simulateLinear(dag('A -> B -> C'), 500, { seed: 1 })
 * varsortability(dag('A -> B -> C'), data)
 * //=> 1
 */
export function varsortability<N extends string>(
  graph: Dag<N>,
  data: Table<Record<N, number>> | Moments<N>,
): number | null {
  return calledAs('varsortability', () => {
    const g = indexed(graph, 'dag')
    checkedObject('data', data)
    const { names, covariance } = 'covariance' in data ? data : moments(data as Table<Record<string, number>>)
    if ('covariance' in data) checkMoments(data)
    const index = indexNames('column', names)
    const variance = Float64Array.from(graph.nodes, (name) => {
      const i = lookUp('column', index, name)
      return covariance[i * names.length + i]!
    })
    if (variance.some((v) => !(v >= 0))) throw new CausalError('invalid-data', 'a variance is not a number from 0 on.')
    const p = g.size
    const edge = new Uint8Array(p * p)
    for (let y = 0; y < p; y++) {
      for (let k = g.parents.start[y]!; k < g.parents.start[y + 1]!; k++) edge[g.parents.node[k]! * p + y] = 1
    }
    let paths = edge.slice()
    let count = 0
    let rising = 0
    for (let length = 1; length < p; length++) {
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) {
          if (paths[i * p + j] === 0) continue
          count++
          // equal up to rounding: standardised columns have variances that differ in the last bits
          const equal = Math.abs(variance[i]! - variance[j]!) <= 1e-9 * (variance[i]! + variance[j]!)
          rising += equal ? 0.5 : variance[i]! < variance[j]! ? 1 : 0
        }
      }
      const longer = new Uint8Array(p * p)
      for (let i = 0; i < p; i++) {
        for (let k = 0; k < p; k++) {
          if (paths[i * p + k] === 0) continue
          for (let j = 0; j < p; j++) if (edge[k * p + j] === 1) longer[i * p + j] = 1
        }
      }
      paths = longer
    }
    return count === 0 ? null : rising / count
  })
}
