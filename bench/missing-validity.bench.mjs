// Coverage of 95 % intervals where values are missing or times are censored: pooled estimates of completed tables, weighted complete
// cases, weighted survival. Sets: 200 for each cell (VALIDITY_DRAWS sets another number). Rows in a set: VALIDITY_ROWS (200 and 500).
import * as ck from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 200)
const sizes = (process.env.VALIDITY_ROWS ?? '200,500').split(',').map(Number)
const expit = (x) => 1 / (1 + Math.exp(-x))
const normal = (stream, n, name) => ck.normals(ck.splitStream(stream, name), n).values
const flat = (stream, n, name) => ck.uniforms(ck.splitStream(stream, name), n).values

/** A confounder x with gaps that hang on outcome and treatment; the effect is 1. */
function gaps(stream, n) {
  const [x, e, u, v] = [normal(stream, n, 'x'), normal(stream, n, 'e'), flat(stream, n, 'u'), flat(stream, n, 'v')]
  const t = x.map((value, i) => (u[i] < expit(0.8 * value) ? 1 : 0))
  const y = x.map((value, i) => value + t[i] + e[i])
  const holes = x.map((value, i) => (v[i] < expit(0.7 * y[i] - 1) ? Number.NaN : value))
  return ck.table({ x: holes, t, y })
}
const question = {
  graph: ck.dag('x -> t -> y; x -> y'),
  treatment: 't',
  outcome: 'y',
  estimator: ck.regressionAdjustment({ interactions: false, standardErrors: 'HC1' }),
}
const complete = (t) => ck.estimateEffect(ck.completeRows(t), question)
const imputed = (numbers) => (t, d) =>
  ck.pooled(
    ck
      .multipleImputation(t, { imputations: 20, iterations: 1, numbers, seed: d })
      .tables.map((one) => ck.estimateEffect(one, question)),
  )
function weighted(t) {
  const { table } = ck.completeCaseWeights(t, { columns: ['x'], given: ['y', 't'] })
  return ck.estimateEffect(table, {
    ...question,
    estimator: ck.regressionAdjustment({ interactions: false, standardErrors: 'sandwich' }),
    weights: 'completeCaseWeight',
  })
}

/** Exponential times with hazard exp(x / 2 − t / 2), censored by x; the truth by integration over x. */
function times(stream, n) {
  const [x, u, v, w] = [normal(stream, n, 'x'), flat(stream, n, 'u'), flat(stream, n, 'v'), flat(stream, n, 'w')]
  const t = x.map((value, i) => (u[i] < expit(0.7 * value) ? 1 : 0))
  const death = x.map((value, i) => -Math.log(1 - v[i]) / Math.exp(0.5 * value - 0.5 * t[i]))
  const left = x.map((value, i) => Math.min(4, -Math.log(1 - w[i]) / (0.25 * Math.exp(0.7 * value))))
  return ck.table({
    x,
    t,
    time: death.map((value, i) => Math.min(value, left[i])),
    event: death.map((value, i) => (value <= left[i] ? 1 : 0)),
  })
}
const horizon = 2
function gained() {
  const sum = [0, 0]
  const steps = 2000
  for (let s = 0; s < steps; s++) {
    const value = -7 + (14 * (s + 0.5)) / steps
    const weight = ((Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * 14) / steps
    for (const arm of [0, 1]) {
      const hazard = Math.exp(0.5 * value - 0.5 * arm)
      sum[arm] += (weight * (1 - Math.exp(-hazard * horizon))) / hazard
    }
  }
  return sum[1] - sum[0]
}
/** Up to this time few die: some 6 % with and 11 % without the treatment. */
const soon = 0.1
function keptUntilSoon() {
  const sum = [0, 0]
  const steps = 2000
  for (let s = 0; s < steps; s++) {
    const value = -7 + (14 * (s + 0.5)) / steps
    const weight = ((Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * 14) / steps
    for (const arm of [0, 1]) sum[arm] += weight * Math.exp(-Math.exp(0.5 * value - 0.5 * arm) * soon)
  }
  return sum[1] - sum[0]
}
const survival =
  (more, figure = 'restrictedMeanDifference') =>
  (t, d) => {
    const asked = {
      time: 'time',
      event: 'event',
      treatment: 't',
      covariates: ['x'],
      horizon,
      draws: 100,
      seed: d,
      ...more,
    }
    const s = ck.weightedSurvival(t, asked)
    return s.estimated ? { estimated: true, ...s[figure] } : s
  }

const cases = [
  ['complete rows (wrong here)', gaps, complete, 1],
  ['multiple imputation, matching', gaps, imputed('matching'), 1],
  ['multiple imputation, normal', gaps, imputed('normal'), 1],
  ['weights of complete cases', gaps, weighted, 1],
  ['restricted mean, censoring taken as by arm alone (wrong here)', times, survival({}), gained()],
  ['restricted mean, censoring weighted', times, survival({ censoring: ['x'] }), gained()],
  [
    'survival up to a time by which few die, censoring weighted',
    times,
    survival({ censoring: ['x'], horizon: soon }, 'survivalDifference'),
    keptUntilSoon(),
  ],
]

export default (b) => {
  b.print(
    `coverage of 95 % intervals, ${draws} sets a cell: right within ${(2 * Math.sqrt((0.95 * 0.05) / draws)).toFixed(3)} of 0.95; in brackets the mean estimate less the truth`,
  )
  b.print(`| way | ${sizes.map((n) => `n = ${n}`).join(' | ')} |`)
  for (const [name, make, estimate, truth] of cases) {
    const cells = sizes.map((n) => {
      let [covered, given, sum] = [0, 0, 0]
      for (let d = 0; d < draws; d++) {
        const e = estimate(make(ck.splitStream(ck.randomStream(`${name} ${n}`), d), n), d)
        if (!e.estimated) continue
        given++
        sum += e.estimate - truth
        if (e.interval[0] <= truth && truth <= e.interval[1]) covered++
      }
      return `${(covered / given).toFixed(3)} (${(sum / given).toFixed(3)})`
    })
    b.print(`| ${name} | ${cells.join(' | ')} |`)
  }
}
