// @ts-check
// A launch: did sign-ups rise because of it? Forecast from markets without the launch, checked before the event, and how long it lasts.
// Title: Did the launch raise sign-ups?
// Kind: Change over time and incidents
// Question: Sign-ups rose after a launch, and the season rose too. How much did the launch do?
// Believe: Markets without the launch carry the season, so a forecast from them gives 13.5 (11.8 to 15.1), where the truth
//   is 12. A line before and after, and the past alone, take the season for the launch (19.8 and 19.5), with intervals so wide
//   that they say little. One of ten pretended launches is significant, which chance brings about now and then. If the launch
//   moved the other markets too, the forecast would be wrong; the last two tests see no sign of it.
import {
  eventImpact,
  impulseResponse,
  interruptedSeries,
  normals,
  plotEventImpact,
  plotImpulseResponse,
  randomStream,
  series,
  splitStream,
  table,
  varModel,
} from 'causalkit'
import { number, percent, printTable, pValue, savePicture } from './support.mjs'

// made here so that its truth is known: the launch on day 100 adds 12 sign-ups a day; a holiday season moves all markets
const days = 140
const launch = 100
const stream = randomStream('launch example')
const draw = (/** @type {string} */ name) => Array.from(normals(splitStream(stream, name), days).values)
const [season, noise, other, north] = [draw('season'), draw('noise'), draw('other'), draw('north')]
const level = [0]
for (let t = 1; t < days; t++) level.push(0.95 * (level[t - 1] ?? 0) + 2 * (season[t] ?? 0) + (t > 90 ? 0.6 : 0))
const market = level.map((v, t) => 80 + v + (other[t] ?? 0))
const neighbour = level.map((v, t) => 60 + 0.7 * v + 2 * (north[t] ?? 0))
const signups = level.map((v, t) => 100 + 1.5 * v + 2 * (noise[t] ?? 0) + (t >= launch ? 12 : 0))
const day = Array.from({ length: days }, (_, t) => t + 1)
const metrics = series(table({ day, signups, market, neighbour }), { time: 'day' })
const event = launch + 1

const before = signups.slice(0, launch)
const after = signups.slice(launch)
const mean = (/** @type {number[]} */ list) => list.reduce((sum, v) => sum + v, 0) / list.length
console.log(`Sign-ups rose by ${number(mean(after) - mean(before), 1)} a day; but the season rose too.\n`)

const alone = interruptedSeries(metrics, { outcome: 'signups', event })
const naive = eventImpact(metrics, { outcome: 'signups', event })
const impact = eventImpact(metrics, { outcome: 'signups', predictors: ['market', 'neighbour'], event })
printTable(
  ['method', 'effect a day', '95 % interval', 'p'],
  [
    ['segmented regression', alone.averageEffect],
    ['its own past', naive.average],
    ['markets without the launch', impact.average],
  ].map(([name, change]) => {
    const { estimate, interval, pValue: p } = /** @type {typeof impact.average} */ (change)
    return [String(name), number(estimate, 1), `${number(interval[0], 1)} to ${number(interval[1], 1)}`, pValue(p)]
  }),
)
console.log('The truth is 12. In all, by the last day:')
const [low, high] = impact.cumulative.interval
console.log(
  `  ${number(impact.cumulative.estimate, 0)} sign-ups (${number(low, 0)} to ${number(high, 0)}), ${percent(impact.relative ?? 0)} of what was to be expected.\n`,
)

console.log('Checks: events pretended before the launch should have no effect.')
printTable(
  ['pretended on day', 'effect', '95 % interval', 'p'],
  impact.placebos.map(({ event: at, estimate, interval, pValue: p }) => [
    String(at),
    number(estimate, 1),
    `${number(interval[0], 1)} to ${number(interval[1], 1)}`,
    pValue(p),
  ]),
)
for (const { predictor, pValue: p } of impact.predictorShifts)
  console.log(`  ${predictor} moved at the launch by itself: p ${pValue(p)}`)
for (const warning of impact.warnings) console.log(`  ${warning}`)

// how a surprise in the market runs on: a forecast, and an effect only in the stated order
const model = varModel(metrics, { maxLag: 3, criterion: 'bic' })
const response = impulseResponse(model, { horizon: 10, kind: 'orthogonal', order: ['market', 'neighbour', 'signups'] })
console.log(
  `\nA vector autoregression of ${model.lags} lag${model.lags === 1 ? '' : 's'}, whose shocks ${model.spectralRadius < 1 ? 'fade' : 'do not fade'} (largest root ${number(model.spectralRadius, 2)}), carries them on in the second picture.`,
)

savePicture('launch-impact.vl.json', JSON.stringify(plotEventImpact(impact)))
savePicture(
  'launch-response.vl.json',
  JSON.stringify(plotImpulseResponse(response, { cause: 'market', effect: 'signups' })),
)
