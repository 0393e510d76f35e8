// @ts-check
// Numbers and categories in one table: a test that takes both, and what goes wrong when categories pass for numbers.
// Title: Numbers and categories together
// Kind: Discovery of graphs
// Question: What becomes of a search when categories are numbered 1, 2, 3 and passed for numbers?
// Believe: The edge from the site is lost: pressure is highest at the site numbered 2, and no straight line through 1, 2, 3
//   sees that. A test that models each column as what it is finds the true graph here; it assumes Gaussian numbers within each
//   category, as these made data have.
import {
  categorical,
  conditionalGaussian,
  fisherZ,
  mechanism,
  normal,
  pc,
  sample,
  scm,
  table,
  toRows,
  toSvg,
} from 'causalkit'
import { edgesInWords, savePicture } from './support.mjs'

// three sites: the middle one (by number) has the highest pressure, and who has high pressure is treated
const model = scm({
  site: categorical({ coast: 0.3, hills: 0.4, plain: 0.3 }),
  age: normal(50, 10),
  pressure: mechanism(
    ['site', 'age'],
    normal(0, 8),
    /** @param {{ site: 'coast' | 'hills' | 'plain', age: number }} parents @param {number} noise */
    ({ site, age }, noise) => 90 + 0.6 * age + (site === 'hills' ? 15 : 0) + noise,
  ),
  treated: mechanism(
    ['pressure'],
    normal(0, 10),
    /** @param {{ pressure: number }} parents @param {number} noise @returns {'yes' | 'no'} */
    ({ pressure }, noise) => (pressure + noise > 130 ? 'yes' : 'no'),
  ),
})
const patients = sample(model, 2000, { seed: 'mixed' })
const truth = 'site -> pressure <- age; pressure -> treated'
console.log(`2,000 patients. The truth: ${truth}.\n`)

const { graph, nearAlpha } = pc(conditionalGaussian(patients), { alpha: 0.01 })
console.log(`conditionalGaussian, which models each kind as what it is:\n  ${edgesInWords(graph)}`)
console.log(`  decisions near alpha: ${nearAlpha.length}\n`)
savePicture('mixed-data.svg', toSvg(graph, { title: 'Mixed data, PC with a conditional-Gaussian test' }))

const code = /** @type {Record<string, number>} */ ({ coast: 1, hills: 2, plain: 3, yes: 1, no: 0 })
const numbers = table(
  toRows(patients).map(({ site, age, pressure, treated }) => ({
    site: code[site ?? ''] ?? 0,
    age: age ?? 0,
    pressure: pressure ?? 0,
    treated: code[treated ?? ''] ?? 0,
  })),
)
const wrong = pc(fisherZ(numbers), { alpha: 0.01 }).graph
console.log(`\nfisherZ on sites numbered 1, 2, 3:\n  ${edgesInWords(wrong)}`)
console.log('  The middle number is the special one, so no line through the sites sees it: the edge from site is lost.')
