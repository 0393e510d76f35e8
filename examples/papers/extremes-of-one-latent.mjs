// @ts-check
// Reading a latent by its extremes (CDEV): set it far out and look, or pick the cases where it is far out?
//
// A generator draws faces from three latents; age stands behind hair and glasses. Setting the latent "glasses" to its
// extremes shows what glasses do. Picking faces with extreme values shows age as well. And far outside what was ever drawn
// a curved generator tells about itself rather than about faces.
// Title: Extremes of one latent
// Kind: Papers on small models
// Question: Is setting one latent of a face generator to its extremes the same as picking faces where it is extreme?
// Believe: No: set to its extremes, the latent for glasses changes the glint alone; faces picked at its extremes are also
//   older, because age goes with glasses. And the further a latent is set beyond what was drawn, the less the answer is about
//   faces that exist: at ±10 a step changes a ninth of what it does at ±0.5. Exact on a made generator of three latents; no
//   image model is run.
import { additive, column, expectation, graphOf, intervene, linear, normal, sample, scm, toSvg } from 'causalkit'
import { number, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'

const faces = scm({
  age: normal(0, 1),
  glasses: linear({ age: 0.7 }, normal(0, 0.714)),
  grey: linear({ age: 0.9 }, normal(0, 0.4)),
  wrinkles: linear({ age: 0.8, grey: 0.1 }, normal(0, 0.5)),
  glint: linear({ glasses: 1 }, normal(0, 0.3)),
})
const seen = /** @type {const} */ (['age', 'grey', 'wrinkles', 'glint'])

console.log('From glasses = −3 to glasses = 3: the change of the mean of each trait, exactly\n')
const rows = seen.map((trait) => {
  /** @param {'do' | 'given'} how */
  const change = (how) =>
    (expectation(faces, trait, { [how]: { glasses: 3 } }).value ?? Number.NaN) -
    (expectation(faces, trait, { [how]: { glasses: -3 } }).value ?? Number.NaN)
  return { label: trait, values: [change('do'), change('given')] }
})
printTable(
  ['trait', 'set to the extremes', 'picked at the extremes'],
  rows.map(({ label, values }) => [label, ...values.map((value) => number(value, 2))]),
)
console.log(
  '  Only the glint is the work of glasses. What the picked faces show besides comes in by the back door of age.\n',
)

console.log('And how far out? A generator whose glint saturates, set to ±k: change for each step of the latent\n')
const curved = scm({
  glasses: normal(0, 1),
  glint: additive(
    ['glasses'],
    /** @param {{ glasses: number }} p */ ({ glasses }) => 2 * Math.tanh(glasses),
    normal(0, 0.1),
  ),
})
/** @param {number} k */
const perStep = (k) => {
  const ends = [k, -k].map((glasses) => {
    const drawn = column(sample(intervene(curved, { glasses }), 4000, { seed: 1 }), 'glint')
    return Array.from(drawn).reduce((sum, value) => sum + value, 0) / 4000
  })
  return ((ends[0] ?? 0) - (ends[1] ?? 0)) / (2 * k)
}
printTable(
  ['set to', 'change a step', 'share of faces that far out'],
  [
    ['± 0.5', number(perStep(0.5), 2), '62 %'],
    ['± 1', number(perStep(1), 2), '32 %'],
    ['± 3', number(perStep(3), 2), '0.3 %'],
    ['± 10', number(perStep(10), 2), '0 %'],
  ],
)
console.log('  The further out, the less the answer is about faces that exist.\n')
savePicture('papers-extremes-of-one-latent.svg', barChart('From glasses = −3 to glasses = 3', ['set', 'picked'], rows))
savePicture('papers-extremes-of-one-latent-graph.svg', toSvg(graphOf(faces), { title: 'Age stands behind glasses' }))
