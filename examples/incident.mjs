// @ts-check
// An incident in a made shop of eight services, one step every five minutes. A deployment empties the cache, and half an hour later everything is
// slow. The graph is learned from the quiet week; then: when did it begin, what broke, along which path, and what did the baselines say?
// Title: An incident in a shop of services
// Kind: Change over time and incidents
// Question: Errors rise in a shop of eight services. When did it begin, what broke, and along which path?
// Believe: The cause is the cache, and the alarm dates its beginning to one step before the deployment. Residual scores and
//   both hypothesis tests accuse it alone; random walks and PageRank accuse six services and do not put it first. In a week in
//   which nothing breaks the library declines to rank. One made incident with one fault and a graph that can be learned is no
//   benchmark: with two faults, or a graph learned badly, the order of the methods may differ.
import {
  anomalyScores,
  CausalError,
  changePoint,
  column,
  epsilonDiagnosis,
  hypothesisTests,
  normals,
  onlineRootCauses,
  pageRank,
  pcmciPlus,
  randomStream,
  randomWalk,
  residualScores,
  rootCauseDiscovery,
  rootCauses,
  series,
  splitSeries,
  summaryDag,
  summaryGraph,
  table,
  toSvg,
} from 'causalkit'
import { number, printTable, pValue, savePicture } from './support.mjs'

const week = 7 * 24 * 12
const steps = week + 60
const names = /** @type {const} */ ([
  'traffic',
  'authCpu',
  'cacheMisses',
  'dbLatency',
  'inventory',
  'checkout',
  'pageLatency',
  'errors',
])
/** @typedef {(typeof names)[number]} Metric */

/** The made truth: [cause, lag, effect, slope]. @type {readonly (readonly [Metric, number, Metric, number])[]} */
const links = [
  ['traffic', 1, 'traffic', 0.8],
  ['traffic', 1, 'authCpu', 0.7],
  ['traffic', 1, 'cacheMisses', 0.5],
  ['cacheMisses', 1, 'cacheMisses', 0.4],
  ['cacheMisses', 1, 'dbLatency', 0.8],
  ['dbLatency', 1, 'inventory', 0.9],
  ['inventory', 1, 'checkout', 0.7],
  ['authCpu', 2, 'checkout', 0.5],
  ['checkout', 1, 'pageLatency', 0.9],
  ['pageLatency', 1, 'errors', 0.4],
]
/** Runs the shop; from the fault on more requests miss the cache. @param {number} faultAt */
function run(faultAt) {
  const values = Object.fromEntries(names.map((name) => [name, normals(randomStream(name), steps).values.slice()]))
  for (let t = 0; t < steps; t++) {
    for (const name of names) {
      const own = values[name] ?? new Float64Array(steps)
      for (const [cause, lag, effect, slope] of links)
        if (effect === name) own[t] = (own[t] ?? 0) + slope * (values[cause]?.[t - lag] ?? 0)
      if (name === 'cacheMisses' && t >= faultAt) own[t] = (own[t] ?? 0) + 2.5
    }
  }
  return series(table(/** @type {Record<Metric, Float64Array>} */ (values)))
}
const recorded = run(week)

console.log('1. The alert. The first five days are taken as quiet, all metrics are watched (CUSUM, alpha 0.05)')
const alert = changePoint(recorded, { quiet: 5 * 24 * 12 })
console.log(
  `   ${alert.method}: alarm at step ${alert.alarm}, first in ${alert.variable}; it seems to begin at step ${alert.start}.`,
)
console.log(`   The deployment was at step ${week}.\n`)
const { before, after } = splitSeries(recorded, { step: alert.start ?? week })

console.log('2. The graph of the quiet week (PCMCI+, causes up to two steps back)')
const { graph } = pcmciPlus(before, { maxLag: 2, alpha: 0.01 })
for (const { from, to, lag, fromMark, toMark } of graph.edges)
  if (from !== to)
    console.log(
      `   ${from}${lag > 0 ? `[t-${lag}]` : ''} ${fromMark === 'arrow' ? '<' : '-'}-${toMark === 'arrow' ? '>' : ''} ${to}`,
    )

console.log(
  '\n3. What moved, and what broke? The mean of each metric, and of what its causes leave, in the hours after',
)
const why = rootCauses(before, after, { graph, target: 'pageLatency' })
const watched = anomalyScores(before, after, { graph })
/** @param {ArrayLike<number>} list */
const mean = (list) => Array.from(list).reduce((sum, v) => sum + v, 0) / list.length
printTable(
  ['metric', 'moved by (its quiet sd)', 'moved by itself (sd)', 'alarms'],
  names.map((name) => {
    const [quiet, loud] = [column(before.table, name), column(after.table, name)]
    const level = mean(quiet)
    const spread = Math.sqrt(mean(quiet.map((v) => (v - level) ** 2)))
    const own = watched.scores.find(({ variable }) => variable === name)?.z ?? []
    return [
      name,
      number((mean(loud) - level) / spread, 1),
      number(mean(own), 1),
      String(watched.alarms.filter(({ variable }) => variable === name).length),
    ]
  }),
)

console.log('4. Root causes')
if (why.found)
  for (const { variable, score, evidence, path } of why.causes)
    console.log(
      `   ${variable}: score ${number(score, 1)}, p ${pValue(evidence?.adjusted ?? 1)} over all metrics; path ${path?.join(' -> ')}`,
    )
else console.log(`   ${why.message}`)
for (const { message } of why.untold) console.log(`   Not told: ${message}`)
for (const warning of why.warnings) console.log(`   Mind: ${warning}`)

console.log('\n5. The same question to other methods')
printTable(
  ['method', 'first', 'second', 'third', 'accused'],
  [
    residualScores(),
    hypothesisTests(),
    hypothesisTests({ descendantAdjustment: true }),
    randomWalk(),
    pageRank(),
    rootCauseDiscovery(),
    epsilonDiagnosis(),
  ].map((method) => {
    try {
      const found = rootCauses(before, after, { graph, target: 'pageLatency', method })
      if (!found.found) return [method.name, `(${found.reason})`, '', '', '0']
      return [method.name, ...[0, 1, 2].map((k) => found.ranking[k]?.variable ?? ''), String(found.causes.length)]
    } catch (error) {
      if (error instanceof CausalError) return [method.name, `(${error.code})`, '', '', '']
      throw error
    }
  }),
)
const online = onlineRootCauses(before, after, { target: 'pageLatency', batch: 15 })
console.log(
  `   While it goes on, 15 steps at a time: ${online.ranking[0]?.variable} first after ${online.steps} steps${online.settled ? ', settled' : ''}.`,
)

console.log('\n6. And in a week in which nothing breaks?')
const calm = splitSeries(run(steps), { step: week })
const nothing = rootCauses(calm.before, calm.after, { graph, target: 'pageLatency' })
console.log(nothing.found ? `   A false alarm: ${nothing.causes[0]?.variable}` : `   ${nothing.message}`)

console.log()
const { cycle } = summaryGraph(graph)
const isDirected = graph.edges.every(({ fromMark, toMark }) => fromMark !== toMark)
if (cycle === null && isDirected)
  savePicture(
    'incident.svg',
    toSvg(summaryDag(graph), { highlight: (why.found && why.causes[0]?.path) || [], title: 'The path of the fault' }),
  )
