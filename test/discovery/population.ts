import type { Dag, Moments } from '../../src/index.js'
import { hashed } from './support.js'

/** The moments of a linear-Gaussian model on a DAG, as n rows would have them on average: generic coefficients from a seed. */
export function populationMoments<N extends string>(graph: Dag<N>, seed: number, count: number): Moments<N> {
  const p = graph.nodes.length
  const at = new Map<string, number>(graph.nodes.map((name, i) => [name, i]))
  const parents = graph.nodes.map((node) =>
    graph.edges.filter((edge) => edge.to === node).map((edge) => at.get(edge.from)!),
  )
  const covariance = new Float64Array(p * p)
  const done: number[] = []
  while (done.length < p) {
    const node = parents.findIndex((list, i) => !done.includes(i) && list.every((parent) => done.includes(parent)))
    const weights = parents[node]!.map((parent) => {
      const u = hashed(`${seed}|${graph.nodes[parent]}|${graph.nodes[node]}`)
      return (u < 0.5 ? -1 : 1) * (0.5 + ((2 * u) % 1))
    })
    for (const other of done) {
      let c = 0
      for (const [k, parent] of parents[node]!.entries()) c += weights[k]! * covariance[parent * p + other]!
      covariance[node * p + other] = c
      covariance[other * p + node] = c
    }
    let variance = 0.5 + hashed(`${seed}|noise|${graph.nodes[node]}`)
    for (const [k, parent] of parents[node]!.entries()) variance += weights[k]! * covariance[node * p + parent]!
    covariance[node * p + node] = variance
    done.push(node)
  }
  return { names: graph.nodes, count, mean: new Float64Array(p), covariance }
}
