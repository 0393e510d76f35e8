// @ts-check
// Debiasing by a counterfactual: answer with the total effect less the direct effect of what tempts (CF-VQA, CIDer, ENDEF).
//
// A question tempts to an answer (bananas are yellow); the picture shows the true answer, though not perfectly. A predictor
// learns both. The papers take the question's direct effect out of the score: Y(question, picture) − Y(question, no picture).
// On exact models one sees when that helps and when it hurts.
// Title: Removing a direct effect
// Kind: Papers on small models
// Question: Some questions tempt to their usual answer whatever the picture shows. Does it help to take the question's
//   direct effect out of the score?
// Believe: It protects and does not improve: with the question's own pull removed, 80 % are right under every habit, which
//   is worse than 90 % while the habit of training holds and better than 10 % where it is reversed. Where pictures tell more
//   about one kind of question, even that share moves with the habit (61 to 89 %). The removal is exact here because log-odds
//   of independent evidence add; for scores that do not add, what “no picture” means is a choice. The papers' networks are not
//   run.
import { bernoulli, cpt, dag, expectation, scm, toSvg } from 'causalkit'
import { percent, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'

/** Two kinds of question, an answer, and what the picture seems to show. @param {number} habit P(the usual answer) @param {number} sharp P(the picture shows the answer) */
const world = (habit, sharp) =>
  scm({
    question: bernoulli(0.5),
    answer: cpt(['question'], { 0: 1 - habit, 1: habit }),
    picture: cpt(['answer'], { 0: 1 - sharp, 1: sharp }),
  })

/** @param {number} p */
const logOdds = (p) => Math.log(p / (1 - p))
const cells = /** @type {const} */ ([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
])

/** The share of right answers of a rule (question, picture) → 0 or 1, exactly. @param {ReturnType<typeof world>} model @param {(question: 0 | 1, picture: 0 | 1) => number} score */
function accuracy(model, score) {
  let right = 0
  for (const [question, picture] of cells) {
    const seen = expectation(model, 'picture', { given: { question } }).value ?? 0
    const chance = 0.5 * (picture === 1 ? seen : 1 - seen)
    const one = expectation(model, 'answer', { given: { question, picture } }).value ?? 0
    right += chance * (score(question, picture) > 0 ? one : 1 - one)
  }
  return right
}

/** @param {ReturnType<typeof world>} trained @param {0 | 1} question @param {0 | 1} picture */
const total = (trained, question, picture) =>
  logOdds(expectation(trained, 'answer', { given: { question, picture } }).value ?? 0)
/** @param {ReturnType<typeof world>} trained @param {0 | 1} question */
const direct = (trained, question) => logOdds(expectation(trained, 'answer', { given: { question } }).value ?? 0)

console.log('A predictor is trained where 90 % of answers are the usual ones and pictures are right in 80 %.')
console.log('It is then asked where the habit is another. Share of right answers, exactly:\n')
const trained = world(0.9, 0.8)
const rows = [0.9, 0.7, 0.5, 0.3, 0.1].map((habit) => {
  const there = world(habit, 0.8)
  const plain = accuracy(there, (q, p) => total(trained, q, p))
  const debiased = accuracy(there, (q, p) => total(trained, q, p) - direct(trained, q))
  const best = accuracy(there, (q, p) => total(there, q, p))
  return { label: `habit ${percent(habit, 0)}`, values: [plain, debiased, best] }
})
printTable(
  ['where', 'both', 'direct effect removed', 'trained there'],
  rows.map(({ label, values }) => [label, ...values.map((value) => percent(value))]),
)
console.log(
  '  Without the direct effect the share is that of the picture alone, everywhere: safe against a changed habit,',
)
console.log('  and worse where the habit still holds. It protects; it does not improve.\n')

console.log('And where pictures say more about one kind of question than about the other (the parts interact):')
/** @param {number} habit */
const interacting = (habit) =>
  scm({
    question: bernoulli(0.5),
    answer: cpt(['question'], { 0: 1 - habit, 1: habit }),
    picture: cpt(['question', 'answer'], { 0: { 0: 0.45, 1: 0.9 }, 1: { 0: 0.05, 1: 0.6 } }),
  })
const mixed = interacting(0.9)
const shown = [0.9, 0.5, 0.1].map((habit) => {
  const there = interacting(habit)
  const values = [
    accuracy(there, (q, p) => total(mixed, q, p)),
    accuracy(there, (q, p) => total(mixed, q, p) - direct(mixed, q)),
    accuracy(there, (_, p) => (p === 1 ? 1 : -1)),
  ]
  return [percent(habit, 0), ...values.map((value) => percent(value))]
})
printTable(['habit', 'both', 'direct effect removed', 'what the picture shows'], shown)
console.log(
  '  The removal is exact here as well, since log-odds of independent evidence add: log P(a | q, p) − log P(a | q)',
)
console.log(
  '  is the likelihood of the picture. With a score that does not add, "no picture" is a choice, not a fact.\n',
)

savePicture(
  'papers-removing-a-direct-effect.svg',
  barChart('Right answers when the habit changes', ['both', 'direct effect removed', 'trained there'], rows),
)
savePicture(
  'papers-removing-a-direct-effect-graph.svg',
  toSvg(dag('question -> score; picture -> evidence -> score; question -> evidence'), {
    title: 'The edge from the question to the score is cut',
    highlight: [{ edges: [['question', 'score']], label: 'removed' }],
  }),
)
