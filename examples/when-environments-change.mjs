// @ts-check
// A severity score from three hospitals is to be used in a fourth. A symptom depends on the illness, and each hospital measures it in its own way.
// Least squares, an IRM-like penalty (Arjovsky et al. 2019), anchor regression and invariant prediction, by their error in a new hospital;
// then which of the stable predictors to keep where a laboratory may set its test up anew.
// Title: A score for a fourth hospital
// Kind: Decisions and new surroundings
// Question: A severity score from three hospitals is to be used in a fourth. Which predictors travel?
// Believe: Age alone travels: its error stays near 1 in every new hospital. Scores that use the symptom are better while the
//   hospital is like the old ones (0.29) and fail where it is measured otherwise (5.8, 6.8); a penalty for invariance (after
//   IRM) does not help here. If hospitals differed in how the illness itself arises, no score of this table would be safe.
import {
  anchorRegression,
  bernoulli,
  cpt,
  invariantPrediction,
  invariantSubset,
  normals,
  randomStream,
  scm,
  splitStream,
  table,
} from 'causalkit'
import { barChart } from './papers/figure.mjs'
import { number, printTable, savePicture } from './support.mjs'

/**
 * Patients of one hospital: age raises the severity, the severity the symptom. The hospital moves age, and how the symptom is measured.
 * @param {string} name @param {number} n @param {{ age: number, symptom: number, spread: number }} moved
 */
function hospital(name, n, moved) {
  /** @param {string} of */
  const noise = (of) => normals(splitStream(randomStream(`hospital ${name}`), of), n).values
  const [a, y, s] = [noise('age'), noise('severity'), noise('symptom')]
  return Array.from({ length: n }, (_, i) => {
    const age = moved.age + (a[i] ?? 0)
    const severity = 1.5 * age + (y[i] ?? 0)
    return { hospital: name, age, symptom: severity + moved.symptom + moved.spread * (s[i] ?? 0), severity }
  })
}

const n = 1000
const seen = [
  hospital('A', n, { age: 0, symptom: 0, spread: 0.4 }),
  hospital('B', n, { age: 1, symptom: 0.5, spread: 0.6 }),
  hospital('C', n, { age: -1, symptom: 0.6, spread: 0.9 }),
]
const news = /** @type {const} */ ({
  'like those seen': hospital('D', 4000, { age: 0.5, symptom: 0.3, spread: 0.6 }),
  'symptom 4 higher': hospital('E', 4000, { age: 0.5, symptom: 4, spread: 0.6 }),
  'symptom noisy': hospital('F', 4000, { age: 0.5, symptom: 0.3, spread: 4 }),
})

/** @typedef {{ age: number, symptom: number, constant: number }} Score */
/** @param {Score} score @param {readonly { age: number, symptom: number, severity: number }[]} patients */
function risk(score, patients) {
  const misses = patients.map((p) => p.severity - score.constant - score.age * p.age - score.symptom * p.symptom)
  return misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length
}

/**
 * Invariant risk minimisation, version 1: the sum over hospitals of the risk plus λ times the squared slope of the risk in a common scale
 * of the score. Descent by coordinates with shrinking steps, from least squares.
 * @param {Score} start @param {number} lambda
 */
function irm(start, lambda) {
  /** @param {Score} score */
  const loss = (score) =>
    seen.reduce((sum, patients) => {
      let [square, slope] = [0, 0]
      for (const p of patients) {
        const told = score.constant + score.age * p.age + score.symptom * p.symptom
        square += (p.severity - told) ** 2 / patients.length
        slope -= (2 * told * (p.severity - told)) / patients.length
      }
      return sum + square + lambda * slope * slope
    }, 0)
  let best = start
  let least = loss(best)
  for (let step = 0.25; step > 1e-3; step /= 2) {
    for (let moved = true; moved; ) {
      moved = false
      for (const key of /** @type {const} */ (['age', 'symptom', 'constant'])) {
        for (const by of [step, -step]) {
          const tried = { ...best, [key]: best[key] + by }
          const value = loss(tried)
          if (value >= least) continue
          ;[best, least, moved] = [tried, value, true]
        }
      }
    }
  }
  return best
}

