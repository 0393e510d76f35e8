// @ts-check
// A made app of 800 people in which friends see what friends get: a notice (the treatment) moves who gets it, and who has a friend with it. What does
// an ordinary comparison of treated and untreated say, what the experiment, and what does a plan say before anybody is treated?
// Title: A notice that friends pass on
// Kind: Experiments and natural experiments
// Question: In an app where friends see what friends get, what does the notice do to oneself, and what by way of friends?
// Believe: To treat everybody adds about 1.5 minutes; the usual comparison of treated and untreated says 0.51, because the
//   untreated gain from their friends too. Exposures, teams and standardisation come near the truth if only direct friends
//   matter and the list of friends is complete. One's own effect is hard to tell from one coin for each: its interval (−0.04
//   to 0.76) holds 0, although the truth is 0.6.
import {
  column,
  exposureEffects,
  exposureProbabilities,
  interferenceEffects,
  neighborSummaries,
  networkEffects,
  normals,
  randomStream,
  splitStream,
  table,
  uniforms,
} from 'causalkit'
import { barChart } from './papers/figure.mjs'
import { number, printTable, savePicture } from './support.mjs'

const n = 800
const stream = randomStream('app')
/** @param {string} label @param {number} count */
const draw = (label, count) => uniforms(splitStream(stream, label), count).values
const ends = draw('edges', 4 * n)
/** @type {(readonly [number, number])[]} */
const edges = []
for (let k = 0; k < 1.2 * n; k++) {
  const [a, b] = [Math.floor((ends[2 * k] ?? 0) * n), Math.floor((ends[2 * k + 1] ?? 0) * n)]
  if (a !== b) edges.push([a, b])
}
const own = 0.6
const fromFriends = 1
const noise = normals(splitStream(stream, 'noise'), n).values

console.log('1. The plan: who can come to what? Everybody is treated by a coin')
const design = /** @type {const} */ ({ type: 'bernoulli', p: 0.5 })
const people = table({ person: Array.from({ length: n }, (_, i) => i) })
const plan = exposureProbabilities(people, { network: { edges }, design })
printTable(
  ['treated', 'smallest chance', 'largest chance', 'people who never can'],
  plan.levels.map((level, a) => {
    const chances = plan.probabilities.map((of) => of[a] ?? 0).filter((p) => p > 0)
    return [
      { '00': 'nobody', '01': 'a friend', 10: 'oneself', 11: 'both' }[level] ?? level,
      number(Math.min(...chances), 4),
      number(Math.max(...chances), 4),
      String(plan.unreachable[level]?.length ?? 0),
    ]
  }),
)
console.log('   Who has no friends never has a treated one; who has many hardly ever has none.\n')

const coin = draw('coins', n)
const treated = Array.from(coin, (u) => (u < 0.5 ? 1 : 0))
const touched = new Uint8Array(n)
for (const [a, b] of edges) {
  if (treated[a] === 1) touched[b] = 1
  if (treated[b] === 1) touched[a] = 1
}
const minutes = treated.map((z, i) => 5 + (noise[i] ?? 0) + own * z + fromFriends * (touched[i] ?? 0))
const data = table({ treated, minutes })

console.log('2. The experiment')
const mean = (/** @type {number} */ arm) => {
  const arms = minutes.filter((_, i) => treated[i] === arm)
  return arms.reduce((sum, y) => sum + y, 0) / arms.length
}
console.log(`   Treated less untreated, as in any A/B test: ${number(mean(1) - mean(0), 2)}`)
const found = exposureEffects(data, {
  network: { edges },
  design,
  treatment: 'treated',
  outcome: 'minutes',
  minChance: 0.05,
})
const truth = new Map([
  ['01', fromFriends],
  ['10', own],
  ['11', own + fromFriends],
])
printTable(
  ['against nobody treated', 'truth', 'estimate', 'std. error', '95 % interval', 'people'],
  found.contrasts.map(({ to, n: units, hajek }) => [
    { '01': 'a friend', 10: 'oneself', 11: 'both' }[to] ?? to,
    number(truth.get(to) ?? 0, 2),
    number(hajek.estimate ?? 0, 2),
    number(hajek.standardError ?? 0, 2),
    `${number(hajek.interval?.[0] ?? 0, 2)} to ${number(hajek.interval?.[1] ?? 0, 2)}`,
    String(units),
  ]),
)
console.log(
  '   To treat everybody is worth the last line; the A/B test would have promised the effect of oneself alone.\n',
)

