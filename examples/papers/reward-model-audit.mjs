// @ts-check
// Does a reward model reward what is good, or what goes with it? Audited and mended by augmented pairs (Crome).
//
// Better answers are longer and kinder in the data. The model sees correctness only through a noisy check, so it takes length
// and tone as proxies. Audit: change one attribute of an answer and leave the others. Mending: train on more pairs, causal ones
// (correctness spoiled, all else kept: the spoiled one loses) and neutral ones (length or tone changed: neither wins).
// Title: Auditing a reward model
// Kind: Papers on small models
// Question: Does a reward model reward what is good, or what goes with it?
// Believe: Trained on preferences alone it also rewards what goes with good answers: length and tone, 0.19 each, and where
//   these point the other way it prefers the right answer in 57 %. Extra pairs raise that to 70 %. Pairs that spoil
//   correctness raise the weight of the check; only pairs that change length or tone clearly lower theirs; nothing removes
//   them. In real answers one attribute can hardly be changed alone; here it can.
import { bernoulli, column, linear, logistic, normal, randomStream, sample, scm, uniforms } from 'causalkit'
import { number, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'

const attributes = /** @type {const} */ (['check', 'length', 'tone'])
/** Answers to one kind of question. @param {number} proxy how much more length and tone come with correctness */
const answers = (proxy) =>
  scm({
    correct: bernoulli(0.5),
    length: linear({ correct: proxy }, normal(0, 1)),
    tone: linear({ correct: proxy, length: 0.3 }, normal(0, 1)),
    // a check of the answer, right in four of five cases
    check: logistic({ correct: 2.77 }, { intercept: -1.386 }),
  })

/** @typedef {{ difference: number[], win: number }} Comparison */
/** Pairs of answers; raters prefer the correct one nine times in ten. @param {number} proxy @param {number} pairs @param {string} seed @returns {Comparison[]} */
function comparisons(proxy, pairs, seed) {
  const drawn = sample(answers(proxy), 2 * pairs, { seed })
  const columns = attributes.map((name) => column(drawn, name))
  const correct = column(drawn, 'correct')
  const luck = uniforms(randomStream(`raters ${seed}`), pairs).values
  return Array.from({ length: pairs }, (_, i) => {
    const [a, b] = [2 * i, 2 * i + 1]
    const better = Number(correct[a]) - Number(correct[b])
    const chance = better === 0 ? 0.5 : better > 0 ? 0.9 : 0.1
    return {
      difference: columns.map((values) => Number(values[a]) - Number(values[b])),
      win: (luck[i] ?? 0) < chance ? 1 : 0,
    }
  })
}

/** The Bradley–Terry model by Newton's method, a little shrunk. @param {readonly Comparison[]} pairs @returns {number[]} */
function rewardModel(pairs) {
  let weights = attributes.map(() => 0)
  for (let step = 0; step < 12; step++) {
    const slope = weights.map((w) => -w)
    const bend = weights.map((_, i) => weights.map((_, j) => (i === j ? 1 : 0)))
    for (const { difference, win } of pairs) {
      const p = 1 / (1 + Math.exp(-difference.reduce((sum, d, k) => sum + d * (weights[k] ?? 0), 0)))
      difference.forEach((d, i) => {
        slope[i] = (slope[i] ?? 0) + (win - p) * d
        difference.forEach((e, j) => {
          const row = bend[i] ?? []
          row[j] = (row[j] ?? 0) + p * (1 - p) * d * e
        })
      })
    }
    const move = solve(bend, slope)
    weights = weights.map((w, i) => w + (move[i] ?? 0))
  }
  return weights
}
/** Solves a small system by elimination. @param {readonly (readonly number[])[]} matrix @param {readonly number[]} right */
function solve(matrix, right) {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0])
  rows.forEach((pivot, i) => {
    rows.forEach((row, k) => {
      if (k === i) return
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1)
      row.forEach((_, j) => {
        row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0)
      })
    })
  })
  return rows.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1))
}

/** Neutral pairs: one attribute changed, and neither wins: each comes once with either verdict. @param {readonly Comparison[]} pairs @returns {Comparison[]} */
const neutral = (pairs) =>
  pairs.flatMap(({ difference: [, length = 0, tone = 0] }, i) => {
    const difference = i % 2 === 0 ? [0, length, 0] : [0, 0, tone]
    return [
      { difference, win: 1 },
      { difference, win: 0 },
    ]
  })
/** Causal pairs: the answer against itself with its correctness spoiled, which the check sees in four of five cases. @param {number} count @param {string} seed @returns {Comparison[]} */
function causal(count, seed) {
  const luck = uniforms(randomStream(`causal ${seed}`), 3 * count).values
  return Array.from({ length: count }, (_, i) => {
    const [seenGood, seenBad] = [(luck[3 * i] ?? 0) < 0.8 ? 1 : 0, (luck[3 * i + 1] ?? 0) < 0.2 ? 1 : 0]
    return { difference: [seenGood - seenBad, 0, 0], win: (luck[3 * i + 2] ?? 0) < 0.9 ? 1 : 0 }
  })
}
/** The share of pairs with one correct answer in which the model prefers it. @param {readonly number[]} weights @param {number} proxy */
function agreement(weights, proxy) {
  const drawn = sample(answers(proxy), 40_000, { seed: `judge ${proxy}` })
  const columns = attributes.map((name) => column(drawn, name))
  const correct = column(drawn, 'correct')
  let [right, all] = [0, 0]
  for (let i = 0; i < 40_000; i += 2) {
    const better = Number(correct[i]) - Number(correct[i + 1])
    if (better === 0) continue
    const reward = columns.reduce(
      (sum, values, k) => sum + (weights[k] ?? 0) * (Number(values[i]) - Number(values[i + 1])),
      0,
    )
    all++
    right += reward === 0 ? 0.5 : Math.sign(reward) === better ? 1 : 0
  }
  return right / all
}

const pairs = comparisons(1, 4000, 'train')
const models = /** @type {const} */ ([
  ['preferences alone', rewardModel(pairs)],
  ['and causal pairs', rewardModel([...pairs, ...causal(4000, 'more')])],
  ['and neutral pairs', rewardModel([...pairs, ...neutral(pairs)])],
  ['and both', rewardModel([...pairs, ...causal(4000, 'more'), ...neutral(pairs)])],
])
console.log(
  '1. The audit: what one step of each attribute adds to the reward, all else kept (length and tone should add nothing)\n',
)
printTable(
  ['trained on', ...attributes],
  models.map(([name, weights]) => [name, ...weights.map((w) => number(w, 2))]),
)
console.log(
  '2. How often the correct answer is preferred, where length and tone go with correctness more, less, or the other way\n',
)
const rows = models.map(([label, weights]) => ({ label, values: [1, 0, -1].map((proxy) => agreement(weights, proxy)) }))
printTable(
  ['trained on', 'as in training', 'not at all', 'the other way'],
  rows.map(({ label, values }) => [label, ...values.map((value) => number(value))]),
)
console.log('  Either kind of pair gives up a little of what the proxies told in training, for much where they lie.')
console.log(
  '  Causal pairs leave the weight of length and tone and outvote it; only neutral ones lower it. None removes it,',
)
console.log('  since preferences still pay for it: the audit shows what accuracy alone would hide.\n')
savePicture(
  'papers-reward-model-audit.svg',
  barChart('The correct answer is preferred', ['as in training', 'not at all', 'the other way'], rows),
)