const data = table(seen.flat())
/** @param {number} gamma @returns {Score} */
function anchored(gamma) {
  const { coefficients, intercept } = anchorRegression(data, { outcome: 'severity', anchors: 'hospital', gamma })
  const [age, symptom] = coefficients.map(({ estimate }) => estimate)
  return { age: age ?? 0, symptom: symptom ?? 0, constant: intercept }
}

const found = invariantPrediction(data, { outcome: 'severity', environment: 'hospital' })
if (!found.invariant) throw new Error(found.message)
/** Least squares on the causes that were found. @returns {Score} */
function causesAlone() {
  const { coefficients, intercept } = anchorRegression(data, {
    outcome: 'severity',
    anchors: 'hospital',
    predictors: found.invariant ? found.parents : [],
    gamma: 1,
  })
  /** @param {string} name */
  const weight = (name) => coefficients.find((each) => each.name === name)?.estimate ?? 0
  return { age: weight('age'), symptom: weight('symptom'), constant: intercept }
}

const squares = anchored(1)
/** @type {readonly (readonly [string, Score])[]} */
const scores = [
  ['least squares', squares],
  ['IRM-like, λ = 1', irm(squares, 1)],
  ['IRM-like, λ = 100', irm(squares, 100)],
  ['anchor regression, γ = 10', anchored(10)],
  ['anchor regression, γ = 1000', anchored(1000)],
  [`invariant prediction: ${found.parents.join(', ')}`, causesAlone()],
]
console.log('Mean squared error of the severity in new hospitals (its noise alone is 1):\n')
printTable(
  ['score', 'age', 'symptom', ...Object.keys(news)],
  scores.map(([name, score]) => [
    name,
    number(score.age, 2),
    number(score.symptom, 2),
    ...Object.values(news).map((patients) => number(risk(score, patients), 2)),
  ]),
)
console.log(found.invariant ? `Invariant prediction, ${found.method}:` : '')
printTable(
  ['set of predictors', 'p-value', 'accepted'],
  found.sets.map(({ predictors, pValue, accepted }) => [
    predictors.length === 0 ? 'none' : predictors.join(', '),
    pValue === null ? 'untested' : number(pValue, 4),
    accepted ? 'yes' : 'no',
  ]),
)

// the mark says much where the test is set up as 'fine', and nothing where it is 'coarse'; ages differ a little
const laboratory = scm({
  ill: bernoulli(0.3),
  test: cpt(['ill'], { 0: { fine: 0.5, coarse: 0.5 }, 1: { fine: 0.8, coarse: 0.2 } }),
  mark: cpt(['ill', 'test'], { 0: { fine: 0.3, coarse: 0.5 }, 1: { fine: 1, coarse: 0.5 } }),
  old: cpt(['ill'], { 0: 0.4, 1: 0.6 }),
})
const subset = invariantSubset(laboratory, { outcome: 'ill', mutable: 'test' })
if (!subset.found) throw new Error(subset.message)
console.log('A laboratory may set its test up anew. Which other predictors to use beside it, by the worst it may do:\n')
printTable(
  ['predictors', 'risk as seen', 'worst risk', 'exact'],
  subset.classes.map((each) => [
    each.subset.length === 0 ? 'none' : each.subset.join(', '),
    number(each.observedRisk, 4),
    number(each.worstRisk, 4),
    each.exact ? 'yes' : 'no',
  ]),
)
console.log(
  subset.graphicalCondition === 'does not decide'
    ? 'The graph alone does not decide between them; the numbers do.'
    : `By the graph alone: ${subset.graphicalCondition}.`,
)
savePicture(
  'when-environments-change.svg',
  barChart(
    'Mean squared error in a new hospital',
    ['like those seen', 'symptom 4 higher'],
    scores.map(([name, score]) => ({
      label: name,
      values: [risk(score, news['like those seen']), risk(score, news['symptom 4 higher'])],
    })),
  ),
)
