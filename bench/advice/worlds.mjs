// Eight kinds of tables of six columns, what could be run on each, and how far an answer is from what can be found: the class of the graph
// where only that can be told, the graph itself where bends or noise tell it, links with their lags in series.
import {
  bdeuScore,
  bicScore,
  boss,
  cam,
  cdnod,
  completeRows,
  conditionalGaussian,
  cpdagOf,
  dag,
  degenerateGaussianScore,
  directLingam,
  fisherZ,
  ges,
  gSquare,
  jci,
  kci,
  laggedCorrelation,
  lpcmci,
  missingDataDeletion,
  mvpc,
  normals,
  pc,
  pcmciPlus,
  randomStream,
  rankCorrelation,
  select,
  series,
  simulateDag,
  simulateLinear,
  simulateNonlinear,
  splitStream,
  structuralHammingDistance,
  table,
  uniforms,
  varLingam,
} from '../../dist/index.js'
import { discreteWorld, mixedWorld } from '../worlds.mjs'

const p = 6
const degree = 2
const rows = 300
const alpha = 0.01

const ofClass = (truth, { graph }) =>
  structuralHammingDistance(graph.kind === 'dag' ? cpdagOf(graph) : graph, cpdagOf(truth))
const ofGraph = (truth, { graph }) => structuralHammingDistance(graph, truth)

const numbers = (data) => ({
  'boss, penalty 2': () => boss(bicScore(data, { penalty: 2 })),
  'ges, penalty 2': () => ges(bicScore(data, { penalty: 2 })),
  'pc, fisherZ': () => pc(fisherZ(data), { alpha }),
  'pc, rankCorrelation': () => pc(rankCorrelation(data), { alpha }),
  'pc, kci': () => pc(kci(data), { alpha }),
  directLingam: () => directLingam(data),
  cam: () => cam(data),
})

const linear = (noise) => (seed) => {
  const truth = simulateDag(p, { degree, seed })
  return { truth, data: simulateLinear(truth, rows, { seed, noise }).data }
}

/** A series: each variable follows itself and, along a random graph, the others one step before. */
function autocorrelated(seed) {
  const graph = simulateDag(4, { degree: 1.5, seed })
  const stream = splitStream(randomStream('series'), seed)
  const noise = graph.nodes.map((name) => normals(splitStream(stream, name), rows + 50).values)
  const x = graph.nodes.map(() => new Float64Array(rows + 50))
  const at = (name) => graph.nodes.indexOf(name)
  for (let t = 1; t < rows + 50; t++)
    for (const [v] of graph.nodes.entries()) {
      x[v][t] = 0.7 * x[v][t - 1] + noise[v][t]
      for (const { from, to } of graph.edges) if (at(to) === v) x[v][t] += 0.35 * x[at(from)][t - 1]
    }
  const links = [...graph.nodes.map((name) => `${name} ${name}`), ...graph.edges.map(({ from, to }) => `${from} ${to}`)]
  return {
    truth: new Set(links.map((link) => `${link} 1`)),
    data: table(Object.fromEntries(graph.nodes.map((name, v) => [name, x[v].slice(50)]))),
  }
}

/** Links with their lags that one has and the other has not; what has no direction, or no time, counts for each end. */
function ofLinks(truth, found) {
  const graph = found.laggedGraph ?? found.graph
  const told = new Set(
    // a graph of rows knows no lag
    graph.edges.map(({ from, to, lag = 0 }) => `${from} ${to} ${lag}`),
  )
  let distance = 0
  for (const link of truth) if (!told.has(link)) distance++
  for (const link of told) if (!truth.has(link)) distance++
  return distance
}

/** A third of the values of two columns missing where another one is large. */
function withGaps(seed) {
  const { truth, data } = linear('normal')(seed)
  const u = uniforms(splitStream(randomStream('gaps'), seed), rows).values
  const columns = data.columns.map((name, j) => {
    const other = data.data[(j + 2) % p]
    const gone = (i) => j % 3 === 1 && other[i] > 0.3 && u[i] < 0.8
    return [name, Array.from(data.data[j], (v, i) => (gone(i) ? null : v))]
  })
  return { truth, data: table(Object.fromEntries(columns)) }
}

