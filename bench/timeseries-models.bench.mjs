// LPCMCI: precision and recall against the graph that the oracle gives, and speed; beside tigramite's on the same series where
// CAUSALKIT_TIGRAMITE names a Python that has it. Level and power of the classifier two-sample test. Speed of models of series.
// Options: --sets (data sets, 12), --runs (runs of a level, 200), --only lpcmci|levels|models.
import { execFileSync } from 'node:child_process'
import {
  classifierTwoSample,
  column,
  fitTemporalScm,
  forest,
  gradientBoosting,
  laggedCorrelation,
  laggedGraph,
  laggedSeparation,
  linearTemporalModel,
  logisticRegression,
  lpcmci,
  nearestNeighbors,
  randomStream,
  sampleSeries,
  splitStream,
  stationaryMoments,
  uniforms,
} from '../dist/index.js'

/** A random stable model of 3 to 6 measured and 1 to 2 hidden variables, its series and its graph. */
function hiddenWorld(seed) {
  for (let attempt = 0; ; attempt++) {
    const stream = splitStream(randomStream(seed), attempt)
    const { values } = uniforms(stream, 400)
    let at = 0
    const draw = () => values[at++ % values.length]
    const whole = (n) => Math.floor(draw() * n)
    const [measured, hidden, steps] = [3 + whole(4), 1 + whole(2), [200, 300, 500][whole(3)]]
    const maxLag = measured > 4 ? 1 + whole(2) : 2
    const names = Array.from({ length: measured + hidden }, (_, i) => (i < measured ? `X${i}` : `U${i}`))
    const signed = (least, most) => (draw() < 0.5 ? -1 : 1) * (least + (most - least) * draw())
    const effects = names.map((name) => ({ from: name, to: name, lag: 1, effect: 0.3 + 0.6 * draw() }))
    const add = (from, to, lag, effect) => {
      if (!effects.some((e) => e.from === from && e.to === to && e.lag === lag)) effects.push({ from, to, lag, effect })
    }
    for (let u = measured; u < names.length; u++)
      for (let k = 0; k < 2; k++) add(names[u], names[whole(measured)], whole(2), signed(0.3, 0.6))
    for (let k = 0; k < measured; k++) {
      const [i, j, lag] = [whole(measured), whole(measured), whole(maxLag + 1)]
      if (i !== j && (lag > 0 || i < j)) add(names[i], names[j], lag, signed(0.2, 0.5))
    }
    const model = linearTemporalModel({ names, effects })
    if (!stationaryMoments(model).stationary) continue
    const marks = { fromMark: 'tail', toMark: 'arrow' }
    const graph = laggedGraph({ nodes: names, edges: effects.map(({ effect: _, ...edge }) => ({ ...edge, ...marks })) })
    const seen = names.slice(0, measured)
    const test = laggedSeparation(graph, { nodes: seen })
    return { seen, maxLag, steps, truth: lpcmci(test, { maxLag }).graph, data: sampleSeries(model, steps, { seed }) }
  }
}

const signs = { tail: '-', arrow: '>', circle: 'o' }
const byPair = (edges) =>
  new Map(
    edges.map(([i, lag, j, a, b]) => (lag === 0 && i > j ? [`${j} 0 ${i}`, [b, a]] : [`${i} ${lag} ${j}`, [a, b]])),
  )
const edgesOf = ({ nodes, edges }) =>
  edges.map((e) => [nodes.indexOf(e.from), e.lag, nodes.indexOf(e.to), signs[e.fromMark], signs[e.toMark]])

/** Counts of a list of found graphs against the true ones. */
function scores(list) {
  const count = { found: 0, right: 0, true: 0, marks: 0, rightMarks: 0 }
  for (const { truth, found } of list) {
    const [t, f] = [byPair(truth), byPair(found)]
    count.true += t.size
    count.found += f.size
    for (const [pair, ends] of f) {
      if (!t.has(pair)) continue
      count.right++
      for (const k of [0, 1]) {
        if (!'->'.includes(ends[k]) || t.get(pair)[k] === 'o') continue
        count.marks++
        if (ends[k] === t.get(pair)[k]) count.rightMarks++
      }
    }
  }
  const share = (a, b) => (a / b).toFixed(3)
  return `adjacency precision ${share(count.right, count.found)}, recall ${share(count.right, count.true)}; marks right ${share(count.rightMarks, count.marks)}`
}

