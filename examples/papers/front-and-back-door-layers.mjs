// @ts-check
// "Causal attention": layers that adjust by the back door and by the front door (CRA, CausalMM, iPerceive).
//
// A picture X leads to features M and to an answer Y. A scene Z that is known and a habit H that is not stand behind both X
// and Y. The papers put the adjustment formulas into a network's layers. What the formulas themselves give, exactly:
// Title: Layers that adjust
// Kind: Papers on small models
// Question: What do the front-door and back-door formulas give when a network's layers are built on them?
// Believe: The front door is exact (0.150) where the features are moved by the picture alone, and off by more the more a
//   habit reaches them (0.236 at a leak of 0.20); adjusting for the part of the scene that is known never gets near. A test of
//   an independence that the graph implies shows the leak; a layer of a network cannot. The formulas are computed exactly; no
//   network is trained.
import {
  admg,
  bernoulli,
  cpt,
  evaluateEstimand,
  expectation,
  identify,
  latent,
  query,
  scm,
  toSvg,
  toText,
} from 'causalkit'
import { number, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'

const graph = admg('Z -> X; Z -> Y; X -> M -> Y; X <-> Y')

/** @param {number} leak how much the habit also moves the features, against the assumption of the front door */
const world = (leak) =>
  scm({
    H: latent(bernoulli(0.5)),
    Z: bernoulli(0.4),
    X: cpt(['H', 'Z'], { 0: { 0: 0.1, 1: 0.4 }, 1: { 0: 0.6, 1: 0.9 } }),
    M: cpt(['X', 'H'], { 0: { 0: 0.2, 1: 0.2 + leak }, 1: { 0: 0.7, 1: 0.7 + leak } }),
    Y: cpt(['M', 'H', 'Z'], {
      0: { 0: { 0: 0.1, 1: 0.2 }, 1: { 0: 0.5, 1: 0.6 } },
      1: { 0: { 0: 0.4, 1: 0.5 }, 1: { 0: 0.8, 1: 0.9 } },
    }),
  })

const answer = identify(graph, { outcome: 'Y', do: 'X' })
if (!answer.identifiable) throw new Error('the front door is open here')
const { estimand } = answer
console.log(`The formula that the graph allows:  ${toText(estimand)}\n`)

/** The difference that X makes, by four readings of the same distribution. @param {number} leak */
function readings(leak) {
  const model = world(leak)
  const truth = [0, 1].map((X) => expectation(model, 'Y', { do: { X: /** @type {0 | 1} */ (X) } }).value ?? 0)
  const plain = [0, 1].map((X) => expectation(model, 'Y', { given: { X: /** @type {0 | 1} */ (X) } }).value ?? 0)
  const onZ = [0, 1].map((X) =>
    [0, 1].reduce((sum, Z) => {
      const given = /** @type {{ X: 0 | 1, Z: 0 | 1 }} */ ({ X, Z })
      return sum + (Z === 1 ? 0.4 : 0.6) * (expectation(model, 'Y', { given }).value ?? 0)
    }, 0),
  )
  const joint = query(model, ['Z', 'X', 'M', 'Y'])
  if (joint.method !== 'discrete') throw new Error('a discrete model')
  const value = evaluateEstimand(estimand, joint)
  const front = [0, 1].map((X) => {
    const at = value.variables.map(({ name }) => (name === 'X' ? X : 1))
    return value.values[at.reduce((cell, state) => cell * 2 + state, 0)] ?? Number.NaN
  })
  const differences = [truth, plain, onZ, front].map(([at0 = 0, at1 = 0]) => at1 - at0)
  // the graph says that M and Z are independent given X: a habit that reaches M breaks that, for X ties it to Z
  const [m0 = 0, m1 = 0] = [0, 1].map(
    (Z) => expectation(model, 'M', { given: { X: 1, Z: /** @type {0 | 1} */ (Z) } }).value ?? 0,
  )
  return { differences, symptom: m1 - m0 }
}

const names = ['truth', 'P(Y | X)', 'back door on Z', 'front door through M']
const rows = [0, 0.05, 0.1, 0.2].map((leak) => ({
  label: `the habit moves M by ${number(leak, 2)}`,
  ...readings(leak),
}))
printTable(
  ['world', ...names, 'M moves with Z at X = 1'],
  rows.map(({ label, differences, symptom }) => [label, ...differences.map((value) => number(value)), number(symptom)]),
)
console.log(
  '  With features that only the picture moves the front door is exact; the back door on what is known is not.',
)
console.log(
  '  Each hundredth by which the habit reaches the features costs. A layer cannot tell, a test can: the graph implies',
)
console.log(
  '  that features and scene are independent given the picture, and the last column shows that they are not.\n',
)
savePicture(
  'papers-front-and-back-door-layers.svg',
  barChart(
    'The difference X makes to Y',
    names,
    rows.map(({ label, differences }) => ({ label, values: differences })),
    { digits: 3 },
  ),
)
savePicture(
  'papers-front-and-back-door-graph.svg',
  toSvg(graph, { title: 'Picture, features, answer', roles: { treatment: 'X', outcome: 'Y' } }),
)
