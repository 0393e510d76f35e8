// @ts-check
// A twin of a small system: learned from a quiet week, checked by classifiers, and asked what a burst did and what a limit would have saved.
// Title: A twin of a small system
// Kind: Change over time and incidents
// Question: What did last night's burst of traffic cost, and what would a limit have saved?
// Believe: The twin says that the burst cost 204 and that the limit would have saved 158; the system itself says 199 and
//   156. It had the right graph and a right family (straight lines), and forecasts as well as the noise allows. Such answers
//   are of one night and need both to be right: the classifiers that cannot tell the twin's week from the real one (AUC 0.50)
//   see how it runs by itself, not what it does under intervention.
import {
  classifierTwoSample,
  column,
  counterfactualSeries,
  fitTemporalScm,
  laggedGraph,
  linearTemporalModel,
  sampleSeries,
  shift,
} from 'causalkit'
import { barChart } from './papers/figure.mjs'
import { number, printTable, savePicture } from './support.mjs'

// the system, which only this example knows: traffic fills a queue, the queue slows answers
const system = linearTemporalModel({
  names: ['traffic', 'queue', 'latency'],
  effects: [
    { from: 'traffic', to: 'traffic', lag: 1, effect: 0.8 },
    { from: 'traffic', to: 'queue', lag: 1, effect: 0.5 },
    { from: 'queue', to: 'queue', lag: 1, effect: 0.6 },
    { from: 'queue', to: 'latency', lag: 0, effect: 1 },
  ],
  intercept: { traffic: 2, latency: 3 },
})
const week = sampleSeries(system, 1000, { seed: 'quiet week' })
const graph = laggedGraph('traffic[t-1] -> traffic; traffic[t-1] -> queue; queue[t-1] -> queue; queue -> latency')

const twin = fitTemporalScm(week, graph)
console.log('Forecasts one step ahead, on times that were not learned from (a standard deviation of 1 is noise):\n')
printTable(
  ['variable', 'error', 'spread of the values'],
  twin.heldOut.map(({ variable, error, spread }) => [variable, number(error, 2), number(spread, 2)]),
)
const { auc, pValue } = classifierTwoSample(week, sampleSeries(twin, 1000, { seed: 1 }))
console.log(
  `Classifiers that try to tell a week of the twin from the real one: AUC ${number(auc, 2)}, p ${number(pValue, 2)}\n`,
)

// the night: something pushes traffic up by 8 for four steps
const during = { from: 30, to: 33 }
const night = sampleSeries(system, 60, { seed: 'night', do: { traffic: { set: shift(8), ...during } } })
const calm = counterfactualSeries(twin, night, { do: { traffic: { set: shift(-8), ...during } } })
const limited = counterfactualSeries(twin, night, {
  do: { traffic: ({ natural }) => Math.min(natural, 16) },
})
console.log(
  'The night as it was, as it would have been without the burst, and with traffic held at 16 or below (latency):\n',
)
const latency = [night, calm, limited].map((run) => column(run.table, 'latency'))
printTable(
  ['step', 'as it was', 'without the burst', 'with the limit'],
  [28, 30, 32, 34, 36, 40, 45].map((t) => [String(t), ...latency.map((values) => number(values[t] ?? 0, 1))]),
)
/** How much more latency the first run has, over all steps. @param {typeof night} a @param {typeof night} b */
const more = (a, b) =>
  column(a.table, 'latency').reduce((sum, value, t) => sum + value - (column(b.table, 'latency')[t] ?? 0), 0)
console.log(
  `The burst cost ${number(more(night, calm), 0)} units of latency in all; the limit would have saved ${number(more(night, limited), 0)} of them.`,
)
const trueCalm = counterfactualSeries(system, night, { do: { traffic: { set: shift(-8), ...during } } })
const trueLimited = counterfactualSeries(system, night, { do: { traffic: ({ natural }) => Math.min(natural, 16) } })
console.log(
  `The system itself, which is known here, says ${number(more(night, trueCalm), 0)} and ${number(more(night, trueLimited), 0)}.`,
)
savePicture(
  'digital-twin.svg',
  barChart(
    'Latency in the night',
    ['as it was', 'without the burst', 'with the limit'],
    [28, 32, 36, 40, 45].map((t) => ({ label: `step ${t}`, values: latency.map((values) => values[t] ?? 0) })),
    { digits: 1 },
  ),
)
