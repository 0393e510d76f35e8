// String diagrams: equality, evaluation, drawing. Figures of other libraries are those measured in an earlier session on the
// same kind of machine (DisCoPy 1.2.2 on Python 3.11; numpy einsum with a greedy path): read them as orders of magnitude.
import { existsSync, readFileSync } from 'node:fs'
import {
  box,
  canonicalForm,
  compose,
  cut,
  dag,
  diagramOf,
  disintegrate,
  effectByComb,
  equalDiagrams,
  fromProgram,
  interpret,
  openAt,
  randomStream,
  stochastic,
  toSvg,
  uniforms,
} from '../dist/index.js'

/** A binary network of n variables, each with up to three random parents among those before it (all of them, or the last 8). */
function randomNet(n, seed, window = n) {
  const draws = uniforms(randomStream(seed), 16 * n).values
  let next = 0
  const names = Array.from({ length: n }, (_, i) => `V${i}`)
  const directed = []
  for (let j = 1; j < n; j++) {
    const from = Math.max(0, j - window)
    const count = Math.min(j - from, Math.floor(draws[next++] * 4))
    const chosen = new Set()
    while (chosen.size < count) chosen.add(from + Math.floor(draws[next++ % draws.length] * (j - from)))
    for (const i of chosen) directed.push([names[i], names[j]])
  }
  const graph = dag({ nodes: names, directed })
  const boxes = new Map(
    names.map((name) => {
      const rows = 2 ** directed.filter((edge) => edge[1] === name).length
      const p = uniforms(randomStream(`${seed} ${name}`), rows).values
      return [name, Float64Array.from(Array.from(p).flatMap((x) => [x, 1 - x]))]
    }),
  )
  return { graph, names, boxes }
}

/** The same diagram as a value of its own, so that nothing is remembered. */
const fresh = (d) => Object.freeze({ ...d, wires: Object.freeze([...d.wires]), boxes: Object.freeze([...d.boxes]) })

export default (b) => {
  for (const n of [10, 20, 50]) {
    const { graph, names } = randomNet(n, 7)
    const d = diagramOf(graph, { outputs: names })
    const other = diagramOf(graph, { outputs: names })
    b.compare({
      name: `equality of ${n} boxes, both sides from scratch, all wires output`,
      ours: () => equalDiagrams(fresh(d), fresh(other)),
      baseline: { name: 'DisCoPy hypergraph equality (earlier session)', seconds: { 10: 0.08, 20: 0.3, 50: 2 }[n] },
      ...(n === 50 ? { target: '0.2 ms' } : {}),
    })
  }
  b.growth({
    name: 'canonical form with hash, boxes',
    sizes: [500, 5000, 50_000],
    make: (n) => {
      const { graph, names } = randomNet(n, 3, 8)
      const d = diagramOf(graph, { outputs: names })
      return () => canonicalForm(fresh(d))
    },
  })
  b.growth({
    name: 'composition of a chain, boxes',
    sizes: [1000, 10_000, 100_000],
    make: (n) => {
      const parts = Array.from({ length: n }, () => box('f', ['A'], ['A']))
      return () => compose(...parts)
    },
  })

  for (const [name, window] of [
    ['random', 50],
    ['random, 8 wide', 8],
  ]) {
    const { graph, boxes } = randomNet(50, 11, window)
    const d = diagramOf(graph, { outputs: 'V49' })
    b.compare({
      name: `50-box ${name} network evaluated, order of work remembered`,
      ours: () => interpret(d, stochastic, boxes),
      baseline: { name: 'numpy einsum, greedy path (earlier session; DisCoPy ran out of memory)', seconds: 0.014 },
      target: '10 ms',
    })
    b.compare({
      name: `50-box ${name} network evaluated, planned anew each time`,
      ours: () => interpret(fresh(d), stochastic, boxes),
      target: '10 ms',
      difference: () => {
        const [x, y] = [interpret(fresh(d), stochastic, boxes).values, interpret(d, stochastic, boxes).values]
        return Math.max(...x.map((value, i) => Math.abs(value - y[i])))
      },
    })
  }

  const cases = new URL('../../shared/conformance/diagrams/contraction.json', import.meta.url)
  for (const { id, shape, net, target, intervene } of existsSync(cases) ? JSON.parse(readFileSync(cases)).cases : []) {
    const d = fromProgram([], (run) => {
      const wires = new Map()
      for (const { name, parents } of net.variables) {
        wires.set(name, run(box(name, parents, [name]), ...parents.map((p) => wires.get(p)))[0])
      }
      return [wires.get(target)]
    })
    const boxes = new Map(net.variables.map(({ name, cpt }) => [name, Float64Array.from(cpt)]))
    const options = { sizes: { [intervene]: 2 } }
    const open = openAt(d, intervene).diagram
    b.compare({
      name: `${id} (${shape}, ${net.variables.length} variables): all interventions on one variable, planned anew`,
      ours: () => interpret(fresh(open), stochastic, boxes, options),
      target: '20 ms',
    })
  }

  const front = {
    nodes: ['S', 'T', 'C'],
    directed: [
      ['S', 'T'],
      ['T', 'C'],
    ],
  }
  const joint = interpret(diagramOf(dag(front)), stochastic, {
    S: [0.5, 0.5],
    T: [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
    C: [
      [0.7, 0.3],
      [0.4, 0.6],
    ],
  })
  const comb = {
    applicable: true,
    treatment: 'S',
    outcome: ['C'],
    order: ['S', 'T', 'C'],
    component: ['S', 'C'],
    complement: ['T'],
    discarded: [],
    roles: null,
    teeth: [
      { variable: 'S', given: [], withTreatment: true },
      { variable: 'T', given: ['S'], withTreatment: false },
      { variable: 'C', given: ['S', 'T'], withTreatment: true },
    ],
  }
  b.compare({ name: 'front-door effect by combs', ours: () => effectByComb(joint, comb) })
  b.compare({ name: 'disintegration of 8 cells', ours: () => disintegrate(joint, ['S']) })

  const { graph } = randomNet(50, 5, 8)
  const picture = diagramOf(graph, { outputs: ['V48', 'V49'] })
  b.compare({ name: 'SVG of 50 boxes', ours: () => toSvg(picture), target: '5 ms' })
  b.compare({
    name: 'cut in a diagram of 50 boxes, with the hashes of its step',
    ours: () => cut(fresh(picture), 'V25'),
  })
}
