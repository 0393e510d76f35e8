// How many experiments tell the one true graph: the next target by designExperiment under each objective, the node with most undirected edges, a node
// at random. Random DAGs of 6 to 12 nodes whose class has at least 10 members; one node is set at a time, its outcome is that of the true graph.
import * as ck from '../dist/index.js'

const draws = Number(process.env.DESIGN_DRAWS ?? 400)
const nodes = Array.from({ length: 12 }, (_, i) => `N${i}`)

/** A dense random DAG with few colliders: each node's parents are some of one clique of those before it. */
function chordalDag(size, u) {
  const directed = []
  const cliques = [[nodes[0]]]
  for (let i = 1; i < size; i++) {
    const clique = cliques[Math.floor(u() * cliques.length)]
    const parents = clique.filter(() => u() < 0.6)
    if (parents.length === 0) parents.push(clique[Math.floor(u() * clique.length)])
    for (const parent of parents) directed.push([parent, nodes[i]])
    cliques.push([...parents, nodes[i]])
  }
  return ck.dag({ nodes: nodes.slice(0, size), directed })
}

const openEdges = (graph) => graph.edges.filter(({ fromMark, toMark }) => fromMark === 'tail' && toMark === 'tail')

export default function run(b) {
  const objectives = ['expected-members', 'worst-members', 'expected-edges', 'worst-edges', 'information']
  const ways = {
    ...Object.fromEntries(
      objectives.map((objective) => [objective, (graph) => ck.designExperiment(graph, { objective }).best.targets]),
    ),
    'most open edges': (graph) => {
      const count = new Map()
      for (const { from, to } of openEdges(graph))
        for (const name of [from, to]) count.set(name, (count.get(name) ?? 0) + 1)
      return [[...count].sort((x, y) => y[1] - x[1])[0][0]]
    },
    'at random': (graph, u) => {
      const open = [...new Set(openEdges(graph).flatMap(({ from, to }) => [from, to]))]
      return [open[Math.floor(u() * open.length)]]
    },
  }
  for (const size of [6, 8, 12]) {
    const steps = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
    let made = 0
    for (let d = 0; made < draws; d++) {
      const { values } = ck.uniforms(ck.randomStream(`${size} ${d}`), 2000)
      let k = 0
      const u = () => values[k++]
      const truth = chordalDag(size, u)
      const start = ck.cpdagOf(truth)
      if (ck.countDags(start) < 10n) continue
      made++
      for (const [way, choose] of Object.entries(ways)) {
        let left = ck.orientByKnowledge(start, {})
        let count = 0
        while (openEdges(left).length > 0) {
          const targets = choose(left, u)
          const required = truth.edges
            .filter(({ from, to }) => targets.includes(from) !== targets.includes(to))
            .map(({ from, to }) => [from, to])
          left = ck.orientByKnowledge(left, { required })
          count++
        }
        steps[way].push(count)
      }
    }
    for (const [way, counts] of Object.entries(steps))
      b.print(
        `${size} nodes | ${way.padEnd(16)} | ${(counts.reduce((s, c) => s + c, 0) / counts.length).toFixed(2)} steps on average, ${Math.max(...counts)} at most`,
      )
  }
}
