// Data of known graphs for the tables of accuracy: linear Gaussian, discrete, and mixed. All seeded.
import { normals, randomStream, simulateDag, simulateLinear, splitStream, table, uniforms } from '../dist/index.js'

const parentsOf = (graph, node) => graph.edges.filter((edge) => edge.to === node).map((edge) => edge.from)

/** The nodes, parents first. */
function ordered(graph) {
  const order = []
  while (order.length < graph.nodes.length) {
    for (const node of graph.nodes) {
      if (!order.includes(node) && parentsOf(graph, node).every((parent) => order.includes(parent))) order.push(node)
    }
  }
  return order
}

export function linearWorld(p, degree, n, seed) {
  const graph = simulateDag(p, { degree, seed })
  return { graph, data: simulateLinear(graph, n, { seed }).data }
}

/** Three states a node; for each states of its parents a distribution with weights 1 / (1 + |k − m|)³ around a random m. */
export function discreteWorld(p, degree, n, seed) {
  const graph = simulateDag(p, { degree, seed })
  const columns = {}
  for (const [k, node] of ordered(graph).entries()) {
    const parents = parentsOf(graph, node)
    const middles = uniforms(splitStream(randomStream(seed), 2 * k), 3 ** parents.length).values
    const draws = uniforms(splitStream(randomStream(seed), 2 * k + 1), n).values
    columns[node] = Array.from({ length: n }, (_, i) => {
      const at = parents.reduce((sum, parent) => 3 * sum + columns[parent][i], 0)
      const middle = Math.floor(3 * middles[at])
      const weights = [0, 1, 2].map((s) => 1 / (1 + Math.abs(s - middle)) ** 3)
      let left = draws[i] * weights.reduce((a, b) => a + b)
      let state = 0
      while (state < 2 && left >= weights[state]) left -= weights[state++]
      return state
    })
  }
  return { graph, data: table(Object.fromEntries(graph.nodes.map((node) => [node, columns[node]]))) }
}

/** Every other node a category of three levels, cut from a linear predictor; a level shifts its children by ±1 and 0. */
export function mixedWorld(p, degree, n, seed) {
  const graph = simulateDag(p, { degree, seed })
  const values = {}
  const columns = {}
  for (const [k, node] of ordered(graph).entries()) {
    const stream = splitStream(randomStream(seed), k)
    const parents = parentsOf(graph, node)
    const weights = uniforms(splitStream(stream, 1), parents.length).values.map(
      (u) => (u < 0.5 ? -1 : 1) * (0.5 + ((2 * u) % 1)),
    )
    const noise = normals(stream, n).values
    const predictor = Array.from({ length: n }, (_, i) =>
      parents.reduce((sum, parent, j) => sum + weights[j] * values[parent][i], noise[i]),
    )
    if (graph.nodes.indexOf(node) % 2 === 1) {
      const sorted = [...predictor].sort((a, b) => a - b)
      const [low, high] = [sorted[Math.floor(n / 3)], sorted[Math.floor((2 * n) / 3)]]
      values[node] = predictor.map((v) => (v < low ? -1 : v < high ? 0 : 1))
      columns[node] = values[node].map((v) => ['low', 'middle', 'high'][v + 1])
    } else {
      values[node] = predictor
      columns[node] = predictor
    }
  }
  return { graph, data: table(Object.fromEntries(graph.nodes.map((node) => [node, columns[node]]))) }
}
