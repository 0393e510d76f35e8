// What must not grow faster than its input and output: the exponent between the first and the last of three sizes.
import {
  admg,
  box,
  compose,
  dag,
  frontDoorSets,
  identify,
  independenceBasis,
  toSvg,
  toTikz,
  vermaConstraints,
} from '../dist/index.js'
import { lists } from './against-inputs.mjs'

const names = (n, letter = 'v') => Array.from({ length: n }, (_, i) => `${letter}${i}`)
const pairs = (nodes) => nodes.slice(1).map((v, i) => [nodes[i], v])
const chain = (n) => dag({ nodes: names(n), directed: pairs(names(n)) })
const chainWithDoor = (n) => admg({ nodes: names(n), directed: pairs(names(n)), bidirected: [['v0', `v${n - 1}`]] })
const first = (iterable) => iterable[Symbol.iterator]().next()

/** x and y, and n causes of both; or a chain of n nodes, each a cause of x or of y. */
const star = (n) => {
  const z = names(n, 'z')
  const both = z.flatMap((v) => [
    [v, 'x'],
    [v, 'y'],
  ])
  return dag({ nodes: ['x', 'y', ...z], directed: [['x', 'y'], ...both] })
}
const chained = (n) => {
  const z = names(n, 'z')
  return dag({
    nodes: ['x', 'y', ...z],
    directed: [['x', 'y'], ...pairs(z), ...z.map((v, i) => [v, i % 2 === 0 ? 'x' : 'y'])],
  })
}

export default (b) => {
  const grow = (name, sizes, make) => b.growth({ name, sizes, make })
  const effect = { do: 'x', outcome: 'y' }
  grow('identify, a star of confounders', [1000, 3000, 10_000], (n) => {
    const g = star(n)
    return () => identify(g, effect)
  })
  grow('identify, a chain of confounders', [1000, 3000, 10_000], (n) => {
    const g = chained(n)
    return () => identify(g, effect)
  })
  grow('identify, a front door of a chain', [1000, 3000, 10_000], (n) => {
    const g = chainWithDoor(n)
    return () => identify(g, { do: 'v0', outcome: `v${n - 1}` })
  })
  grow('first front-door set of a chain', [1000, 3000, 10_000], (n) => {
    const g = chainWithDoor(n)
    return () => first(frontDoorSets(g, { treatment: 'v0', outcome: `v${n - 1}` }))
  })
  grow('100 front-door sets of a chain', [1000, 3000, 10_000], (n) => {
    const g = chainWithDoor(n)
    return () => {
      let count = 0
      for (const _ of frontDoorSets(g, { treatment: 'v0', outcome: `v${n - 1}` })) if (++count === 100) break
    }
  })
  // n statements of up to n names: the output itself grows with the square
  grow('independenceBasis of a chain (n²/2 names)', [500, 1000, 2000], (n) => {
    const g = chain(n)
    return () => independenceBasis(g)
  })
  grow('vermaConstraints, refused: a star of hidden causes', [20, 40, 80], (n) => {
    const nodes = names(n)
    const g = admg({
      nodes,
      directed: [],
      bidirected: nodes
        .slice(1)
        .map((v) => ['v0', v])
        .map(([a, c]) => [c, a]),
    })
    const last = admg({ nodes: [...nodes, 'y'], directed: [], bidirected: nodes.map((v) => [v, 'y']) })
    return () => {
      for (const graph of [g, last]) {
        try {
          vermaConstraints(graph)
        } catch (error) {
          if (error.code !== 'too-large') throw error
        }
      }
    }
  })
  grow('compose in one call', [1000, 10_000, 100_000], (n) => {
    const parts = Array.from({ length: n }, () => box('f', ['A'], ['A']))
    return () => compose(...parts)
  })
  // each step gives a value of its own, so it copies what is there: 16 bytes a box
  grow('compose one box at a time', [500, 1000, 2000], (n) => () => {
    let d = box('f', ['A'], ['A'])
    for (let i = 1; i < n; i++) d = compose(d, box('f', ['A'], ['A']))
    return d
  })
  for (const [verb, draw] of Object.entries({ toSvg, toTikz })) {
    grow(`${verb} of a chain (500 nodes at most)`, [100, 200, 400], (n) => {
      const g = chain(n)
      return () => draw(g)
    })
    grow(`${verb} of 60 nodes, by edges`, [60, 120, 240], (m) => {
      const g = dag(lists(60, { degree: m / 30 }))
      return () => draw(g)
    })
    grow(`${verb} of a diagram (500 boxes at most)`, [100, 200, 400], (n) => {
      const d = compose(...Array.from({ length: n }, () => box('f', ['A'], ['A'])))
      return () => draw(d)
    })
  }
}
