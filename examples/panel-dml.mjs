// @ts-check
// Panels: firms differ in what nobody measured. Four ways to take that out, and two that fail.
// Title: Prices and sales of firms over time
// Kind: Effects from observational data
// Question: Good management raises prices and sales alike, and nobody measured it. What do prices do to sales?
// Believe: Taking out what is fixed for each firm gives −1.42 to −1.50 where the truth is −1.5; pooling gives 0.44, the
//   wrong sign. Two ways that fail say so by a warning; the forest smooths the firms' means, keeps part of the bias (−0.97),
//   and does not warn. What changes within a firm and moves both price and sales is taken out by none. One panel of 200 made
//   firms.
import {
  forest,
  normals,
  panelDoubleMachineLearning,
  randomStream,
  ridge,
  splines,
  splitStream,
  table,
} from 'causalkit'
import { barChart } from './papers/figure.mjs'
import { number, printTable, savePicture } from './support.mjs'

// 200 firms over 6 years: prices (log) move sales (log) by −1.5. Good management raises prices and sales alike, and is not measured.
const firms = 200
const years = 6
const stream = randomStream('panel')
/** @param {string} name @param {number} n */
const draw = (name, n) => normals(splitStream(stream, name), n).values
const management = draw('management', firms)
const [costs, shocks, noise] = [
  draw('costs', firms * years),
  draw('shocks', firms * years),
  draw('noise', firms * years),
]
const rows = Array.from({ length: firms * years }, (_, i) => {
  const firm = Math.floor(i / years)
  const quality = management[firm] ?? 0
  const cost = 0.6 * quality + (costs[i] ?? 0)
  const price = quality + Math.tanh(cost) + 0.5 * (shocks[i] ?? 0)
  return {
    firm: `firm ${firm}`,
    year: 2015 + (i % years),
    cost,
    price,
    sales: -1.5 * price + 2.5 * quality - Math.cos(cost) + 0.7 * (noise[i] ?? 0),
  }
})
const panel = table(rows)

const question = /** @type {const} */ ({
  treatment: 'price',
  outcome: 'sales',
  covariates: ['cost'],
  unit: 'firm',
  time: 'year',
})
/** @type {readonly [string, Partial<import('causalkit').PanelDoubleMachineLearningQuestion<'price' | 'sales' | 'cost' | 'firm' | 'year'>>][]} */
const ways = [
  ['pooled: nothing taken out', { approach: 'pooled' }],
  ['means of covariates alone', { treatmentMean: 'none' }],
  ['correlated random effects', {}],
  ['… the median of 5 cuts', { repetitions: 5 }],
  ['… with a forest', { learner: forest({ trees: 100 }) }],
  ['… linear (Mundlak)', { learner: ridge({ penalty: 0 }) }],
  ['first difference', { approach: 'first-difference' }],
  ['within', { approach: 'within' }],
]
/** @type {{ label: string, values: number[] }[]} */
const bars = []
console.log('What one more unit of log price does to log sales; the truth is −1.5.\n')
printTable(
  ['way', 'estimate', 'standard error', 'warning'],
  ways.map(([name, more]) => {
    const e = panelDoubleMachineLearning(panel, { ...question, learner: splines(), ...more })
    if (!e.estimated) return [name, 'refused', '', e.message]
    bars.push({ label: name, values: [e.estimate] })
    return [name, number(e.estimate, 2), number(e.standardError, 2), e.warnings.length > 0 ? 'yes' : '']
  }),
)
console.log(
  'The first two say so themselves: a warning stands in their result. And learners matter: a forest smooths the unit means,',
)
console.log('and what it smooths away of the firms stays in the estimate.')
savePicture('panel-dml.svg', barChart('What a unit of price does to sales (truth: −1.5)', ['estimate'], bars))
