// Effects in a table with covariates, and searches over time.
import { randomSeries } from '../../timeseries-worlds.mjs'
import { asFile } from '../inputs.mjs'
import {
  aipw,
  bootstrapEffect,
  causalForest,
  dag,
  doubleMachineLearning,
  estimateEffect,
  forest,
  generator,
  heterogeneousEffects,
  logisticRegression,
  pcmci,
  pcmciPlus,
  ridge,
  table,
} from '../library.mjs'

/** Covariates Z that move T and Y, a treatment of two kinds or of numbers, and the effect of a row. */
function treated(n, p, { numbers = false, effect = () => 2 } = {}) {
  const draw = generator(`treated ${n} ${p}`)
  const names = Array.from({ length: p }, (_, k) => `Z${k}`)
  const Z = names.map(() => Float64Array.from({ length: n }, () => draw.normal()))
  const push = Float64Array.from({ length: n }, (_, i) =>
    Z.reduce((s, z, k) => s + (z[i] * (k % 2 ? -1 : 1)) / Math.sqrt(2 * p), 0),
  )
  const T = push.map((v) => (numbers ? v + draw.normal() : draw.uniform() < 1 / (1 + Math.exp(-v)) ? 1 : 0))
  const Y = T.map((t, i) => effect(Z[0][i]) * t + Z.reduce((s, z) => s + z[i] / 2, 0) + draw.normal())
  const graph = dag({
    nodes: [...names, 'T', 'Y'],
    directed: [
      ...names.flatMap((z) => [
        [z, 'T'],
        [z, 'Y'],
      ]),
      ['T', 'Y'],
    ],
  })
  return {
    data: table({ ...Object.fromEntries(names.map((z, k) => [z, Z[k]])), T, Y }),
    names,
    question: { graph, treatment: 'T', outcome: 'Y' },
  }
}
const must = (found) => {
  if (!found.estimated) throw new Error(found.message)
  return found
}
const number = (v) => Number(v.toPrecision(3))
/** The same estimate, and errors as near as bootstraps with other seeds come. */
const estimates = (ours, theirs) => {
  const d = Math.abs(ours[0] - theirs[0])
  const errors = Math.abs(ours[1] / theirs[1] - 1)
  return {
    text: `estimate by ${d.toExponential(1)}, standard error ${number(ours[1])} and ${number(theirs[1])}`,
    equal: d < 1e-6 && errors < 0.1,
  }
}
/** Random learners of two makes: estimates as near as their errors say. */
const nearby = (ours, theirs) => ({
  text: `${number(ours[0])} ± ${number(ours[1])} and ${number(theirs[0])} ± ${number(theirs[1])} (other random forests)`,
  equal: Math.abs(ours[0] - theirs[0]) < Math.max(ours[1], theirs[1]),
})

const bootstraps = [
  ['from_numpy', 'from rows as counts'],
  ['from_statsmodels', 'from copies of rows'],
].map(([peer, how]) => ({
  work: `1,000 bootstraps of AIPW (the peer: ${how})`,
  size: 'n = 2,000, 5 covariates',
  peer,
  call: 'bootstrap_aipw',
  target: { text: '≤ 1 s', met: ({ ours }) => ours <= 1 },
  differs: estimates,
  make: () => {
    const { data, question } = treated(2000, 5)
    const ask = { ...question, estimator: aipw() }
    return {
      ours: () => must(bootstrapEffect(data, { ...ask, draws: 1000, seed: 1 })),
      answer: (found) => [must(estimateEffect(data, ask)).estimate, found.standardError],
      input: { ...asFile(data), draws: 1000 },
    }
  },
}))

