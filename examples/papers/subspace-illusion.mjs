// @ts-check
// The illusion of a subspace (Makelov, Lange & Nanda 2023): a direction that changes the answer though nothing uses it.
//
// Three units: `used` carries the input to the answer; `idle` follows the input, but nothing reads it; `dormant` would move
// the answer, but is always 0. Swapping along the direction (idle + dormant)/√2 wakes the dormant unit by what idle holds.
// Title: The illusion of a subspace
// Kind: Papers on small models
// Question: A direction in a network's units is patched and the answer changes. Must the network have used that direction?
// Believe: Yes, by waking a dormant unit: two directions that do nothing alone, together change the answer from −1 to 3,
//   more than the direction that is truly used (1). The patch sets a unit to a value that no input gives. Built by hand to
//   show that it can happen, not how often it does.
import { bernoulli, dag, deterministic, expectation, interchangeIntervention, intervene, scm, toSvg } from 'causalkit'
import { number, printTable, savePicture } from '../support.mjs'

/** @typedef {{ used: number, idle: number, dormant: number }} Units */
const network = scm({
  x: bernoulli(0.5),
  used: deterministic(['x'], /** @param {{ x: number }} p */ ({ x }) => 2 * x - 1),
  idle: deterministic(['x'], /** @param {{ x: number }} p */ ({ x }) => 2 * x - 1),
  dormant: deterministic(['x'], /** @param {{ x: number }} p */ ({ x }) => 0 * x),
  answer: deterministic(
    ['used', 'dormant'],
    /** @param {{ used: number, dormant: number }} p */ ({ used, dormant }) => used + 4 * dormant,
  ),
})
const names = /** @type {const} */ (['used', 'idle', 'dormant'])

/** The answer on `base`, with the part of its units along `direction` taken from `source`. @param {0 | 1} base @param {0 | 1} source @param {readonly number[]} direction */
function swappedAlong(base, source, direction) {
  const [here, there] = [
    interchangeIntervention(network, { x: base }, { x: base }, []),
    interchangeIntervention(network, { x: source }, { x: source }, []),
  ]
  const size = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0))
  const unit = direction.map((value) => value / size)
  /** @param {Units} values */
  const along = (values) => names.reduce((sum, name, i) => sum + values[name] * (unit[i] ?? 0), 0)
  const step = along(there) - along(here)
  const [used, idle, dormant] = names.map((name, i) => here[name] + step * (unit[i] ?? 0))
  const patched = intervene(network, { used: used ?? 0, idle: idle ?? 0, dormant: dormant ?? 0, x: base })
  return { answer: expectation(patched, 'answer').value ?? Number.NaN, dormant: dormant ?? 0 }
}

console.log('The answer is −1 for x = 0 and 1 for x = 1. Patched from 1 into 0 along a direction of the units:\n')
const directions = /** @type {const} */ ([
  ['used', [1, 0, 0]],
  ['idle', [0, 1, 0]],
  ['dormant', [0, 0, 1]],
  ['idle + dormant', [0, 1, 1]],
  ['used + idle', [1, 1, 0]],
])
printTable(
  ['direction', 'answer', 'value of the dormant unit'],
  directions.map(([name, direction]) => {
    const { answer, dormant } = swappedAlong(0, 1, direction)
    return [name, number(answer, 2), number(dormant, 2)]
  }),
)
const both = /** @type {const} */ (['idle', 'dormant'])
const whole = interchangeIntervention(network, { x: 0 }, { x: 1 }, both)
console.log(
  '  Neither idle nor dormant alone changes anything; their sum "explains" the answer, and more than the true part does.',
)
console.log(
  '  The patch puts the dormant unit to a value that no input gives it: the illusion is an intervention without support.',
)
console.log(
  `  Swapping both units whole, as an interchange of variables does, leaves the answer at ${number(Number(whole.answer), 0)}.\n`,
)
savePicture(
  'papers-subspace-illusion.svg',
  toSvg(dag('x -> used -> answer; x -> idle; x -> dormant; dormant -> answer'), {
    title: 'Nothing flows through idle or dormant',
    highlight: [
      {
        edges: [
          ['x', 'used'],
          ['used', 'answer'],
        ],
        label: 'what the answer comes by',
      },
    ],
  }),
)
