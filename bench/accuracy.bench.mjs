// How near the searches come to the true class: structural Hamming distance to its CPDAG, F1 of adjacencies, precision and
// recall of arrowheads, means over seeds. With CAUSALKIT_PEER_PYTHON (a Python that has causal-learn) its searches stand beside
// on the same data where they finish in reasonable time. The table in docs/guides/table-to-graph.md was measured so.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import {
  adjacencyScores,
  bdeuScore,
  bicScore,
  boss,
  column,
  conditionalGaussianScore,
  cpdagOf,
  degenerateGaussianScore,
  fisherZ,
  ges,
  grasp,
  gSquare,
  hillClimbing,
  mmhc,
  orientationScores,
  pc,
  pdag,
  structuralHammingDistance,
} from '../dist/index.js'
import { baselineAccuracy, experimentAccuracy, hiddenAccuracy } from './accuracy-experiments.mjs'
import { discreteWorld, linearWorld, mixedWorld } from './worlds.mjs'

const python = process.env.CAUSALKIT_PEER_PYTHON
const seedsOf = (p) => (p <= 20 ? 10 : p <= 50 ? 5 : 3)

const searches = (score, test) => ({
  ges: () => ges(score).graph,
  'ges from boss': () => ges(score, { start: boss(score).graph }).graph,
  boss: () => boss(score).graph,
  grasp: () => grasp(score).graph,
  hillClimbing: () => cpdagOf(hillClimbing(score).graph),
  ...(test && {
    mmhc: () => cpdagOf(mmhc(test, score, { alpha: 0.01 }).graph),
    pc: () => pc(test, { alpha: 0.01 }).graph,
  }),
})

const worlds = [
  {
    name: 'linear Gaussian, bicScore',
    make: linearWorld,
    kind: 'linear',
    sizes: [10, 20, 50, 100],
    of: (data) => ({
      ...searches(bicScore(data), fisherZ(data)),
      'boss, penalty 2': () => boss(bicScore(data, { penalty: 2 })).graph,
    }),
  },
  {
    name: 'three states, bdeuScore',
    make: discreteWorld,
    kind: 'discrete',
    sizes: [10, 20, 50],
    of: (data) => searches(bdeuScore(data), gSquare(data)),
  },
  {
    name: 'mixed, conditionalGaussianScore',
    make: mixedWorld,
    sizes: [10, 20],
    of: (data) => searches(conditionalGaussianScore(data)),
  },
  {
    name: 'mixed, degenerateGaussianScore',
    make: mixedWorld,
    sizes: [10, 20, 50],
    of: (data) => searches(degenerateGaussianScore(data)),
  },
]

/** The graphs of causal-learn on the same data, as far as they take less than a minute. */
function peers(data, kind, p) {
  if (python === undefined || kind === undefined || p > (kind === 'linear' ? 50 : 10)) return {}
  const asked = p <= 20 ? ['ges', 'boss', 'grasp'] : ['ges']
  const input = JSON.stringify({
    columns: data.columns.map((name) => Array.from(column(data, name))),
    kind,
    searches: asked,
  })
  const script = fileURLToPath(new URL('accuracy-peer.py', import.meta.url))
  const answer = JSON.parse(String(execFileSync(python, [script], { input, maxBuffer: 1 << 28 })))
  return Object.fromEntries(
    Object.entries(answer).map(([name, { seconds, edges }]) => {
      const directed = edges.filter(([, , mark]) => mark === '->').map(([i, j]) => [data.columns[i], data.columns[j]])
      const undirected = edges.filter(([, , mark]) => mark === '--').map(([i, j]) => [data.columns[i], data.columns[j]])
      return [`causal-learn ${name}`, { seconds, graph: pdag({ nodes: data.columns, directed, undirected }) }]
    }),
  )
}

const fixed = (value, digits) => (Number.isNaN(value) ? '–' : value.toFixed(digits))

export default (b) => {
  experimentAccuracy(b)
  hiddenAccuracy(b)
  baselineAccuracy(b)
  const largest = Number(process.env.CAUSALKIT_ACCURACY_LARGEST ?? 100)
  for (const { name, make, kind, sizes, of } of worlds) {
    for (const p of sizes.filter((size) => size <= largest)) {
      const seeds = seedsOf(p)
      b.print(`\n${name}, ${p} nodes of degree 3, 1,000 rows, means of ${seeds} graphs`)
      b.print('search                 SHD   F1    arrow precision / recall   seconds (CPU)')
      const rows = new Map()
      for (let seed = 1; seed <= seeds; seed++) {
        const { graph, data } = make(p, 3, 1000, seed)
        const truth = cpdagOf(graph)
        const add = (search, found, seconds) => {
          const adjacent = adjacencyScores(truth, found)
          const arrows = orientationScores(truth, found)
          const f1 = (2 * adjacent.precision * adjacent.recall) / (adjacent.precision + adjacent.recall)
          const list = rows.get(search) ?? []
          list.push([structuralHammingDistance(found, truth), f1, arrows.precision, arrows.recall, seconds])
          rows.set(search, list)
        }
        for (const [search, run] of Object.entries(of(data))) {
          const start = process.cpuUsage()
          const found = run()
          const { user, system } = process.cpuUsage(start)
          add(search, found, (user + system) / 1e6)
        }
        for (const [search, { graph: found, seconds }] of Object.entries(peers(data, kind, p)))
          add(search, found, seconds)
      }
      for (const [search, list] of rows) {
        const mean = (k) => {
          const known = list.map((row) => row[k]).filter((v) => !Number.isNaN(v))
          return known.reduce((a, v) => a + v, 0) / known.length
        }
        b.print(
          `${search.padEnd(22)} ${fixed(mean(0), 1).padStart(5)} ${fixed(mean(1), 2)}  ${fixed(mean(2), 2)} / ${fixed(mean(3), 2)}                ${fixed(mean(4), 3)}`,
        )
      }
    }
  }
}
