// @ts-check
// Grants for those who score 50 or more: bandwidths, bias, a test for cheating, and a fuzzy version.
// Title: Grants from a score of 50
// Kind: Experiments and natural experiments
// Question: Who scores 50 or more gets a grant. What does the grant do to those at the threshold?
// Believe: A grant adds about 3 (2.5 to 3.6) for people at 50, and for nobody else is anything said. Nobody may steer the
//   score around the threshold: the test finds no jump in numbers there, and would hardly notice a few who do. All four
//   choices of bandwidth hold the true 3 here, the wide straight line too; where the curve is stronger, that one takes the
//   curve for a jump.
import {
  manipulationTest,
  normals,
  plotRegressionDiscontinuity,
  randomStream,
  regressionDiscontinuity,
  splitStream,
  table,
} from 'causalkit'
import { number, printTable, savePlot } from './support.mjs'

const n = 2000
const stream = randomStream('grants')
const [ability, rest, luck] = ['ability', 'rest', 'luck'].map((name) => normals(splitStream(stream, name), n).values)
if (ability === undefined || rest === undefined || luck === undefined) throw new Error('no numbers')
const pupils = table(
  Array.from(ability, (v, i) => {
    const score = 50 + 15 * v
    // most who may take the grant do, and a few who may not get it all the same
    const grant = score >= 50 ? ((luck[i] ?? 0) < 1 ? 1 : 0) : (luck[i] ?? 0) < -1.5 ? 1 : 0
    return {
      score,
      grant,
      income: 20 + 2 * v + v ** 2 + (score >= 50 ? 3 : 0) + 2 * (rest[i] ?? 0),
      wage: 20 + 2 * v + 3 * grant + 2 * (rest[i] ?? 0),
    }
  }),
)
const question = /** @type {const} */ ({ outcome: 'income', runningVariable: 'score', cutoff: 50 })

const honest = manipulationTest(pupils, { runningVariable: 'score', cutoff: 50 })
if (!honest.estimated) throw new Error(honest.message)
console.log(`First: ${honest.message}\n`)

/** @type {[string, import('causalkit').DiscontinuityOptions][]} */
const ways = [
  ['bandwidth of least error, bias-corrected', {}],
  ['the same, conventional', { biasCorrection: false }],
  ["Imbens and Kalyanaraman's bandwidth", { bandwidth: 'imbens-kalyanaraman' }],
  ['half the range, a line', { bandwidth: 30, biasCorrection: false }],
]
printTable(
  ['effect of a grant on income (truth: 3)', 'estimate', '95 % interval', 'bandwidth', 'rows'],
  ways.map(([name, options]) => {
    const e = regressionDiscontinuity(pupils, question, options)
    if (!e.estimated) throw new Error(e.message)
    return [
      name,
      number(e.estimate, 2),
      `${number(e.interval[0], 2)} to ${number(e.interval[1], 2)}`,
      number(e.bandwidth, 1),
      `${Number(e.diagnostics['usedLeft']) + Number(e.diagnostics['usedRight'])}`,
    ]
  }),
)
const fuzzy = regressionDiscontinuity(pupils, { ...question, outcome: 'wage', treatment: 'grant' })
if (!fuzzy.estimated) throw new Error(fuzzy.message)
console.log(`Where the score only nudges: ${fuzzy.formula}`)
console.log(
  `  = ${number(fuzzy.estimate, 2)} (${number(fuzzy.interval[0], 2)} to ${number(fuzzy.interval[1], 2)}), truth 3; the grant jumps by ${number(Number(fuzzy.diagnostics['firstStage']), 2)} at the cut-off.\n`,
)
const plot = plotRegressionDiscontinuity(fuzzy)
console.log(
  `plotRegressionDiscontinuity gives a Vega-Lite specification of ${plot.data.values.length} points and curves.`,
)
savePlot('regression-discontinuity', plot)
