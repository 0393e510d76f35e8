// @ts-check
// Smoking, tar and cancer: the three rungs of causal questions, and how data alone can climb from the first to the second.
// Title: Smoking, tar, cancer: three rungs
// Kind: Counterfactuals and identification
// Question: What goes with smoking, what does smoking do, and would this patient have fallen ill without it: how far do data
//   alone lead?
// Believe: Within this invented model all three answers are exact: smokers have cancer far more often, smoking itself
//   protects a little, and a smoker who fell ill would have fallen ill without it. From rows without the gene the second
//   answer can still be had, by way of the tar (−0.046, where the model says −0.045), and only if the gene does not touch the
//   tar. The third needs the model: rows alone give it as bounds at best. Nothing is said of real tobacco.
import {
  averageTreatmentEffect,
  counterfactual,
  estimateEffect,
  expectation,
  frontDoorEstimator,
  graphOf,
  identify,
  probabilityOfNecessity,
  probabilityOfSufficiency,
  sample,
  smokingModel,
  toSvg,
  toText,
} from 'causalkit'
import { number, percent, printTable, savePicture } from './support.mjs'

const question = /** @type {const} */ ({ treatment: 'smoking', outcome: 'cancer' })
/** @param {0 | 1} smoking */
const seen = (smoking) => expectation(smokingModel, 'cancer', { given: { smoking } }).value ?? Number.NaN
/** @param {0 | 1} smoking */
const done = (smoking) => expectation(smokingModel, 'cancer', { do: { smoking } }).value ?? Number.NaN
/** @param {0 | 1} smoking */
const imagined = (smoking) =>
  expectation(counterfactual(smokingModel, { given: { smoking: 1, cancer: 1 }, do: { smoking } }), 'cancer').value ??
  Number.NaN

console.log(
  'A gene that nobody sees makes people smoke and gives them cancer (Pearl 2009, Table 3.1, invented numbers).\n',
)
printTable(
  ['P(cancer)', 'smoking', 'not smoking', 'difference'],
  [
    [
      '1. seeing: among those who (do not) smoke',
      percent(seen(1), 2),
      percent(seen(0), 2),
      number(seen(1) - seen(0), 4),
    ],
    ['2. doing: if everybody (nobody) smoked', percent(done(1), 2), percent(done(0), 2), number(done(1) - done(0), 4)],
    [
      '3. imagining: a smoker with cancer',
      percent(imagined(1)),
      percent(imagined(0)),
      number(imagined(1) - imagined(0), 4),
    ],
  ],
)
console.log('Smokers have cancer more often because the gene does both. Smoking itself protects a little, by the tar.')
console.log('And a smoker who has cancer would have it all the same had she not smoked: she has the gene.\n')

const pn = probabilityOfNecessity(smokingModel, question)
const ps = probabilityOfSufficiency(smokingModel, question)
console.log(
  `A smoker with cancer would not have it without smoking (necessity): chance ${number(pn.value ?? Number.NaN)}.\nOne who neither smokes nor has cancer would have it from smoking (sufficiency): chance ${number(ps.value ?? Number.NaN)}.\n`,
)

const graph = graphOf(smokingModel)
const found = identify(graph, { do: 'smoking', outcome: 'cancer' })
if (found.identifiable) {
  console.log('The second rung can be reached from data alone, the gene unseen, by way of the tar (front door):')
  console.log(`  ${toText(found.estimand)}\n`)
}
const people = sample(smokingModel, 100_000, { seed: 'smoking' })
const estimate = estimateEffect(people, { ...question, graph, estimator: frontDoorEstimator() })
if (!estimate.estimated) throw new Error(estimate.message)
console.log(`A sample of ${people.rowCount} people has the columns ${people.columns.join(', ')}: no gene.`)
console.log(
  `What smoking does, by the formula from the sample: ${number(estimate.estimate, 4)} ± ${number(estimate.standardError, 4)}.`,
)
console.log(`The model's own answer: ${number(averageTreatmentEffect(smokingModel, question).value ?? Number.NaN, 4)}.`)
savePicture('smoking.svg', toSvg(graph, { title: 'Smoking, tar, cancer and a hidden gene' }))
