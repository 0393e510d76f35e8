// @ts-check
// An A/B test from the plan to the verdict: size, sample ratio, effect with and without CUPED, looks while it runs.
// Title: An A/B test from plan to verdict
// Kind: Experiments and natural experiments
// Question: How many users does a test need, did the coin work, what did the change do, and may one look while it runs?
// Believe: The true effect is 1. CUPED takes out what users spent before and finds it with a standard error of 0.17 instead
//   of 0.30; where the past says little of the present, little is gained. An ordinary interval holds for one look: whoever
//   stops at the first good one is wrong too often. The always valid ones are wider, leave 0 out from 500 users on, and may be
//   read at each look. One simulated test, whose users do not touch each other.
import {
  alwaysValidInterval,
  cuped,
  differenceInMeans,
  normals,
  quantileEffect,
  randomStream,
  sampleRatioMismatch,
  sampleSize,
  splitStream,
  table,
} from 'causalkit'
import { barChart } from './papers/figure.mjs'
import { number, percent, printTable, pValue, savePicture } from './support.mjs'

const stream = randomStream('ab-test example')
const n = sampleSize({ effect: 1, standardDeviation: 6, power: 0.9 })
console.log(`Plan: to find a rise of 1 in orders that vary by 6, nine times in ten, it takes ${n} users.\n`)

// the experiment, made here so that its truth is known: the new checkout adds 1 to an order
const [before, chance, coin] = ['before', 'chance', 'coin'].map((name) => normals(splitStream(stream, name), n).values)
if (before === undefined || chance === undefined || coin === undefined) throw new Error('no numbers')
const rows = Array.from(before, (v, i) => {
  const arm = (coin[i] ?? 0) < 0 ? 'old' : 'new'
  return { arm, before: 30 + 5 * v, order: 30 + 5 * v + 3.3 * (chance[i] ?? 0) + (arm === 'new' ? 1 : 0) }
})
const sizes = {
  old: rows.filter(({ arm }) => arm === 'old').length,
  new: rows.filter(({ arm }) => arm === 'new').length,
}
console.log(`First: ${sampleRatioMismatch(sizes).message}\n`)

const question = /** @type {const} */ ({ treatment: 'arm', outcome: 'order', contrast: { from: 'old', to: 'new' } })
const users = table(rows)
const results = [
  differenceInMeans(users, question),
  cuped(users, { ...question, adjustment: ['before'] }),
  quantileEffect(users, question),
]
printTable(
  ['estimator', 'effect', 'std. error', '95 % interval', 'p', 'lift'],
  results.map((e) => {
    if (!e.estimated) throw new Error(e.message)
    return [
      e.estimator,
      number(e.estimate),
      number(e.standardError),
      `${number(e.interval[0])} to ${number(e.interval[1])}`,
      pValue(e.pValue),
      e.relative === null ? '–' : percent(e.relative.estimate),
    ]
  }),
)

console.log(
  'While it ran, somebody looked every 250 users. Ordinary intervals hold for one look, these for all of them:',
)
const looks = []
/** @type {{ label: string, values: number[] }[]} */
const widths = []
for (let seen = 250; seen <= n; seen += 250) {
  const so_far = cuped(table(rows.slice(0, seen)), { ...question, adjustment: ['before'] })
  if (!so_far.estimated) throw new Error(so_far.message)
  const always = alwaysValidInterval(so_far, { tuneFor: n })
  widths.push({
    label: `${seen} users`,
    values: [so_far.interval[1] - so_far.interval[0], always.interval[1] - always.interval[0]],
  })
  looks.push([
    String(seen),
    number(so_far.estimate),
    `${number(so_far.interval[0])} to ${number(so_far.interval[1])}`,
    `${number(always.interval[0])} to ${number(always.interval[1])}`,
    pValue(always.pValue),
  ])
}
printTable(['users', 'effect', 'ordinary', 'always valid', 'p at any time'], looks)
console.log(
  'In words: the new checkout adds about 1 to an order. CUPED takes out what users spent before, and finds it with half the',
)
console.log('error; the always-valid interval may be read at every look, and stopped at the first that leaves 0 out.')
savePicture(
  'ab-test.svg',
  barChart('Width of the 95 % interval at each look', ['for one look', 'always valid'], widths),
)
