// @ts-check
// Laws that came at different times: the usual regression, what it is made of, and what to do instead.
// Title: Laws that came at different times
// Kind: Experiments and natural experiments
// Question: A law came to some counties early, to some late, to some never, and its effect grows. What was its mean effect?
// Believe: Two-way fixed effects says 2.07 where the truth is 3.00, and its interval leaves the truth out, for it uses counties
//   that have the law as controls. Group-time effects hold it. They need parallel trends: the test before the law (p = 0.63)
//   finds no sign against them and cannot prove them.
import {
  goodmanBacon,
  groupTimeEffects,
  normals,
  plotEventStudy,
  randomStream,
  splitStream,
  table,
  twoWayFixedEffects,
} from 'causalkit'
import { number, printTable, pValue, savePlot } from './support.mjs'

// 90 counties over 10 years; a law came in 2004, in 2007, or never, and its effect grows by 1 each year
const counties = 90
const years = Array.from({ length: 10 }, (_, t) => 2000 + t)
const stream = randomStream('law')
const level = normals(splitStream(stream, 'level'), counties).values
const shock = normals(splitStream(stream, 'shock'), counties * years.length).values
const rows = Array.from({ length: counties }, (_, county) => {
  const from = [2004, 2007, 9999][county % 3] ?? 9999
  return years.map((year, t) => {
    const since = year - from
    const effect = since >= 0 ? 1 + since : 0
    return {
      county: `county ${county}`,
      year,
      law: since >= 0 ? 1 : 0,
      jobs: 50 + 5 * (level[county] ?? 0) + 0.5 * t + effect + (shock[county * years.length + t] ?? 0),
      effect,
    }
  })
}).flat()
const treated = rows.filter(({ law }) => law === 1)
const truth = treated.reduce((sum, { effect }) => sum + effect, 0) / treated.length
const data = table(rows)
const question = /** @type {const} */ ({ treatment: 'law', outcome: 'jobs', unit: 'county', time: 'year' })

const usual = twoWayFixedEffects(data, question)
const proper = groupTimeEffects(data, question, { summary: 'simple' })
const parts = goodmanBacon(data, question)
if (!usual.estimated || !proper.estimated || !parts.estimated) throw new Error('refused')
printTable(
  ['mean effect of the law', 'estimate', '95 % interval'],
  [
    ['truth', number(truth, 2), ''],
    [usual.estimator, number(usual.estimate, 2), `${number(usual.interval[0], 2)} to ${number(usual.interval[1], 2)}`],
    [
      'group-time effects',
      number(proper.estimate, 2),
      `${number(proper.interval[0], 2)} to ${number(proper.interval[1], 2)}`,
    ],
  ],
)
console.log(
  'Why the usual regression is off: it averages comparisons, one of them with counties that have the law already.',
)
printTable(
  ['counties treated from', 'compared with', 'weight', 'its own estimate'],
  parts.comparisons.map(({ treated: from, control, kind, weight, estimate }) => [
    String(from),
    control === null ? kind : `${kind} (${control})`,
    number(weight, 2),
    number(estimate, 2),
  ]),
)
console.log('The event study: effects by years since the law, each alone and in a band for all of them.')
printTable(
  ['years', 'effect', 'interval', 'band'],
  proper.eventStudy.map(({ event, estimate, interval, band }) => [
    number(event, 0),
    number(estimate, 2),
    `${number(interval[0], 2)} to ${number(interval[1], 2)}`,
    `${number(band[0], 2)} to ${number(band[1], 2)}`,
  ]),
)
const { preTrend } = proper
console.log(
  preTrend === null
    ? 'Trends before the law: there are no two years before it to test them by.'
    : `Trends before the law: chi-square ${number(preTrend.statistic, 1)}, p = ${pValue(preTrend.pValue)}.`,
)
console.log(
  `plotEventStudy gives a Vega-Lite specification of ${plotEventStudy(proper).layer.length} layers for any notebook.`,
)
savePlot('difference-in-differences', plotEventStudy(proper))
