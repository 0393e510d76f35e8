// Graph queries: separation beside the same search over graphlib's structures, classes counted, separators listed.
import { Graph } from '@dagrejs/graphlib'
import {
  countDags,
  cpdag,
  cpdagOf,
  dag,
  dSeparated,
  impliedIndependencies,
  magOf,
  minimalSeparators,
  pagOf,
} from '../dist/index.js'
import { generator as draws } from '../dist/probability/streams/stream.js'

/** A random DAG with about `degree` edges at a node, between nodes that are at most `reach` apart in the order. */
function randomDag(n, degree = 3, reach = n, seed = 'graph') {
  const draw = draws(seed)
  const nodes = Array.from({ length: n }, (_, i) => `V${i}`)
  const directed = []
  for (let e = 0; e < (n * degree) / 2; e++) {
    const b = 1 + draw.integer(n - 1)
    const a = Math.max(0, b - 1 - draw.integer(reach))
    if (a < b) directed.push([nodes[a], nodes[b]])
  }
  return dag({ nodes, directed })
}

/** Questions with two given nodes, the same for both sides. */
function questions(g, count, seed = 'ask') {
  const draw = draws(seed)
  return Array.from({ length: count }, () => {
    const four = new Set()
    while (four.size < 4) four.add(g.nodes[draw.integer(g.nodes.length)])
    const [x, y, ...given] = four
    return { x, y, given }
  })
}

function toGraphlib(g) {
  const graph = new Graph({ directed: true })
  for (const name of g.nodes) graph.setNode(name)
  for (const { from, to } of g.edges) graph.setEdge(from, to)
  return graph
}

/** The same Bayes ball, on graphlib's predecessors and successors and Sets of names. */
function separatedInGraphlib(graph, x, y, given) {
  const closed = new Set(given)
  const seen = new Set([`${x} up`])
  const queue = [[x, true]]
  while (queue.length > 0) {
    const [node, up] = queue.pop()
    const visit = (next, way) => {
      const key = `${next} ${way ? 'up' : 'down'}`
      if (seen.has(key)) return
      seen.add(key)
      queue.push([next, way])
    }
    if (node === y) return false
    if (!closed.has(node)) for (const child of graph.successors(node)) visit(child, false)
    if (up !== closed.has(node)) for (const parent of graph.predecessors(node)) visit(parent, true)
  }
  return true
}

export default (b) => {
  for (const [n, target] of [
    [100, '5 us'],
    [1000, '50 us'],
    [10_000, '0.6 ms'],
  ]) {
    const g = randomDag(n)
    const other = toGraphlib(g)
    const asked = questions(g, 64)
    let i = 0
    let j = 0
    const ask = () => asked[i++ % 64]
    b.compare({
      name: `d-separation, ${n} nodes, 2 given`,
      ours: () => {
        const { x, y, given } = ask()
        return dSeparated(g, x, y, given)
      },
      baseline: {
        name: 'over graphlib',
        run: () => {
          const { x, y, given } = asked[j++ % 64]
          return separatedInGraphlib(other, x, y, given)
        },
      },
      difference: () =>
        asked.filter(({ x, y, given }) => dSeparated(g, x, y, given) !== separatedInGraphlib(other, x, y, given))
          .length,
      target,
    })
  }
  b.growth({
    name: 'd-separation',
    sizes: [100, 1000, 10_000],
    make: (n) => {
      const g = randomDag(n)
      const asked = questions(g, 64)
      let i = 0
      return () => {
        const { x, y, given } = asked[i++ % 64]
        return dSeparated(g, x, y, given)
      }
    },
  })
  b.growth({
    name: 'cpdagOf',
    sizes: [100, 1000, 10_000],
    make: (n) => {
      const g = randomDag(n)
      return () => cpdagOf(g)
    },
  })
  const path = (n, width) => {
    const nodes = Array.from({ length: n }, (_, i) => `V${i}`)
    return cpdag({
      nodes,
      undirected: nodes.flatMap((v, j) => nodes.slice(Math.max(0, j - width), j).map((u) => [u, v])),
    })
  }
  b.growth({
    name: 'countDags, undirected, each node joined to the 3 before',
    sizes: [50, 200, 1000],
    make: (n) => {
      const g = path(n, 3)
      return () => countDags(g)
    },
  })
  b.growth({
    name: 'countDags of random DAGs',
    sizes: [100, 1000, 10_000],
    make: (n) => {
      const g = cpdagOf(randomDag(n))
      return () => countDags(g)
    },
  })

  const parallel = (k) => {
    const pairs = Array.from({ length: k }, (_, i) => [`A${i}`, `B${i}`])
    return dag({
      nodes: ['X', 'Y', ...pairs.flat()],
      directed: pairs.flatMap(([a, c]) => [
        ['X', a],
        [a, c],
        [c, 'Y'],
      ]),
    })
  }
  const fourteen = parallel(14)
  b.compare({
    name: 'first of 16,384 minimal separators',
    ours: () => minimalSeparators(fourteen, 'X', 'Y')[Symbol.iterator]().next(),
    target: '1 ms',
  })
  b.compare({
    name: 'all 16,384 minimal separators',
    ours: () => {
      let count = 0
      for (const _ of minimalSeparators(fourteen, 'X', 'Y')) count++
      return count
    },
    target: '0.7 s',
  })
  b.growth({
    name: 'first minimal separator',
    sizes: [100, 1000, 10_000],
    make: (n) => {
      const g = randomDag(n)
      const asked = questions(g, 64)
      let i = 0
      return () => {
        const { x, y } = asked[i++ % 64]
        return minimalSeparators(g, x, y)[Symbol.iterator]().next()
      }
    },
  })
  b.growth({
    name: 'impliedIndependencies, one a pair',
    sizes: [25, 50, 100],
    make: (n) => {
      const g = randomDag(n)
      return () => impliedIndependencies(g, { sets: 'one' })
    },
  })
  b.growth({
    name: 'magOf, a fifth latent',
    sizes: [50, 100, 200],
    make: (n) => {
      const g = randomDag(n, 3, 20)
      const latents = g.nodes.filter((_, i) => i % 5 === 0)
      return () => magOf(g, { latents })
    },
  })
  b.growth({
    name: 'pagOf, a fifth latent',
    sizes: [50, 100, 200],
    make: (n) => {
      const g = randomDag(n, 3, 20)
      const latents = g.nodes.filter((_, i) => i % 5 === 0)
      return () => pagOf(g, { latents })
    },
  })
}
