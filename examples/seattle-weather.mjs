// @ts-check
// Four years of weather in Seattle, day by day. The seasons move everything together, and a search that is not told of them takes the
// calendar for causes. PCMCI+ on the days as they are, and on what the time of the year does not explain.
// Title: Four years of weather
// Kind: Discovery of graphs
// Question: Which links remain between days of weather in Seattle once the calendar is taken out?
// Believe: The raw days give links that the seasons make. What remains after taking them out are mostly signs of fronts that
//   are not in the table; directions within a day change with the resample. Nothing here is an effect of one weather column on
//   another.
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
console.log('\nHow often a hundred resamples find the links that most of them find:')
printTable(
  ['from', 'days before', 'to', 'share'],
  votes.links
    .filter(({ from, to, adjacent }) => from !== to && adjacent)
    .map(({ from, lag, to, frequency }) => [String(from), String(lag), String(to), number(frequency)]),
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
  '\nWithin a day directions are what resamples disagree about: fronts pass in hours, and the rows are days. Most links between days are\nread as signs of something that is not in the table.',
)
