// @ts-check
// Two trials in which not everybody took what was offered: what the data say of the effect, assumption by assumption, without any more.
// Title: Trials in which not all took it
// Kind: Experiments and natural experiments
// Question: Not everybody took what was offered. Within which bounds lies the effect of taking it, and how much does each
//   assumption narrow them?
// Believe: Bounds do not say where within them the effect lies, and they are the sharpest that each line's assumption
//   allows. For cholestyramine the mistake of comparing takers with others (0.662) falls inside them; for vitamin A (0.0065)
//   just outside (0.0054), though not beyond the doubt of the sample (0.0072). Whether nobody is harmed the data do not say.
//   If the offer itself works on people, only the line “nothing” stands.
import { admg, boundsFromSample, counterfactualBounds, factor, manskiBounds, symbolicBounds, toSvg } from 'causalkit'
import { printTable, savePicture } from './support.mjs'

const states = ['no', 'yes']
const axes = /** @type {const} */ ([
  { name: 'offered', states },
  { name: 'taken', states },
  { name: 'good', states },
])
const graph = admg('offered -> taken -> good; taken <-> good')

/** Counts by offered, taken, good, the last fastest. */
const trials = [
  {
    title: 'Cholestyramine and cholesterol, 337 men (Efron & Feldman 1991): good is a fall by 28 units or more',
    counts: [158, 14, 0, 0, 52, 12, 23, 78],
    digits: 3,
  },
  {
    title: 'Vitamin A and survival, 23,682 children (Sommer & Zeger 1991): good is to be alive after a year',
    counts: [74, 11514, 0, 0, 34, 2385, 12, 9663],
    digits: 4,
  },
]

/** @param {string} taken */
const good = (taken) => [{ variable: /** @type {const} */ ('good'), value: 'yes', do: { taken } }]
const effect = [
  { weight: 1, event: good('yes') },
  { weight: -1, event: good('no') },
]
const harmed = [...good('no'), { variable: /** @type {const} */ ('good'), value: 'no', do: { taken: 'yes' } }]

for (const { title, counts, digits } of trials) {
  console.log(`\n${title}`)
  const distribution = factor(axes, counts)
  const data = [{ distribution }]
  const rows = counts.reduce((sum, n) => sum + n, 0)
  /** @param {number} taken @param {number} better */
  const count = (taken, better) => (counts[2 * taken + better] ?? 0) + (counts[4 + 2 * taken + better] ?? 0)
  const treated = count(1, 0) + count(1, 1)
  const [meanTreated, meanUntreated] = [count(1, 1) / treated, count(0, 1) / (rows - treated)]
  /** @param {readonly [number, number] | null} range */
  const shown = (range) => (range === null ? 'none' : range.map((end) => end.toFixed(digits)).join(' to '))
  /** @param {Parameters<typeof counterfactualBounds<'offered' | 'taken' | 'good'>>[2]} query */
  const asked = (query) => {
    const result = counterfactualBounds(graph, data, query)
    return result.status === 'bounds' ? shown([result.lower, result.upper]) : result.status
  }
  const manski = manskiBounds({ shareTreated: treated / rows, meanTreated, meanUntreated, range: [0, 1] })
  printTable(
    ['what is taken for granted', 'effect of taking it'],
    [
      ['that takers and others are alike (the mistake)', (meanTreated - meanUntreated).toFixed(digits)],
      ['nothing', manski.status === 'bounds' ? shown(manski.effect) : manski.status],
      ['the offer is an instrument', asked({ sum: effect })],
      ['… and at most one in a hundred is harmed', asked({ sum: effect, assume: [{ event: harmed, atMost: 0.01 }] })],
      ['… and nobody is', asked({ sum: effect, monotone: [['taken', 'good']] })],
    ],
  )
  const sampled = boundsFromSample(graph, data, { sum: effect })
  if (sampled.status === 'bounds')
    console.log(`With the doubt of ${sampled.n} rows, the instrument alone: ${shown(sampled.interval)} (95 %)`)
  console.log(`Share of people whom it harms, at most: ${asked({ event: harmed })}`)
}

const formulas = symbolicBounds(graph, [{ variables: axes }], { sum: effect })
console.log(`\nThe lower end is the greatest of these ${formulas.lower.length} (Balke & Pearl 1997):`)
for (const { text } of formulas.lower) console.log(`  ${text}`)
console.log('An instrument never makes one of these negative:')
for (const { text } of formulas.constraints) console.log(`  ${text}`)
savePicture(
  'iv-bounds.svg',
  toSvg(graph, { roles: { instrument: 'offered', treatment: 'taken', outcome: 'good' }, legend: true }),
)
