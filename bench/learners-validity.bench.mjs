// Coverage of 95 % intervals of double machine learning, effects by group and the causal forest, over simulated sets of their
// own assumptions. Draws: 200 for each line, about an hour (VALIDITY_DRAWS sets another number; EFFECTS_ONLY a part of the names,
// EFFECTS_MOST the most rows).
import {
  admg,
  bestLinearProjection,
  causalForest,
  dag,
  doubleMachineLearning,
  drLearner,
  effectsByGroup,
  estimateEffect,
  forest,
  gradientBoosting,
  heterogeneousEffects,
  lasso,
  logisticRegression,
  panelDoubleMachineLearning,
  rankingMetrics,
  ridge,
  splines,
  table,
} from '../dist/index.js'
import { generator } from '../dist/probability/streams/stream.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 200)
const only = process.env.EFFECTS_ONLY ?? ''
const most = Number(process.env.EFFECTS_MOST ?? 2000)
const logit = (v) => 1 / (1 + Math.exp(-v))

/** Three covariates with curves (or straight lines); the effect is 1 or varies with `a`; heavy: noise of Student's t with 3 degrees of freedom. */
function rows(
  seed,
  n,
  {
    dose = false,
    vary = false,
    weak = 1,
    heavy = false,
    binary = false,
    instrument = false,
    push = 1,
    linear = false,
  } = {},
) {
  const g = generator(seed)
  const normal = () => Float64Array.from({ length: n }, () => g.normal())
  const noise = () => (heavy ? g.normal() / Math.sqrt((2 * g.gamma(1.5)) / 3) : g.normal())
  const [a, b, c, u] = [normal(), normal(), normal(), normal()]
  const z = Float64Array.from(a, (v) => (g.uniform() < logit(v / 2) ? 1 : 0))
  const index = a.map((v, i) => weak * ((linear ? v / 2 : Math.sin(2 * v)) + b[i] / 2))
  const t = index.map((v, i) => {
    if (dose) return v + (instrument ? push * z[i] + u[i] : 0) + g.normal()
    if (instrument) return 1.5 * push * (z[i] - 0.5) + v / 2 + u[i] > 0 ? 1 : 0
    return g.uniform() < logit(v) ? 1 : 0
  })
  const effect = a.map((v) => (vary ? 1 + v : 1))
  const level = a.map((v, i) =>
    linear ? v - b[i] / 2 + c[i] / 2 : Math.sin(2 * v) + (b[i] * b[i]) / 2 + c[i] / 2 + (instrument ? u[i] : 0),
  )
  const y = binary
    ? level.map((v, i) => (g.uniform() < logit(v / 2) * 0.7 + 0.15 * t[i] ? 1 : 0))
    : level.map((v, i) => v + effect[i] * t[i] + noise())
  const truth = binary ? 0.15 : effect.reduce((sum, v) => sum + v, 0) / n
  return { data: table({ a, b, c, z, t, y }), truth, effect }
}
const backDoor = dag('a -> t; b -> t; a -> y; b -> y; c -> y; t -> y')
const instrumented = admg('a -> z -> t -> y; a -> t; b -> t; a -> y; b -> y; c -> y; t <-> y')
const question = { treatment: 't', outcome: 'y' }
const dml =
  (options, made, graph = backDoor) =>
  (seed, n) => {
    const { data, truth } = rows(seed, n, made)
    return [estimateEffect(data, { ...question, graph, estimator: doubleMachineLearning(options) }), truth]
  }
const curves = splines()
const odds = { outcome: curves, treatment: curves, instrument: logisticRegression({ penalty: 0.001 }) }

function panel(approach) {
  return (seed, n) => {
    const g = generator(seed)
    const list = []
    for (let unit = 0; unit < n / 5; unit++) {
      const level = g.normal()
      for (let time = 0; time < 5; time++) {
        const x = 0.7 * level + g.normal()
        const d = level + Math.sin(x) + g.normal()
        list.push({ unit, time, x, d, y: d + 2 * level + Math.cos(x) + g.normal() })
      }
    }
    const columns = { treatment: 'd', outcome: 'y', covariates: ['x'], unit: 'unit', time: 'time' }
    return [panelDoubleMachineLearning(table(list), { ...columns, learner: curves, approach }), 1]
  }
}

const many = (seed, n, learner) => {
  const made = rows(seed, n, { vary: true })
  const e = heterogeneousEffects(made.data, {
    ...question,
    graph: backDoor,
    modifiers: ['a', 'b', 'c'],
    learner,
    nuisances: { outcome: curves, treatment: curves },
  })
  return { ...made, e }
}