function benchLpcmci(b, sets) {
  const worlds = Array.from({ length: sets }, (_, k) => hiddenWorld(k + 1))
  const search = (w, alpha) => {
    const names = w.data.names.filter((name) => w.seen.includes(name))
    const seen = {
      ...w.data,
      names,
      table: { ...w.data.table, columns: names, data: w.data.table.data.slice(0, names.length) },
    }
    return lpcmci(laggedCorrelation(seen, { maxLag: w.maxLag }), { maxLag: w.maxLag, alpha }).graph
  }
  for (const alpha of [0.01, 0.05]) {
    const start = process.cpuUsage()
    const found = worlds.map((w) => ({ truth: edgesOf(w.truth), found: edgesOf(search(w, alpha)) }))
    const { user, system } = process.cpuUsage(start)
    const seconds = (user + system) / 1e6
    b.print(`LPCMCI, ${sets} sets, alpha ${alpha}: ${scores(found)}; ${((1000 * seconds) / sets).toFixed(0)} ms a set`)
    const python = process.env.CAUSALKIT_TIGRAMITE
    if (python === undefined) continue
    const input = JSON.stringify(
      worlds.map((w) => ({
        maxLag: w.maxLag,
        alpha,
        data: Array.from({ length: w.steps }, (_, t) => w.seen.map((name) => column(w.data.table, name)[t])),
      })),
    )
    const peer = new URL('lpcmci-peer.py', import.meta.url).pathname
    const theirs = JSON.parse(execFileSync(python, [peer], { input, encoding: 'utf8', maxBuffer: 2 ** 28 }))
    const list = theirs.map(({ edges }, k) => ({ truth: edgesOf(worlds[k].truth), found: edges }))
    const total = theirs.reduce((sum, { seconds: s }) => sum + s, 0)
    b.print(
      `tigramite, the same:      ${scores(list)}; ${((1000 * total) / sets).toFixed(0)} ms a set; ratio ${(seconds / total).toPrecision(2)}`,
    )
  }
}

const autoregression = (effect, more = {}) =>
  linearTemporalModel({
    names: ['A', 'B'],
    effects: [
      { from: 'A', to: 'A', lag: 1, effect },
      { from: 'B', to: 'B', lag: 1, effect },
      { from: 'A', to: 'B', lag: 0, effect: more.link ?? 0 },
    ],
    noise: { A: more.sd ?? 1 },
  })

function benchLevels(b, runs) {
  const classifiers = [logisticRegression(), nearestNeighbors({ neighbors: 20 })]
  const line = (name, p) => {
    let [five, twenty, linear] = [0, 0, 0]
    for (let r = 0; r < runs; r++) {
      const found = p(r)
      if (found.pValue <= 0.05) five++
      if (found.pValue <= 0.2) twenty++
      if (found.classifiers[0].pValue <= 0.05) linear++
    }
    const share = (k) => (k / runs).toFixed(3)
    b.print(
      `${name}: rejected at .05 ${share(five)}, at .20 ${share(twenty)}; the linear classifier alone at .05 ${share(linear)}`,
    )
  }
  const pair = (a, c, n) => (r) => [sampleSeries(a, n, { seed: `a${r}` }), sampleSeries(c, n, { seed: `b${r}` })]
  const rows = (a, c, n) => (r) => {
    const [x, y] = pair(a, c, n)(r)
    return classifierTwoSample(x.table, y.table, { classifiers, draws: 199, seed: r })
  }
  const still = autoregression(0)
  line('level, 200 independent rows each', rows(still, still, 200))
  line('power, standard deviation 1.5, 200 rows', rows(still, autoregression(0, { sd: 1.5 }), 200))
  line('power, correlation .7, 200 rows', rows(still, autoregression(0, { link: 1 }), 200))
  for (const effect of [0.3, 0.9]) {
    for (const block of [1, 20, undefined]) {
      const compare = (r) => {
        const [x, y] = pair(autoregression(effect), autoregression(effect), 1000)(r)
        return classifierTwoSample(x, y, { classifiers, draws: 199, seed: r, ...(block !== undefined && { block }) })
      }
      line(`level, series of 1000 steps, autocorrelation ${effect}, block ${block ?? 'default (64)'}`, compare)
    }
  }
}

function benchModels(b) {
  const model = autoregression(0.7, { link: 0.5 })
  const data = sampleSeries(model, 5000, { seed: 1 })
  const graph = laggedGraph('A[t-1] -> A; B[t-1] -> B; A -> B')
  b.compare({ name: 'sampleSeries, linear model, 5000 steps', ours: () => sampleSeries(model, 5000, { seed: 1 }) })
  b.compare({ name: 'fitTemporalScm, least squares, 5000 steps', ours: () => fitTemporalScm(data, graph) })
  const few = sampleSeries(model, 500, { seed: 1 })
  for (const learner of [gradientBoosting(), forest()]) {
    const fitted = fitTemporalScm(few, graph, { learner })
    b.compare({ name: `sampleSeries, ${learner.name}, 500 steps`, ours: () => sampleSeries(fitted, 500, { seed: 1 }) })
  }
}

export default function run(b) {
  const { only = '', sets = 12, runs = 200 } = b.options
  if ('lpcmci'.includes(only)) benchLpcmci(b, Number(sets))
  if ('levels'.includes(only)) benchLevels(b, Number(runs))
  if ('models'.includes(only)) benchModels(b)
}