const dml = [
  ['linear', 20_000, 20, () => ridge({ penalty: 0 }), estimates],
  ['forest', 2000, 10, () => forest({ trees: 100 }), nearby],
].map(([learner, n, p, make, differs]) => ({
  work: `double machine learning, partially linear, 5 folds, ${learner === 'linear' ? 'least squares' : 'forests of 100 trees'}`,
  size: `n = ${n.toLocaleString('en')}, ${p} covariates`,
  peer: 'from_econml',
  call: 'partially_linear',
  differs,
  make: () => {
    const { data, question } = treated(n, p, { numbers: true })
    const folds = Array.from({ length: n }, (_, i) => i % 5)
    const estimator = doubleMachineLearning({ model: 'partially-linear', learner: make(), folds })
    return {
      ours: () => must(estimateEffect(data, { ...question, estimator })),
      answer: (found) => [found.estimate, found.standardError],
      input: { ...asFile(data), learner },
    }
  },
}))

const forests = {
  work: 'a causal forest of 500 trees with its nuisances by regressions',
  size: 'n = 2,000, 10 covariates',
  peer: 'from_econml',
  call: 'forest',
  differs: (ours, theirs) => {
    const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length
    const [a, b] = [mean(ours), mean(theirs)]
    const cov = mean(ours.map((v, i) => (v - a) * (theirs[i] - b)))
    const r = cov / Math.sqrt(mean(ours.map((v) => (v - a) ** 2)) * mean(theirs.map((v) => (v - b) ** 2)))
    return {
      text: `mean effect ${number(a)} and ${number(b)}, effects of rows correlated ${number(r)} (other random forests)`,
      equal: Math.abs(a - b) < 0.1 && r > 0.9,
    }
  },
  make: () => {
    const { data, names, question } = treated(2000, 10, { effect: (z) => 1 + z })
    const nuisances = { outcome: ridge({ penalty: 0 }), treatment: logisticRegression() }
    const ask = { ...question, modifiers: names, learner: causalForest({ trees: 500 }), nuisances, seed: 1 }
    return {
      ours: () => must(heterogeneousEffects(data, ask)),
      answer: (found) => Array.from(found.effects),
      input: { ...asFile(data), trees: 500 },
    }
  },
}

/** Links as the peer writes them: within a step from the variable that stands first. */
const links = ({ edges }, names) =>
  edges.map(({ from, to, lag, fromMark, toMark }) => {
    const [i, j] = [names.indexOf(from), names.indexOf(to)]
    const turn = lag === 0 && i > j
    const [a, b] = turn ? [toMark, fromMark] : [fromMark, toMark]
    return `${turn ? j : i} ${lag} ${turn ? i : j} ${marks[`${a} ${b}`] ?? `${a} ${b}`}`
  })
const marks = { 'tail arrow': '-->', 'arrow tail': '<--', 'tail tail': 'o-o', 'arrow arrow': 'x-x' }
const series = [
  [
    'PCMCI+',
    'plus',
    (data) => pcmciPlus(data, { maxLag: 3, alpha: 0.01 }),
    { lag: 3, alpha: 0.01 },
    { text: '≤ 0.3 s', met: ({ ours }) => ours <= 0.3 },
  ],
  [
    'PCMCI',
    'plain',
    (data) => pcmci(data, { maxLag: 3, conditionAlpha: 0.05, alpha: 0.01 }),
    { lag: 3, condition_alpha: 0.05, alpha: 0.01 },
  ],
].map(([work, call, search, input, target]) => ({
  work: `${work} with partial correlations, lags up to 3`,
  size: '20 variables, 500 steps',
  peer: 'from_tigramite',
  call,
  target,
  differs: (ours, theirs) => {
    const other =
      ours.filter((link) => !theirs.includes(link)).length + theirs.filter((link) => !ours.includes(link)).length
    return { text: `${other} links, of ${ours.length}`, equal: other === 0 }
  },
  make: () => {
    const { data } = randomSeries({ n: 20, steps: 500, maxLag: 3, autocorrelation: 0.6, links: 20, seed: 20 })
    return {
      ours: () => search(data),
      answer: (found) => links(found.graph, data.names),
      input: { ...asFile(data.table), ...input },
    }
  },
}))

export default [...bootstraps, ...dml, forests, ...series]