const single = [
  ['partially-linear, dose, splines', dml({ learner: curves }, { dose: true }), [100, 500, 2000]],
  ['partially-linear, two arms, splines', dml({ learner: curves }, {}), [100, 500, 2000]],
  ['partially-linear, boosting', dml({ learner: gradientBoosting({ rounds: 60, depth: 3 }) }, {}), [500, 2000]],
  ['partially-linear, forest', dml({ learner: forest({ trees: 100 }) }, {}), [500]],
  ['partially-linear, lasso (linear: wrong for these curves)', dml({ learner: lasso({ folds: 5 }) }, {}), [500]],
  ['partially-linear, heavy tails', dml({ learner: curves }, { heavy: true }), [500, 2000]],
  ['interactive, splines', dml({ model: 'interactive', learner: curves }, { vary: true }), [100, 500, 2000]],
  [
    'interactive, boosting',
    dml({ model: 'interactive', learner: gradientBoosting({ rounds: 60, depth: 3 }) }, { vary: true }),
    [2000],
  ],
  ['interactive, outcome of two values', dml({ model: 'interactive', learner: curves }, { binary: true }), [500, 2000]],
  ['interactive, weak overlap', dml({ model: 'interactive', learner: curves }, { weak: 3 }), [500, 2000]],
  [
    'interactive, weak overlap, clipped',
    dml({ model: 'interactive', learner: curves, clip: [0.02, 0.98] }, { weak: 3 }),
    [500, 2000],
  ],
  ['iv, splines', dml({ model: 'iv', learner: curves }, { dose: true, instrument: true }, instrumented), [500, 2000]],
  [
    'interactive-iv, splines',
    dml({ model: 'interactive-iv', learners: odds }, { instrument: true }, instrumented),
    [500, 2000],
  ],
  [
    'iv, weak instrument (a fifth of the push), splines',
    dml({ model: 'iv', learner: curves }, { dose: true, instrument: true, push: 0.2 }, instrumented),
    [500, 2000],
  ],
  [
    'interactive-iv, weak instrument (a fifth of the push), splines',
    dml({ model: 'interactive-iv', learners: odds }, { instrument: true, push: 0.2 }, instrumented),
    [500, 2000],
  ],
  ['panel, correlated random effects', panel('correlated-random-effects'), [500, 2000]],
  ['panel, first difference', panel('first-difference'), [500, 2000]],
]

export default (b) => {
  b.print(`${draws} draws a line; an honest 95 % interval covers ${bounds()} of them`)
  for (const [name, ask, sizes] of single) {
    if (!name.includes(only)) continue
    for (const n of sizes.filter((size) => size <= most)) {
      let [covered, refused, width, error] = [0, 0, 0, 0]
      for (let d = 0; d < draws; d++) {
        const [e, truth] = ask(`${name} ${n} ${d}`, n)
        if (!e.estimated) {
          refused++
          continue
        }
        if (e.interval[0] <= truth && truth <= e.interval[1]) covered++
        width += e.standardError
        error += (e.estimate - truth) ** 2
      }
      const kept = draws - refused
      const ratio = width / kept / Math.sqrt(error / kept)
      b.print(
        `${name}, n ${n}: covers ${(covered / kept).toFixed(3)}, mean standard error / root mean squared error ${ratio.toFixed(2)}${refused > 0 ? `, ${refused} refused` : ''}`,
      )
    }
  }
  if ('effects by group and forest'.includes(only)) groups(b)
  if ('sampling weights'.includes(only)) weighted(b)
  if ('grf'.includes(only)) surface(b)
}

function bounds() {
  const reach = 1.96 * Math.sqrt((0.95 * 0.05) / draws)
  return `${(0.95 - reach).toFixed(3)} to ${Math.min(1, 0.95 + reach).toFixed(3)}`
}

/** Averages of groups and the ranking, and single effects by the forest. */
function groups(b) {
  for (const n of [500, 2000].filter((size) => size <= most)) {
    const rate = { average: 0, group: 0, ranking: 0, unit: 0 }
    const rounds = Math.ceil(draws / 2)
    for (let d = 0; d < rounds; d++) {
      const { data, effect, truth, e } = many(`forest ${n} ${d}`, n, causalForest({ trees: 400 }))
      if (!e.estimated) continue
      if (inside(e.average.interval, truth)) rate.average++
      const half = table({ side: Array.from(data.data[0], (v) => (v > 0 ? 'up' : 'down')) })
      const up = effectsByGroup(e, half, { by: 'side' }).groups[1]
      const part = effect.filter((_, i) => data.data[0][i] > 0)
      if (inside(up.interval, part.reduce((sum, v) => sum + v, 0) / part.length)) rate.group++
      if (rankingMetrics(e, { ranking: data.data[2] }).autoc.interval.every((v, k) => (k === 0 ? v <= 0 : v >= 0)))
        rate.ranking++
      rate.unit += share(e.effects, e.standardErrors, effect)
    }
    const told = Object.entries(rate).map(([key, hits]) => `${key} ${(hits / rounds).toFixed(3)}`)
    b.print(`causal forest of 400 trees, effect 1 + a, n ${n} (${rounds} draws): ${told.join(', ')}`)
  }
}