/** Three sites; in each two of the columns have a mean and a spread of their own. */
function threeSites(seed) {
  const truth = simulateDag(p, { degree, seed })
  const parts = [0, 1, 2].map((site) => {
    const { data, coefficients } = simulateLinear(truth, rows, { seed: `${seed}` })
    const noise = simulateLinear(dag({ nodes: truth.nodes }), rows, { seed: `${seed} ${site}` }).data
    const columns = new Map()
    const fill = (name) => {
      if (columns.has(name)) return columns.get(name)
      const own = data.columns.indexOf(name)
      const moved = own < 2 ? 1 : 0
      const value = noise.data[own].map((v) => v * (1 + moved * site) + 2 * moved * site)
      for (const { from, coefficient } of coefficients.filter((one) => one.to === name)) {
        const cause = fill(from)
        for (let i = 0; i < rows; i++) value[i] += coefficient * cause[i]
      }
      columns.set(name, value)
      return value
    }
    for (const name of truth.nodes) fill(name)
    return columns
  })
  const all = (name) => parts.flatMap((part) => Array.from(part.get(name)))
  const site = ['north', 'middle', 'south'].flatMap((word) => new Array(rows).fill(word))
  return { truth, data: table({ site, ...Object.fromEntries(truth.nodes.map((name) => [name, all(name)])) }) }
}
/** The graph without the node of the environment, beside the graph of the columns. */
function withoutSite(truth, { graph }) {
  let distance = 0
  const marks = (edges) =>
    new Map(
      edges.map(({ from, to, fromMark, toMark }) => [
        [from, to].sort().join(),
        from < to ? `${fromMark} ${toMark}` : `${toMark} ${fromMark}`,
      ]),
    )
  const [wanted, told] = [
    marks(truth.edges),
    marks(graph.edges.filter(({ from, to }) => from !== 'site' && to !== 'site')),
  ]
  for (const [pair, mark] of wanted) if (told.get(pair) !== mark) distance++
  for (const pair of told.keys()) if (!wanted.has(pair)) distance++
  return distance
}

export const worlds = [
  { name: 'linear Gaussian', make: linear('normal'), offered: numbers, distance: ofClass },
  { name: 'linear, uniform noise', make: linear('uniform'), offered: numbers, distance: ofGraph },
  { name: 'linear, exponential noise', make: linear('exponential'), offered: numbers, distance: ofGraph },
  {
    name: 'bent, added Gaussian noise',
    make: (seed) => {
      const truth = simulateDag(p, { degree, seed })
      return { truth, data: simulateNonlinear(truth, rows, { seed }) }
    },
    offered: numbers,
    distance: ofGraph,
  },
  {
    name: 'states',
    make: (seed) => {
      const { graph, data } = discreteWorld(p, degree, 500, seed)
      return { truth: graph, data }
    },
    offered: (data) => ({
      'boss, bdeu': () => boss(bdeuScore(data)),
      'ges, bdeu': () => ges(bdeuScore(data)),
      'pc, gSquare': () => pc(gSquare(data), { alpha }),
      'pc, fisherZ on codes': () => pc(fisherZ(data), { alpha }),
    }),
    distance: ofClass,
  },
  {
    name: 'numbers beside states',
    make: (seed) => {
      const { graph, data } = mixedWorld(p, degree, 500, seed)
      return { truth: graph, data }
    },
    offered: (data) => ({
      'ges, degenerateGaussian': () => ges(degenerateGaussianScore(data)),
      'boss, degenerateGaussian': () => boss(degenerateGaussianScore(data)),
      'pc, conditionalGaussian': () => pc(conditionalGaussian(data), { alpha }),
    }),
    distance: ofClass,
  },
  {
    name: 'rows that follow each other',
    make: autocorrelated,
    offered: (data) => {
      const steps = series(data)
      const test = laggedCorrelation(steps, { maxLag: 6 })
      return {
        'pcmciPlus, lag 1': () => pcmciPlus(laggedCorrelation(steps, { maxLag: 2 }), { maxLag: 1, alpha }),
        'pcmciPlus, lag 3': () => pcmciPlus(test, { maxLag: 3, alpha }),
        'lpcmci, lag 3': () => lpcmci(test, { maxLag: 3, alpha }),
        varLingam: () => varLingam(steps, { maxLag: 1, pruneLags: 'adaptive-lasso' }),
        'pc on the rows': () => pc(fisherZ(data), { alpha }),
      }
    },
    distance: ofLinks,
  },
  {
    name: 'values missing by other columns',
    make: withGaps,
    offered: (data) => ({
      mvpc: () => mvpc(data, { alpha }),
      'pc, missingDataDeletion': () => pc(missingDataDeletion(data, fisherZ), { alpha }),
      'pc, complete rows': () => pc(fisherZ(completeRows(data)), { alpha }),
      'boss, complete rows': () => boss(bicScore(completeRows(data), { penalty: 2 })),
    }),
    distance: ofClass,
  },
  {
    name: 'three sites',
    options: { environment: 'site' },
    make: threeSites,
    offered: (data) => {
      const pooled = select(
        data,
        data.columns.filter((name) => name !== 'site'),
      )
      return {
        cdnod: () => cdnod(data, { domain: 'site', test: conditionalGaussian, alpha }),
        'jci, pc': () => jci(conditionalGaussian(data), { context: ['site'], search: 'pc', alpha }),
        'boss, sites thrown together': () => boss(bicScore(pooled, { penalty: 2 })),
        'pc, sites thrown together': () => pc(fisherZ(pooled), { alpha }),
      }
    },
    distance: withoutSite,
  },
]
