// @ts-check
// A fairness question on a stated model: would she have been hired had she been a man, and by which path?
// Title: Would she have been hired?
// Kind: Counterfactuals and identification
// Question: A woman was turned down. On a stated model, would she have been hired had she been a man, and by which path?
// Believe: The answers are exact for this model and worth as much as it is: it is stated, not learned. A change of sex alone
//   leaves her turned down; with the years of experience that a man would have had, she is hired. Which of the two is the fair
//   comparison is no question of statistics. Another model with the same data could give other counterfactuals.
import {
  averageTreatmentEffect,
  column,
  counterfactual,
  counterfactualRows,
  expectation,
  graphOf,
  hiringModel,
  naturalDirectEffect,
  naturalIndirectEffect,
  noiseOf,
  pathSpecificEffect,
  queryTerms,
  sample,
  toSvg,
} from 'causalkit'
import { number, percent, printTable, savePicture } from './support.mjs'

const line = 8.5
const she = /** @type {const} */ ({ woman: 1, experience: 7, skill: 6, score: 7.9 })
console.log(
  `She has ${she.experience} years of experience, skill ${she.skill} and scored ${she.score}; the firm hires from ${line}.\n`,
)

const noise = noiseOf(hiringModel, she)
const asMan = counterfactual(hiringModel, { given: she, do: { woman: 0 } })
/** @param {'experience' | 'score'} name */
const his = (name) => expectation(asMan, name).value ?? Number.NaN
const given = [
  /** @type {const} */ ({ variable: 'woman', value: 1 }),
  /** @type {const} */ ({ variable: 'experience', value: she.experience }),
  /** @type {const} */ ({ variable: 'skill', value: she.skill }),
  /** @type {const} */ ({ variable: 'score', value: she.score }),
]
const kept = queryTerms(
  hiringModel,
  [{ variable: 'score', do: { woman: 0, experience: { variable: 'experience' } } }],
  { given },
)
if (kept.method !== 'gaussian') throw new Error('the model is linear with normal noise')
const withHers = kept.mean[0] ?? Number.NaN

console.log(
  `Her noise: ${number(Number(noise.experience), 1)} years of experience, ${number(Number(noise.score), 1)} points on the day.`,
)
/** @param {number} score */
const verdict = (score) => (score >= line ? 'hired' : 'turned down')
printTable(
  ['world', 'experience', 'score', 'verdict'],
  [
    ['as it was', number(she.experience, 1), number(she.score, 1), verdict(she.score)],
    ['a man, all else responding', number(his('experience'), 1), number(his('score'), 1), verdict(his('score'))],
    ['a man, with her experience', number(she.experience, 1), number(withHers, 1), verdict(withHers)],
  ],
)

const question = /** @type {const} */ ({ treatment: 'woman', outcome: 'score' })
const mediators = /** @type {const} */ (['experience'])
/** @param {{ value: number | null }} answer */
const points = ({ value }) => number(value ?? Number.NaN, 2)
printTable(
  ['effect of being a woman on the score', 'points'],
  [
    ['total', points(averageTreatmentEffect(hiringModel, question))],
    ['direct', points(naturalDirectEffect(hiringModel, { ...question, mediators }))],
    ['by way of experience', points(naturalIndirectEffect(hiringModel, { ...question, mediators }))],
    [
      'along woman -> experience -> score',
      points(pathSpecificEffect(hiringModel, { ...question, paths: [['woman', 'experience', 'score']] })),
    ],
  ],
)

// everybody who applied: who would have been hired without the direct path?
const applicants = sample(hiringModel, 20_000, { seed: 'hiring' })
const mended = counterfactualRows(hiringModel, applicants, { do: { woman: 0 } })
const [woman, before, after] = [column(applicants, 'woman'), column(applicants, 'score'), column(mended, 'score')]
let women = 0
let hired = 0
let wouldBe = 0
for (let i = 0; i < woman.length; i++) {
  if (woman[i] !== 1) continue
  women++
  if ((before[i] ?? 0) >= line) hired++
  if ((after[i] ?? 0) >= line) wouldBe++
}
console.log(
  `Of ${women} women ${percent(hired / women)} were hired; as men, with the same luck, ${percent(wouldBe / women)} would have been.`,
)
savePicture('counterfactual-hiring.svg', toSvg(graphOf(hiringModel), { title: 'Sex, experience, skill and score' }))
