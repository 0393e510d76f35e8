// @ts-check
// Integrated information of three nodes: how much a whole does beyond its parts, by interventions (Balduzzi & Tononi 2008).
//
// All nodes are set at random (that is the intervention), and one step is made. Effective information is what the present
// state then tells of the next. Φ here is what the whole tells beyond its parts, at the cut of two where that is least, with
// what crosses the cut replaced by noise. (The average over states; later versions of the theory measure otherwise.)
// Title: Integrated information
// Kind: Papers on small models
// Question: How much does a whole of three nodes do beyond its parts?
// Believe: By the definition of Balduzzi and Tononi (2008), exactly: 2 bits in a ring of copies, 1 in a chain, and 0 where a
//   part keeps to itself, however much information the parts have each. Later versions of the theory measure otherwise. Φ is a
//   number about a causal model, and nothing here says that it is consciousness.
import { bernoulli, dag, deterministic, query, scm, toSvg } from 'causalkit'
import { number, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'

/** @typedef {(a: number, b: number, c: number) => number} Gate */
/** @param {readonly [Gate, Gate, Gate]} gates */
const network = ([first, second, third]) => {
  const now = /** @type {const} */ (['A', 'B', 'C'])
  /** @param {Gate} gate */
  const next = (gate) =>
    deterministic(now, /** @param {{ A: number, B: number, C: number }} x */ ({ A, B, C }) => gate(A, B, C))
  return scm({
    A: bernoulli(0.5),
    B: bernoulli(0.5),
    C: bernoulli(0.5),
    A1: next(first),
    B1: next(second),
    C1: next(third),
  })
}
const nodes = /** @type {const} */ (['A', 'B', 'C'])
/** @typedef {(typeof nodes)[number]} Node */

/** The mutual information of a part now and the same part a step later, in bits, all set at random. @param {ReturnType<typeof network>} model @param {readonly Node[]} part */
function information(model, part) {
  const later = part.map((node) => /** @type {'A1' | 'B1' | 'C1'} */ (`${node}1`))
  const joint = query(model, [...part, ...later])
  if (joint.method !== 'discrete') throw new Error('a discrete model')
  const width = joint.values.length >> 0
  const columns = joint.variables.slice(part.length).reduce((size, { states }) => size * states.length, 1)
  const rows = width / columns
  const [p, q] = [new Float64Array(rows), new Float64Array(columns)]
  joint.values.forEach((value, cell) => {
    const [i, j] = [Math.floor(cell / columns), cell % columns]
    p[i] = (p[i] ?? 0) + value
    q[j] = (q[j] ?? 0) + value
  })
  let bits = 0
  joint.values.forEach((value, cell) => {
    if (value > 0) bits += value * Math.log2(value / ((p[Math.floor(cell / columns)] ?? 1) * (q[cell % columns] ?? 1)))
  })
  return bits
}

/** @type {readonly (readonly [string, readonly [Gate, Gate, Gate], string])[]} */
const networks = [
  [
    'OR, AND, XOR',
    [(_, b, c) => b | c, (a, _, c) => a & c, (a, b) => a ^ b],
    'B -> A1; C -> A1; A -> B1; C -> B1; A -> C1; B -> C1',
  ],
  ['copies in a ring', [(_a, _b, c) => c, (a) => a, (_, b) => b], 'C -> A1; A -> B1; B -> C1'],
  ['three XORs', [(_, b, c) => b ^ c, (a, _, c) => a ^ c, (a, b) => a ^ b], ''],
  ['a chain A → B → C', [() => 0, (a) => a, (_, b) => b], ''],
  ['A and B swap, C alone', [(_, b) => b, (a) => a, (_a, _b, c) => c], ''],
  ['each keeps itself', [(a) => a, (_, b) => b, (_a, _b, c) => c], ''],
]
const rows = networks.map(([label, gates]) => {
  const model = network(gates)
  const whole = information(model, nodes)
  const cuts = nodes.map((alone) => {
    const rest = nodes.filter((node) => node !== alone)
    return {
      cut: `${alone} | ${rest.join(' ')}`,
      beyond: whole - information(model, [alone]) - information(model, rest),
    }
  })
  const least = cuts.reduce((a, b) => (b.beyond < a.beyond - 1e-12 ? b : a))
  return { label, whole, least }
})
console.log('Bits, exactly:\n')
printTable(
  ['network', 'effective information', 'Φ', 'weakest cut'],
  rows.map(({ label, whole, least }) => [
    label,
    number(whole, 3),
    number(Math.abs(least.beyond) < 1e-12 ? 0 : least.beyond, 3),
    least.cut,
  ]),
)
console.log(
  '  Parts that only talk to themselves tell the most and make no whole; a ring is more of a whole than a chain.',
)
console.log(
  '  Φ is a number about a causal model: it needs the interventions, not only what the network does by itself.\n',
)
savePicture(
  'papers-integrated-information.svg',
  barChart(
    'Bits of the whole, and beyond its parts',
    ['effective information', 'Φ'],
    rows.map(({ label, whole, least }) => ({ label, values: [whole, Math.max(0, least.beyond)] })),
  ),
)
savePicture(
  'papers-integrated-information-graph.svg',
  toSvg(dag(networks[0]?.[2] ?? ''), { title: 'OR, AND, XOR: one step' }),
)
