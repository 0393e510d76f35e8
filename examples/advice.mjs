// @ts-check
// From a table to a report: what the table is like, which methods fit and why, what they find, and a page to keep.
// Title: Which method, and a report to keep
// Kind: First steps
// Question: A table is given and nothing else: which searches fit what it is like, and how well do they then do?
// Believe: The suggestions follow from what tests say of the columns (noise, curves, size). On three made tables all that was
//   suggested found the graph without an error; that is three tables, all without hidden causes. The guide “Which method?” has
//   20 tables of each of nine kinds, and there it is not always right.
import {
  cpdagOf,
  diagnose,
  report,
  runSuggestion,
  simulateDag,
  simulateLinear,
  simulateNonlinear,
  structuralHammingDistance,
  suggest,
} from 'causalkit'
import { printTable, savePicture } from './support.mjs'

const truth = simulateDag(['price', 'adverts', 'visits', 'basket', 'revenue'], { degree: 2, seed: 11 })
const tables = {
  'lines, Gaussian noise': simulateLinear(truth, 300, { seed: 11 }).data,
  'lines, uniform noise': simulateLinear(truth, 300, { seed: 11, noise: 'uniform' }).data,
  'curves, Gaussian noise': simulateNonlinear(truth, 300, { seed: 11 }),
}

const rows = []
for (const [name, data] of Object.entries(tables)) {
  const { suggestions } = suggest(diagnose(data), 'graph')
  for (const [k, suggestion] of suggestions.entries()) {
    const { graph } = /** @type {{ graph: import('causalkit').CausalGraph }} */ (runSuggestion(data, suggestion))
    const wanted = graph.kind === 'dag' ? truth : cpdagOf(truth)
    rows.push([k === 0 ? name : '', suggestion.code, String(structuralHammingDistance(graph, wanted))])
  }
}
printTable(['table', 'suggested, the first one first', 'wrong edges'], rows)

const data = tables['curves, Gaussian noise']
const diagnosis = diagnose(data)
const advice = suggest(diagnosis, 'graph')
const found = advice.suggestions.map((suggestion) => runSuggestion(data, suggestion))
const { markdown, pictures } = report(
  { 'What the table is like': diagnosis, 'What fits it': advice, 'What was found': found },
  { title: 'A shop' },
)
for (const { file, svg } of pictures) savePicture(`advice-${file}`, svg)
console.log(`\nThe report on the last table, its first lines:\n`)
console.log(markdown.split('\n').slice(0, 16).join('\n'))
