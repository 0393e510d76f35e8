// @ts-check
// A non-linear world that a correlation test misreads and a kernel test does not: PC with Fisher's z and with KCI.
// Title: A hump that correlation misses
// Kind: Discovery of graphs
// Question: Sun and water act on growth by a hump. Does a kernel test see what a correlation misses?
// Believe: Not with these 300 rows: the usual kernel test (kci) finds one edge of three, no more than Fisher's z; with the
//   quantum kernel all three are found. That a test can see any form does not mean that it has the rows to see it. The quantum
//   kernel is an ordinary kernel computed exactly, with no gain in speed, and one made garden does not show that it is the
//   better one.
import { dag, fisherZ, kci, normals, pc, quantumKernel, randomStream, splitStream, table, toSvg } from 'causalkit'
import { edgesInWords, printTable, savePicture } from './support.mjs'

const truth = dag('sun -> growth <- water; growth -> harvest')
const n = 300
const stream = randomStream('garden')
/** @param {string} name */
const noise = (name) => normals(splitStream(stream, name), n).values
const sun = noise('sun')
const water = noise('water')
// too little and too much are both bad: no correlation with growth at all
const growth = noise('growth').map((e, i) => -((sun[i] ?? 0) ** 2) - (water[i] ?? 0) ** 2 + 0.3 * e)
const harvest = noise('harvest').map((e, i) => Math.tanh(1 + (growth[i] ?? 0) / 2) + 0.2 * e)
const garden = table({ sun, water, growth, harvest })

const circuit = { gates: /** @type {const} */ (['ry', 'cz']), qubits: 2, layers: 2, scale: 0.8 }
const runs = [
  { test: 'fisherZ', ...pc(fisherZ(garden), { alpha: 0.01 }) },
  { test: 'kci', ...pc(kci(garden), { alpha: 0.01 }) },
  { test: 'kci with a quantum kernel', ...pc(kci(garden, { kernel: quantumKernel(circuit) }), { alpha: 0.01 }) },
]
console.log(`The truth: ${edgesInWords(truth)}. ${n} rows.\n`)
printTable(
  ['test', 'tests asked', 'graph found'],
  runs.map(({ test, tests, graph }) => [test, String(tests), edgesInWords(graph)]),
)
for (const { test, graph } of runs.slice(0, 2)) {
  savePicture(`kernel-pc-${test}.svg`, toSvg(graph, { title: `A garden, PC with ${test}` }))
}
console.log(`
In words: sun and water act on growth through a hump, so that their correlation with it is nearly zero: Fisher's z finds
no edge there. A kernel test can see dependence of any form, if it has the rows: with these the usual kernel sees no more
than Fisher's z. The quantum kernel is simulated exactly: an ordinary kernel with no gain in speed.`)
