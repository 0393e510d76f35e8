// @ts-check
// Four years of weather in Seattle, day by day. The seasons move everything together, and a search that is not told of them takes the
// calendar for causes. PCMCI+ on the days as they are, and on what the time of the year does not explain.
// Title: Four years of weather
// Kind: Discovery of graphs
// Question: Which links remain between days of weather in Seattle once the calendar is taken out?
// Believe: Two of eight links vanish once the calendar is taken out, so the seasons made them. Which way rain and the
//   temperatures hang together within a day half of the resamples leave open; from rain to wind and from wind to the coldest
//   hour nine in ten agree. And yet the search that allows hidden causes reads most links as signs of something that is in no
//   column, such as fronts. Do not read any of it as the effect of one column on another.
import { readFileSync } from 'node:fs'
import { bagged, column, laggedCorrelation, lpcmci, pcmciPlus, readCsv, series, table, toSvg } from 'causalkit'
import { number, printTable, savePicture } from './support.mjs'

const file = new URL('../node_modules/vega-datasets/data/seattle-weather.csv', import.meta.url)
const days = readCsv(readFileSync(file, 'utf8'))
const names = /** @type {const} */ (['rain', 'warmest', 'coldest', 'wind'])
const of = { rain: 'precipitation', warmest: 'temp_max', coldest: 'temp_min', wind: 'wind' }
/** A column of numbers of the file. @param {string} name */
const numbers = (name) => /** @type {Float64Array} */ (column(days, name))
console.log(`Seattle 2012-2015 (NOAA, from the package vega-datasets): ${days.rowCount} days.\n`)

// rain comes in bursts: its fourth root is nearer to a normal number
const raw = Object.fromEntries(
  names.map((name) => [name, numbers(of[name]).map((x) => (name === 'rain' ? Math.sqrt(Math.sqrt(x)) : x))]),
)

/** What two waves a year leave of a column: least squares on sines and cosines, by one pass for each (they are nearly orthogonal). @param {Float64Array} values */
function withoutSeason(values) {
  const left = values.slice()
  for (let pass = 0; pass < 20; pass++) {
    for (const wave of [() => 1, ...[1, 2].flatMap((k) => [turn(k, Math.sin), turn(k, Math.cos)])]) {
      let [top, bottom] = [0, 0]
      for (let t = 0; t < left.length; t++) {
        top += wave(t) * (left[t] ?? 0)
        bottom += wave(t) ** 2
      }
      for (let t = 0; t < left.length; t++) left[t] = (left[t] ?? 0) - (top / bottom) * wave(t)
    }
  }
  return left
}
/** @param {number} k @param {(x: number) => number} wave */
function turn(k, wave) {
  return (/** @type {number} */ t) => wave((2 * Math.PI * k * t) / 365.25)
}

const asTheyAre = series(table(/** @type {Record<(typeof names)[number], Float64Array>} */ (raw)))
const unseasonal = series(
  table(
    /** @type {Record<(typeof names)[number], Float64Array>} */ (
      Object.fromEntries(names.map((name) => [name, withoutSeason(/** @type {Float64Array} */ (raw[name]))]))
    ),
  ),
)
const maxLag = 3
const settings = { maxLag, alpha: 0.01 }
for (const [title, data] of /** @type {const} */ ([
  ['The days as they are', asTheyAre],
  ['Without the time of the year', unseasonal],
])) {
  const { graph } = pcmciPlus(laggedCorrelation(data, { maxLag: 2 * maxLag }), settings)
  const links = graph.edges.filter(({ from, to }) => from !== to)
  console.log(`${title}: ${links.length} links between different variables`)
  printTable(
    ['from', 'days before', 'to', 'mark'],
    links.map(({ from, lag, to, fromMark, toMark }) => [
      from,
      String(lag),
      to,
      fromMark === 'tail' && toMark === 'arrow' ? 'cause' : 'no direction',
    ]),
  )
  console.log('')
  savePicture(
    `seattle-weather-${data === asTheyAre ? 'raw' : 'unseasonal'}.svg`,
    toSvg(graph, { title, lags: 'summary' }),
  )
}

// how sure is each link? a hundred resamples of time
const votes = bagged(unseasonal, (test) => pcmciPlus(test, settings), { maxLag: 2 * maxLag, draws: 100, seed: 1 })
console.log('\nThe links that most of a hundred resamples find, and the shares of resamples by what they say of them:')
printTable(
  ['from', 'days before', 'to', 'from → to', 'to → from', 'no direction', 'no link'],
  votes.links
    .filter(({ from, to, adjacent }) => from !== to && adjacent)
    .map(({ from, lag, to, votes: v }) => [
      String(from),
      String(lag),
      String(to),
      ...[v.forward, v.backward, v.undirected + v.conflict + v.other, v.absent].map((share) => number(share, 2)),
    ]),
)
// storms, clouds and pressure are in no column
const { graph: hidden } = lpcmci(laggedCorrelation(unseasonal, { maxLag: 2 * maxLag }), settings)
console.log('\nWith hidden causes allowed (LPCMCI):')
printTable(
  ['from', 'days before', 'to', 'mark'],
  hidden.edges
    .filter(({ from, to }) => from !== to)
    .map(({ from, lag, to, fromMark, toMark }) => [
      from,
      String(lag),
      to,
      fromMark === 'arrow' && toMark === 'arrow'
        ? 'hidden cause'
        : fromMark === 'tail'
          ? 'cause'
          : 'cause or hidden cause',
    ]),
)
console.log(
  '\nWhich way rain and the temperatures hang together within a day the resamples do not agree on: fronts pass in hours, and the rows\nare days. With hidden causes allowed, most links are read as signs of something that is not in the table.',
)
