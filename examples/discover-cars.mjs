// @ts-check
// What do 392 cars tell about what causes what? PC on the Auto MPG data: a class of graphs, not a graph.
// Title: What 392 cars tell
// Kind: Discovery of graphs
// Question: Which columns of the Auto MPG data are tied directly, and what can be said of directions?
// Believe: Believe that six pairs are tied: they are found at every alpha. Do not believe directions that come and go with
//   alpha; the arrows of the last line are there because we said in which order a car is made. Hidden causes (the maker, the
//   price of fuel) are assumed away, and only straight lines are looked for.
import { readFileSync } from 'node:fs'
import { completeRows, fisherZ, knowledge, pc, table, toSvg } from 'causalkit'
import { edgesInWords, printTable, savePicture } from './support.mjs'

/** @type {Record<string, number | string | null>[]} */
const rows = JSON.parse(readFileSync(new URL('../node_modules/vega-datasets/data/cars.json', import.meta.url), 'utf8'))
const all = table(
  rows.map((row) => ({
    mpg: /** @type {number | null} */ (row['Miles_per_Gallon'] ?? null),
    cylinders: /** @type {number} */ (row['Cylinders']),
    displacement: /** @type {number} */ (row['Displacement']),
    horsepower: /** @type {number | null} */ (row['Horsepower'] ?? null),
    weight: /** @type {number} */ (row['Weight_in_lbs']),
    acceleration: /** @type {number} */ (row['Acceleration']),
    year: Number(String(row['Year']).slice(0, 4)),
  })),
)
const cars = completeRows(all)
console.log(
  `Auto MPG (Quinlan 1993, from the package vega-datasets): ${cars.rowCount} of ${all.rowCount} cars are complete.\n`,
)

const alphas = [0.001, 0.01, 0.05]
const found = alphas.map((alpha) => ({ alpha, ...pc(fisherZ(cars), { alpha }) }))
printTable(
  ['alpha', 'tests', 'edges', 'directed', 'ambiguous triples', 'graph kind'],
  found.map(({ alpha, tests, graph, ambiguous }) => [
    String(alpha),
    String(tests),
    String(graph.edges.length),
    String(graph.edges.filter(({ fromMark, toMark }) => fromMark !== toMark).length),
    String(ambiguous.length),
    graph.kind,
  ]),
)
for (const { alpha, graph } of found) {
  console.log(`alpha ${alpha}: ${edgesInWords(graph)}`)
  savePicture(`discover-cars-${alpha}.svg`, toSvg(graph, { title: `Auto MPG, PC at alpha ${alpha}` }))
}
/** @param {{ graph: import('causalkit').CausalGraph }} result */
const pairs = ({ graph }) => new Set(graph.edges.map(({ from, to }) => [from, to].sort().join(' – ')))
const [first, ...others] = found.map(pairs)
const always = [...(first ?? [])].filter((pair) => others.every((set) => set.has(pair)))
console.log(`\nAdjacent at every alpha: ${always.join(', ')}.\n`)

// what an engineer knows: designs come first, then what they weigh and give, then how the car drives
const tiers = /** @type {const} */ ([
  ['year', 'cylinders', 'displacement'],
  ['weight', 'horsepower'],
  ['acceleration', 'mpg'],
])
const informed = pc(fisherZ(cars), { alpha: 0.01, knowledge: knowledge({ tiers }) })
console.log(`With the tiers ${tiers.map((tier) => tier.join(', ')).join(' | ')}:`)
console.log(edgesInWords(informed.graph))
savePicture('discover-cars-tiers.svg', toSvg(informed.graph, { title: 'Auto MPG, PC with tiers' }))

console.log(`
In words: an edge says that no set of the other columns makes the two independent. What is learned is which columns are
tied directly and, where colliders show, some directions; an undirected edge could point either way without changing a
single prediction for this data. What is not learned: effects of causes that are not in the table (the maker, the price
of fuel), which PC assumes away; relations that are not linear; and anything that hangs on one alpha. Knowledge that is
not in the data, such as that a car is designed before it is driven, settles edges that no test can.`)
