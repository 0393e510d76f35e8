// @ts-check
// What a year of school adds to the log wage, through the nearness of a college (Card 1995). The data are simulated after Card's:
// ability raises both schooling and wage, so that least squares is off, and the truth, 0.08, is known. The last table is Card's own.
// Title: What a year of school adds
// Kind: Experiments and natural experiments
// Question: Ability raises schooling and wages alike. Can nearness to a college tell what a year of school adds?
// Believe: With a strong instrument two stages hold the truth of 0.08; with a weak one they give 0.12 with a standard error of
//   0.26, and the Anderson–Rubin set is the whole line, which is the honest answer. It holds for those whom the instrument
//   moves. A way from the college to wages other than by school would overturn it. Card's own figures are quoted, not computed.

import { mkdirSync, writeFileSync } from 'node:fs'
import {
  admg,
  estimateEffect,
  explain,
  liml,
  normals,
  plotForest,
  randomStream,
  regressionAdjustment,
  splitStream,
  table,
  twoStageLeastSquares,
  uniforms,
} from 'causalkit'
import { number, printTable } from './support.mjs'

/**
 * Men with a college near by or not; nearness adds `push` years of school.
 * @param {number} n @param {number} push
 */
function men(n, push) {
  const stream = randomStream(`college ${push}`)
  /** @param {string} name */
  const noise = (name) => normals(splitStream(stream, name), n).values
  const [ability, luck, wish] = [noise('ability'), noise('luck'), noise('wish')]
  const south = uniforms(splitStream(stream, 'south'), n).values.map((u) => (u < 0.4 ? 1 : 0))
  const near = uniforms(splitStream(stream, 'near'), n).values.map((u, i) => (u < 0.75 - 0.2 * (south[i] ?? 0) ? 1 : 0))
  const school = ability.map(
    (a, i) => 12.5 + push * (near[i] ?? 0) - 0.5 * (south[i] ?? 0) + 1.5 * a + 2 * (wish[i] ?? 0),
  )
  const wage = luck.map(
    (e, i) => 5.2 + 0.08 * (school[i] ?? 0) - 0.15 * (south[i] ?? 0) + 0.15 * (ability[i] ?? 0) + 0.35 * e,
  )
  return table({ near, south, school, wage })
}

const graph = admg('near -> school -> wage; south -> near; south -> school; south -> wage; school <-> wage')
const wrong = admg('near -> school -> wage; south -> near; south -> school; south -> wage')
const ask = /** @type {const} */ ({ treatment: 'school', outcome: 'wage' })

/** @param {import('causalkit').EffectEstimate} e */
function row(e) {
  if (!e.estimated) return [e.reason, '', '', '', '']
  const [low, high] = e.interval
  const { effectiveF, andersonRubin } =
    /** @type {{ effectiveF?: number, andersonRubin?: { set: readonly (readonly [number | null, number | null])[] } }} */ (
      e.diagnostics
    )
  /** @param {number | null} end @param {string} without */
  const told = (end, without) => (end === null ? without : number(end, 3))
  const set = andersonRubin?.set.map(([a, b]) => `${told(a, '−∞')} to ${told(b, '∞')}`).join(' and ')
  return [
    number(e.estimate, 3),
    number(e.standardError, 3),
    `${number(low, 3)} to ${number(high, 3)}`,
    effectiveF === undefined ? '' : number(effectiveF, 1),
    set === '' ? 'empty' : (set ?? ''),
  ]
}

/** @type {Record<string, import('causalkit').EffectEstimate>} */
const found = {}
for (const [title, push] of /** @type {const} */ ([
  ['A college near by adds 0.8 years of school', 0.8],
  ['It adds a tenth of a year: a weak instrument', 0.1],
])) {
  const people = men(3010, push)
  /** @type {readonly (readonly [string, import('causalkit').EffectEstimate])[]} */
  const answers = [
    [
      'least squares (the mistake)',
      estimateEffect(people, { ...ask, graph: wrong, estimator: regressionAdjustment({ interactions: false }) }),
    ],
    ['two-stage least squares', estimateEffect(people, { ...ask, graph, estimator: twoStageLeastSquares() })],
    ['LIML', estimateEffect(people, { ...ask, graph, estimator: liml() })],
  ]
  console.log(`${title}. The truth is 0.08:\n`)
  printTable(
    ['estimator', 'a year adds', 'standard error', '95 % interval', 'effective F', 'Anderson–Rubin set'],
    answers.map(([name, e]) => [name, ...row(e)]),
  )
  for (const [name, e] of answers) found[`${name}, push ${push}`] = e
  const [, second] = answers
  if (second?.[1].estimated) console.log(`${explain(second[1])}\n`)
}

console.log(
  'Where F is small the interval of two stages promises too much; the set of Anderson and Rubin may be unbounded, and says so.\n',
)
console.log("Card's men (3,010 of the National Longitudinal Survey), as Wooldridge's example 15.4 gives them:\n")
printTable(
  ['estimator', 'a year adds', 'standard error'],
  [
    ['least squares', '0.075', '0.003'],
    ['two-stage least squares by nearness to a college', '0.132', '0.055'],
  ],
)

const pictures = new URL('./out/', import.meta.url)
mkdirSync(pictures, { recursive: true })
writeFileSync(new URL('instrument-forest.vl.json', pictures), JSON.stringify(plotForest(found), null, 1))
console.log('Vega-Lite: examples/out/instrument-forest.vl.json')
