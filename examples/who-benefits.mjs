// @ts-check
// Who benefits? A training programme helps some and not others; those who choose it differ from those who don't.
// Title: Who benefits from a training
// Kind: Effects from observational data
// Question: A training helps some and not others, and people choose it themselves: whom does it help, and whom should it be
//   offered?
// Believe: Those with less than about five years of experience gain nearly 4, the others little (the made truth is 4 and
//   0.5), and a rule of one question finds the limit: offered to these alone, a training that costs 1.5 pays. The forecasts of
//   single people have wide errors and are not to be acted on one by one. All this holds because motivation, which makes
//   people choose the training, was measured.
import {
  bestLinearProjection,
  categorical,
  causalForest,
  dag,
  effectsByGroup,
  heterogeneousEffects,
  mechanism,
  normal,
  policyTree,
  rankingMetrics,
  sample,
  scm,
  uniform,
} from 'causalkit'
import { barChart } from './papers/figure.mjs'
import { number, printTable, pValue, savePicture } from './support.mjs'

// a model with a known answer: the programme adds 4 to the wage of those with less than 5 years of experience, and 0.5 to others
const world = scm({
  experience: uniform(0, 20),
  town: categorical({ no: 0.6, yes: 0.4 }),
  motivation: normal(0, 1),
  training: mechanism(['motivation', 'experience'], uniform(0, 1), ({ motivation, experience }, u) =>
    u < 1 / (1 + Math.exp(0.08 * (experience - 10) - motivation)) ? 1 : 0,
  ),
  wage: mechanism(
    ['training', 'experience', 'motivation', 'town'],
    normal(0, 2),
    ({ training, experience, motivation, town }, e) =>
      20 + 0.4 * experience + 2 * motivation + (town === 'yes' ? 2 : 0) + training * (experience < 5 ? 4 : 0.5) + e,
  ),
})
const people = sample(world, 3000, { seed: 'who benefits' })
const graph = dag(
  'motivation -> training; experience -> training; training -> wage; experience -> wage; motivation -> wage; town -> wage',
)

const e = heterogeneousEffects(people, {
  graph,
  treatment: 'training',
  outcome: 'wage',
  modifiers: ['experience', 'motivation', 'town'],
  learner: causalForest({ trees: 500 }),
})
if (!e.estimated) throw new Error(e.message)

console.log('What does training add to the wage?\n')
console.log(
  `On average ${number(e.average.estimate, 2)} (95 % interval ${number(e.average.interval[0], 2)} to ${number(e.average.interval[1], 2)}); the model says 1.38.\n`,
)

const { groups, difference } = effectsByGroup(e, people, { quantiles: 4 })
printTable(
  ['by predicted effect', 'people', 'effect', 'standard error'],
  groups.map((group) => [group.group, String(group.n), number(group.estimate, 2), number(group.standardError, 2)]),
)
console.log(`The groups differ: p ${pValue(difference.pValue)}.\n`)

const { autoc, qini } = rankingMetrics(e)
console.log(
  `The ranking is worth something: AUTOC ${number(autoc.estimate, 2)} ± ${number(autoc.standardError, 2)}, Qini ${number(qini.estimate, 2)} ± ${number(qini.standardError, 2)} (0 by chance).\n`,
)

printTable(
  ['best linear projection', 'coefficient', 'standard error', 'p'],
  bestLinearProjection(e, people).map((term) => [
    term.term,
    number(term.estimate, 3),
    number(term.standardError, 3),
    pValue(term.pValue),
  ]),
)

const policy = policyTree(e, people, { depth: 1, cost: 1.5 })
console.log(`Training costs 1.5. The best rule of one question:\n${policy.text}`)
console.log(
  `It gains ${number(policy.overNobody.estimate, 2)} ± ${number(policy.overNobody.standardError, 2)} per head over training nobody, ${number(policy.overEverybody.estimate, 2)} ± ${number(policy.overEverybody.standardError, 2)} over training everybody.`,
)

const visitors = e.predict(people)
console.log(
  `\nThe forest for the first three people: ${[0, 1, 2].map((i) => `${number(visitors.effects[i] ?? 0, 1)} ± ${number(visitors.standardErrors?.[i] ?? 0, 1)}`).join(', ')}.`,
)
savePicture(
  'who-benefits.svg',
  barChart(
    'What training adds, by what the forest predicts',
    ['effect'],
    groups.map(({ group, estimate }) => ({ label: group, values: [estimate] })),
  ),
)
