// @ts-check
// A job training as in LaLonde (1986): an experiment gives the truth, and observational comparisons try to find it again. The data
// are simulated, so that the truth is known: the training adds 1,800 to the earnings of those who took it.
// Title: A job training, six adjustments
// Kind: Effects from observational data
// Question: Can comparisons with the population at large find again what a training added to earnings?
// Believe: All six adjusted intervals hold the true 1,800, where the bare comparison says −185: here everything that moves
//   both training and earnings was measured, since the data are simulated so. In LaLonde's own data that was the question, and
//   this example cannot answer it. The placebo test finds nothing amiss, and a hidden cause would have to explain 24 % of what
//   is left of both to undo the estimate: that says what would overturn it, not that nothing does.

import { mkdirSync, writeFileSync } from 'node:fs'
import {
  aipw,
  balance,
  dag,
  entropyBalancing,
  estimateEffect,
  explain,
  matching,
  normals,
  overlap,
  placeboTreatment,
  plotForest,
  plotLove,
  plotOverlap,
  randomStream,
  refute,
  regressionAdjustment,
  sensitivity,
  splitStream,
  table,
  uniforms,
} from 'causalkit'
import { number, printTable } from './support.mjs'

const stream = randomStream('lalonde')
/** @param {string} name @param {number} n */
const noise = (name, n) => normals(splitStream(stream, name), n).values

/** People with their earlier earnings and schooling; the trained and their controls are poorer than the population at large. */
const [trained, population] = [300, 1500]
const n = trained + population
const [ability, luck] = [noise('ability', n), noise('luck', n)]
const [study, work] = [noise('study', n), noise('work', n)]
const coin = uniforms(splitStream(stream, 'who'), n).values
const school = ability.map((a, i) => Math.round(11 + a + 0.8 * (study[i] ?? 0) - (i < trained ? 1 : 0)))
const before = ability.map((a, i) => Math.max(0, (i < trained ? 3000 : 7000) + 2500 * a + 2000 * (work[i] ?? 0)))
const training = Float64Array.from(coin, (u, i) => (i < trained ? 1 : u < 0.02 ? 1 : 0))
const earnings = luck.map(
  (e, i) => 4000 + 0.6 * (before[i] ?? 0) + 300 * (school[i] ?? 0) + 1800 * (training[i] ?? 0) + 2500 * e,
)
const people = table({ school, before, training, earnings })
const graph = dag('school -> training -> earnings; school -> earnings; before -> training; before -> earnings')
const ask = /** @type {const} */ ({ graph, treatment: 'training', outcome: 'earnings' })

/** @type {readonly (readonly [string, import('causalkit').Estimator])[]} */
const methods = [
  ['regression, one line', regressionAdjustment({ interactions: false, standardErrors: 'HC2' })],
  ['regression, ATT', regressionAdjustment({ population: 'ATT' })],
  ['AIPW, ATT', aipw({ population: 'ATT' })],
  ['matching on the propensity', matching()],
  ['matching, bias-adjusted', matching({ distance: 'mahalanobis', neighbours: 3, biasAdjusted: true })],
  ['entropy balancing', entropyBalancing()],
]
const found = methods.map(
  ([name, estimator]) => /** @type {const} */ ([name, estimateEffect(people, { ...ask, estimator })]),
)
const arm = (/** @type {number} */ a) => earnings.filter((_, i) => training[i] === a)
const mean = (/** @type {Float64Array} */ v) => v.reduce((x, y) => x + y, 0) / v.length

console.log('The training adds 1,800. Compared with the population at large, the trained earn')
console.log(
  `${number(mean(arm(0)) - mean(arm(1)), 0)} less: they were poorer before. Adjusted for schooling and earlier earnings:\n`,
)
printTable(
  ['method', 'effect', 'standard error', 'from', 'to'],
  found.map(([name, e]) =>
    e.estimated
      ? [name, number(e.estimate, 0), number(e.standardError, 0), number(e.interval[0], 0), number(e.interval[1], 0)]
      : [name, e.reason, '', '', ''],
  ),
)
const [, first] = found[0] ?? []
if (first?.estimated) {
  console.log(`${explain(first)}\n`)
  console.log(refute(first, placeboTreatment({ draws: 100 })).message)
  console.log(sensitivity(first, { benchmarks: ['before'], times: [0.5, 1] }).message)
}

const pictures = new URL('./out/', import.meta.url)
mkdirSync(pictures, { recursive: true })
const covariates = /** @type {const} */ (['school', 'before'])
const [o, b] = [
  overlap(people, { treatment: 'training', covariates }),
  balance(people, { treatment: 'training', covariates }),
]
/** @type {Record<string, unknown>} */
const plots = { forest: plotForest(Object.fromEntries(found)) }
if (o.estimated) plots['overlap'] = plotOverlap(o)
if (b.estimated) plots['love'] = plotLove(b)
for (const [name, plot] of Object.entries(plots))
  writeFileSync(new URL(`lalonde-${name}.vl.json`, pictures), JSON.stringify(plot, null, 1))
console.log(
  `\nVega-Lite: ${Object.keys(plots)
    .map((name) => `examples/out/lalonde-${name}.vl.json`)
    .join(', ')}`,
)