console.log('3. The same in teams of four who touch no other team: policies that treat three of ten, or six of ten')
const inTeams = normals(splitStream(stream, 'teams'), n).values
const team = treated.map((_, i) => Math.floor(i / 4))
const inTeam = treated.map((z, i) => {
  const others = [0, 1, 2, 3].map((k) => 4 * Math.floor(i / 4) + k).filter((j) => j !== i)
  const share = others.reduce((sum, j) => sum + (treated[j] ?? 0), 0) / 3
  return 5 + (inTeams[i] ?? 0) + own * z + fromFriends * share
})
const teams = interferenceEffects(table({ team, treated, minutes: inTeam }), {
  group: 'team',
  treatment: 'treated',
  outcome: 'minutes',
  policies: [0.3, 0.6],
  propensity: 0.5,
  estimator: 'hajek',
})
printTable(
  ['effect', 'truth', 'estimate', '95 % interval'],
  [
    /** @type {const} */ (['direct', own, teams.policies[0].directEffect]),
    /** @type {const} */ (['spillover', 0.3 * fromFriends, teams.spilloverEffect]),
    /** @type {const} */ (['total', own + 0.3 * fromFriends, teams.totalEffect]),
    /** @type {const} */ (['overall', 0.3 * (own + fromFriends), teams.overallEffect]),
  ].map(([name, wanted, { estimate, interval }]) => [
    name,
    number(wanted, 2),
    number(estimate ?? 0, 2),
    `${number(interval?.[0] ?? 0, 2)} to ${number(interval?.[1] ?? 0, 2)}`,
  ]),
)

console.log('4. No experiment: the keen take the notice more often, and stay longer anyway')
const [keenness, taking] = [draw('keen', n), draw('taking', n)]
const keen = Array.from(keenness, (u) => (u < 0.5 ? 1 : 0))
const takes = keen.map((k, i) => ((taking[i] ?? 0) < 0.25 + 0.5 * k ? 1 : 0))
const seen = neighborSummaries(table({ keen, takes }), {
  network: { edges },
  summaries: { friends: 'degree', friendsTake: { of: 'takes', as: 'any' } },
})
const [friends, friendsTake] = [column(seen, 'friends'), column(seen, 'friendsTake')]
const stays = keen.map((k, i) => 5 + (noise[i] ?? 0) + k + own * (takes[i] ?? 0) + fromFriends * (friendsTake[i] ?? 0))
// who has four friends or more is one kind; how keen friends are moves what they take, and nothing else
const set = networkEffects(table({ keen, takes, stays, friends: friends.map((d) => Math.min(d, 4)), friendsTake }), {
  treatment: 'takes',
  neighborTreatment: 'friendsTake',
  neighborSummary: 'any',
  degree: 'friends',
  outcome: 'stays',
  covariates: 'keen',
})
const withFriends = friends.filter((d) => d > 0).length / n
/** @param {number | null} value */
const told = (value) => (value === null ? 'not shown by anybody' : number(value, 2))
console.log(`   Those who take it stay ${told(set.naiveContrast)} longer.`)
printTable(
  ['standardised over keenness and number of friends', 'truth', 'estimate'],
  [
    ['oneself, the others as they are', number(own, 2), told(set.directEffectNeighborsNatural)],
    ['everybody', number(own + fromFriends * withFriends, 2), told(set.totalEffect)],
  ],
)
savePicture(
  'network-experiment.svg',
  barChart(
    'Minutes more than if nobody were treated',
    ['truth', 'estimate'],
    found.contrasts.map(({ to, hajek }) => ({
      label: { '01': 'a friend', 10: 'oneself', 11: 'both' }[to] ?? to,
      values: [truth.get(to) ?? 0, hajek.estimate ?? 0],
    })),
  ),
)