/**
 * Rows sampled the likelier the higher `a` is, weighted back: the population's average 1, that where a > 0, and the slope by a,
 * 1. Straight lines with linear nuisances are quick; curves with splines take a second a draw, and so are drawn a quarter as often.
 */
function weighted(b) {
  const lines = { linear: true, learner: ridge(), chances: logisticRegression({ penalty: 0.001 }) }
  const bent = { linear: false, learner: curves, chances: curves }
  for (const n of [500, 2000].filter((size) => size <= most)) {
    weightedLine(b, 'lines, weights', n, draws, 'w', lines)
    weightedLine(b, 'lines, without weights (wrong here)', n, Math.ceil(draws / 4), undefined, lines)
    weightedLine(b, 'curves, weights', n, Math.ceil(draws / 4), 'w', bent)
  }
}

function weightedLine(b, told, n, rounds, weights, { linear, learner, chances }) {
  const rate = { average: 0, group: 0, slope: 0 }
  let kept = 0
  for (let d = 0; d < rounds; d++) {
    const { data } = rows(`weighted ${n} ${d}`, 3 * n, { vary: true, linear })
    const g = generator(`kept ${n} ${d}`)
    const chance = Array.from(data.data[0], (v) => 0.1 + 0.5 * logit(2 * v))
    const seen = chance.map((_, i) => i).filter((i) => g.uniform() < chance[i])
    const columns = Object.fromEntries(data.columns.map((name, c) => [name, seen.map((i) => data.data[c][i])]))
    const e = heterogeneousEffects(table({ ...columns, w: seen.map((i) => 1 / chance[i]) }), {
      ...question,
      graph: backDoor,
      modifiers: ['a', 'b', 'c'],
      learner: drLearner({ learner }),
      nuisances: { outcome: learner, treatment: chances },
      ...(weights === undefined ? {} : { weights }),
    })
    if (!e.estimated) continue
    kept++
    if (inside(e.average.interval, 1)) rate.average++
    const half = table({ side: columns.a.map((v) => (v > 0 ? 'up' : 'down')) })
    const up = effectsByGroup(e, half, { by: 'side' }).groups.find(({ group }) => group === 'up')
    if (inside(up.interval, 1 + Math.sqrt(2 / Math.PI))) rate.group++
    const slope = bestLinearProjection(e, table({ a: columns.a }), { columns: ['a'] }).find(({ term }) => term === 'a')
    if (inside(slope.interval, 1)) rate.slope++
  }
  const shares = Object.entries(rate).map(([key, hits]) => `${key} ${(hits / kept).toFixed(3)}`)
  b.print(`rows sampled by a, ${told}, n ${n} (${kept} of ${rounds} draws): ${shares.join(', ')}`)
}

/** Wager & Athey 2018, equation 28: no confounding, effect ς(x₁) ς(x₂), ς(x) = 1 + 1 / (1 + exp(−20 (x − ⅓))). */
function surface(b) {
  const s = (x) => 1 + 1 / (1 + Math.exp(-20 * (x - 1 / 3)))
  const graphOf = (p) => {
    const names = Array.from({ length: p }, (_, k) => `x${k}`)
    return { names, graph: dag({ nodes: [...names, 't', 'y'], directed: [...names.map((x) => [x, 'y']), ['t', 'y']] }) }
  }
  for (const p of [2, 4, 8]) {
    const rounds = Math.max(2, Math.ceil(draws / 20))
    let [covered, square] = [0, 0]
    for (let d = 0; d < rounds; d++) {
      const g = generator(`surface ${p} ${d}`)
      const n = 5000
      const { names, graph } = graphOf(p)
      const columns = (m) =>
        Object.fromEntries(names.map((x) => [x, Float64Array.from({ length: m }, () => g.uniform())]))
      const x = columns(n)
      const t = Float64Array.from({ length: n }, () => (g.uniform() < 0.5 ? 1 : 0))
      const y = t.map((v, i) => (v - 0.5) * s(x.x0[i]) * s(x.x1[i]) + g.normal())
      const e = heterogeneousEffects(table({ ...x, t, y }), {
        ...question,
        graph,
        modifiers: names,
        learner: causalForest({ trees: 2000 }),
      })
      const there = columns(1000)
      const truth = there.x0.map((v, i) => s(v) * s(there.x1[i]))
      const { effects, standardErrors } = e.predict(table(there))
      covered += share(effects, standardErrors, truth) / rounds
      square += effects.reduce((sum, v, i) => sum + (v - truth[i]) ** 2, 0) / 1000 / rounds
    }
    b.print(
      `Wager & Athey's surface, d ${p}, n 5,000, 2,000 trees (${rounds} draws): covers ${covered.toFixed(3)}, mean squared error ${square.toFixed(3)}`,
    )
  }
}

const inside = ([low, high], truth) => low <= truth && truth <= high
function share(effects, errors, truth) {
  let hits = 0
  for (let i = 0; i < truth.length; i++) if (Math.abs(effects[i] - truth[i]) <= 1.959964 * errors[i]) hits++
  return hits / truth.length
}
