// What testImplications claims, measured: the size and power of the Verma test, the coverage of the intervals of effect
// sizes, the chance of any false rejection under Holm. Draws: 1,000 for each line (VALIDITY_DRAWS sets another number).
import {
  admg,
  dag,
  fisherZ,
  gSquare,
  linear,
  normal,
  randomStream,
  sample,
  scm,
  splitStream,
  table,
  testImplications,
  uniforms,
  vermaGraph,
} from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 1000)
const flat = (stream, n) => uniforms(stream, n).values

/** A random categorical model of a graph with one hidden cause of two of its nodes; `direct` adds an effect of the first on the last. */
function model(stream, { nodes, parents, hidden }, k, floor) {
  let at = 0
  const numbers = flat(stream, 40 * k ** 3)
  const law = () => {
    const w = Array.from({ length: k }, () => floor + (1 - k * floor) * numbers[at++])
    const sum = w.reduce((a, b) => a + b)
    return w.map((x) => x / sum)
  }
  const tables = new Map()
  const chance = (node, state) => {
    const key = `${node} ${state}`
    if (!tables.has(key)) tables.set(key, law())
    return tables.get(key)
  }
  return (rows, n, direct) => {
    const u = (name) => flat(splitStream(rows, name), n)
    const [h, own] = [u('hidden'), new Map(nodes.map((node) => [node, u(node)]))]
    const columns = Object.fromEntries(nodes.map((node) => [node, new Array(n)]))
    for (let i = 0; i < n; i++) {
      for (const node of nodes) {
        const cause = hidden.includes(node) ? (h[i] < 0.5 ? 0 : 1) : ''
        const p = chance(node, `${parents[node].map((parent) => columns[parent][i])} ${cause}`)
        let rest = own.get(node)[i]
        // the first node raises the first state of the last
        const first = node === nodes.at(-1) && columns[nodes[0]][i] === 's0' ? direct : 0
        const law = p.map((x, s) => (1 - first) * x + (s === 0 ? first : 0))
        let s = 0
        for (; s < k - 1 && rest > law[s]; s++) rest -= law[s]
        columns[node][i] = `s${s}`
      }
    }
    return table(columns)
  }
}

const verma = { nodes: ['A', 'B', 'C', 'D'], parents: { A: [], B: ['A'], C: ['B'], D: ['C'] }, hidden: ['B', 'D'] }
const line = {
  nodes: ['P', 'D', 'X', 'S'],
  parents: { P: [], D: ['P'], X: ['D'], S: ['X'] },
  hidden: ['D', 'S'],
}

export default (b) => {
  b.print(
    `${draws} draws a line; a 5 % test rejects 5 ± ${(100 * 1.96 * Math.sqrt(0.0475 / draws)).toFixed(1)} % of true constraints`,
  )
  const cases = [
    { name: 'Verma graph, two states', graph: vermaGraph, shape: verma, k: 2, floor: 0.1 },
    { name: 'Verma graph, two states, rare ones', graph: vermaGraph, shape: verma, k: 2, floor: 0.02 },
    { name: 'Verma graph, three states', graph: vermaGraph, shape: verma, k: 3, floor: 0.08 },
    { name: 'P -> D -> X -> S, D <-> S', graph: admg('P -> D -> X -> S; D <-> S'), shape: line, k: 2, floor: 0.1 },
  ]
  b.print('\nThe Verma test at 5 %: size, and power against an effect of the first node on the last')
  for (const { name, graph, shape, k, floor } of cases) {
    for (const n of [100, 200, 1000]) {
      const shares = [0, 0.1, 0.3].map((direct) => {
        let [rejected, tested] = [0, 0]
        for (let r = 0; r < draws; r++) {
          const stream = splitStream(randomStream(`${name} ${n} ${direct}`), r)
          const rows = model(splitStream(stream, 'model'), shape, k, floor)(splitStream(stream, 'rows'), n, direct)
          const row = testImplications(graph, gSquare(rows), { table: rows, correction: 'none' }).implications.find(
            ({ kind }) => kind === 'verma',
          )
          if (!row.tested) continue
          tested++
          if (row.rejected) rejected++
        }
        return `${((100 * rejected) / tested).toFixed(1)} %${tested < draws ? ` (of ${tested})` : ''}`
      })
      b.print(`${name}, n ${n}: size ${shares[0]}; power 0.1: ${shares[1]}, 0.3: ${shares[2]}`)
    }
  }
  b.print('\nCoverage of the 95 % interval of the effect size')
  for (const n of [50, 200, 1000]) {
    for (const rho of [0, 0.1, 0.3, 0.6]) {
      const chain = scm({ A: normal(), B: linear({ A: rho / Math.sqrt(1 - rho * rho) }, normal()) })
      let [covered, discrete, silent] = [0, 0, 0]
      // two states each, even margins: P(equal) = (1 + rho) / 2; twice the mutual information makes the correlation
      const q = (1 + rho) / 2
      const information = q * Math.log(2 * q) + (q < 1 ? (1 - q) * Math.log(2 * (1 - q)) : 0)
      const truth = Math.sqrt(1 - Math.exp(-2 * information))
      for (let r = 0; r < draws; r++) {
        const [row] = testImplications(
          dag('A; B'),
          fisherZ(sample(chain, n, { seed: `${n} ${rho} ${r}` })),
        ).implications
        if (row.interval[0] <= rho && rho <= row.interval[1]) covered++
        const stream = splitStream(randomStream(`pair ${n} ${rho}`), r)
        const [a, e] = [flat(splitStream(stream, 'a'), n), flat(splitStream(stream, 'e'), n)]
        const A = Array.from(a, (v) => (v < 0.5 ? 'p' : 'q'))
        const B = A.map((v, i) => (e[i] < q ? v : v === 'p' ? 'q' : 'p'))
        const [pair] = testImplications(dag('A; B'), gSquare(table({ A, B }))).implications
        if (!pair.tested) silent++
        else if (pair.interval[0] <= truth + 1e-12 && truth <= pair.interval[1]) discrete++
      }
      const share = (count) => `${((100 * count) / draws).toFixed(1)} %`
      b.print(
        `n ${n}, correlation ${rho}: fisherZ ${share(covered)}; gSquare (${truth.toFixed(3)}) ${((100 * discrete) / (draws - silent)).toFixed(1)} %${silent > 0 ? ` (${silent} not tested)` : ''}`,
      )
    }
  }
  b.print('\nThe chance that a true graph is contradicted at 5 %, Holm: a chain of six, Gaussian')
  const names = ['A', 'B', 'C', 'D', 'E', 'F']
  const six = scm({
    A: normal(),
    B: linear({ A: 1 }, normal()),
    C: linear({ B: 1 }, normal()),
    D: linear({ C: 1 }, normal()),
    E: linear({ D: 1 }, normal()),
    F: linear({ E: 1 }, normal()),
  })
  for (const n of [50, 500]) {
    let contradicted = 0
    for (let r = 0; r < draws; r++)
      if (testImplications(dag(names.join(' -> ')), sample(six, n, { seed: `six ${r}` })).verdict === 'contradicted')
        contradicted++
    b.print(`n ${n}: ${((100 * contradicted) / draws).toFixed(1)} %`)
  }
}
