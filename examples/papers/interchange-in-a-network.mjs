// @ts-check
// Causal abstraction of a network: does a part of it play the role of "both A and B"? (Geiger et al. 2021; Sutter et al. 2025)
//
// A network learns (A and B) or (C and D). An interchange intervention runs it on one input with some units as they are on
// another; the high-level model says what should come out. And: with an alignment that may be any function, even a network of
// random units agrees perfectly, so that agreement says little unless the alignment is simple.
// Title: Interchange in a network
// Kind: Papers on small models
// Question: Does a part of a trained network play the role of “both A and B”?
// Believe: Only in part: swaps of the best units agree in 73 to 88 % for “A and B”, where a part that does nothing agrees in
//   72 %. And if an alignment may be any function, even networks that were never trained agree in 100 %, so agreement means
//   something only for simple alignments and against that of doing nothing. Five tiny trained networks and five random ones.
import { bernoulli, deterministic, interchangeAccuracy, scm } from 'causalkit'
import { percent, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'
import { newNetwork, run, times, train } from './network.mjs'

const bits = Array.from({ length: 16 }, (_, i) => [(i >> 3) & 1, (i >> 2) & 1, (i >> 1) & 1, i & 1])
/** @param {readonly number[]} x */
const label = ([a = 0, b = 0, c = 0, d = 0]) => ((a && b) || (c && d) ? 1 : 0)
const data = bits.map((x) => ({ x: [...x, 1], label: label(x) }))
const shape = { inputs: 5, width: 2, hidden: 4, blocks: 1, outputs: 2 }

/** @typedef {{ A: 0 | 1, B: 0 | 1, C: 0 | 1, D: 0 | 1 }} Inputs */
const names = /** @type {const} */ (['A', 'B', 'C', 'D'])
/** @param {readonly number[]} x @returns {Inputs} */
const asInputs = ([A, B, C, D]) => /** @type {Inputs} */ ({ A, B, C, D })

const high = scm({
  A: bernoulli(0.5),
  B: bernoulli(0.5),
  C: bernoulli(0.5),
  D: bernoulli(0.5),
  AB: deterministic(['A', 'B'], /** @param {{ A: number, B: number }} x */ ({ A, B }) => A * B),
  CD: deterministic(['C', 'D'], /** @param {{ C: number, D: number }} x */ ({ C, D }) => C * D),
  answer: deterministic(['AB', 'CD'], /** @param {{ AB: number, CD: number }} x */ ({ AB, CD }) => Math.max(AB, CD)),
})

/** A network as a causal model: inputs, units, and the answer as variables. @param {import('./network.mjs').Network} network */
function asModel({ embed, blocks, readout }) {
  const block = blocks[0] ?? { into: [], out: [] }
  /** @param {number} unit */
  const unitOf = (unit) =>
    deterministic(
      names,
      /** @param {Inputs} x */ ({ A, B, C, D }) =>
        Math.tanh(times([block.into[unit] ?? []], times(embed, [A, B, C, D, 1]))[0] ?? 0),
    )
  return scm({
    A: bernoulli(0.5),
    B: bernoulli(0.5),
    C: bernoulli(0.5),
    D: bernoulli(0.5),
    h0: unitOf(0),
    h1: unitOf(1),
    h2: unitOf(2),
    h3: unitOf(3),
    answer: deterministic(
      ['A', 'B', 'C', 'D', 'h0', 'h1', 'h2', 'h3'],
      /** @param {Inputs & { h0: number, h1: number, h2: number, h3: number }} x */
      ({ A, B, C, D, h0, h1, h2, h3 }) => {
        const stream = times(embed, [A, B, C, D, 1]).map(
          (value, i) => value + (times([block.out[i] ?? []], [h0, h1, h2, h3])[0] ?? 0),
        )
        const [no = 0, yes = 0] = times(readout, stream)
        return yes > no ? 1 : 0
      },
    ),
  })
}

const units = /** @type {const} */ (['h0', 'h1', 'h2', 'h3'])
const subsets = Array.from({ length: 15 }, (_, i) => units.filter((_, k) => ((i + 1) >> k) & 1))
const pairs = bits.flatMap((base) => bits.map((source) => /** @type {const} */ ([asInputs(base), asInputs(source)])))

console.log('Five trained networks of four units: the part that plays best the role of a high-level variable')
console.log('(share of 256 swaps after which the network answers as the high-level model says)\n')
const rows = []
for (const seed of [1, 2, 3, 4, 5]) {
  const network = train(newNetwork({ ...shape, seed }), data, { steps: 400 })
  const right = data.filter(
    ({ x, label: y }) => (run(network, x).scores[1] ?? 0) > (run(network, x).scores[0] ?? 0) === (y === 1),
  ).length
  const model = asModel(network)
  const best = /** @type {const} */ (['AB', 'CD']).map((variable) => {
    let top = { share: -1, part: '' }
    for (const part of subsets) {
      const share = interchangeAccuracy(
        {
          low: model,
          high,
          alignment: { [variable]: part },
          inputs: ({ A = 0, B = 0, C = 0, D = 0 }) => ({ A, B, C, D }),
          read: (low) => low.answer,
          output: 'answer',
        },
        pairs,
      )
      if (share > top.share + 1e-12) top = { share, part: part.join(' ') }
    }
    return top
  })
  rows.push({ seed, right, best })
}
printTable(
  ['network', 'inputs right', 'best for A and B', 'agreement', 'best for C and D', 'agreement of it'],
  rows.map(({ seed, right, best: [ab, cd] }) => [
    `${seed}`,
    `${right} of 16`,
    ab?.part ?? '',
    percent(ab?.share ?? 0),
    cd?.part ?? '',
    percent(cd?.share ?? 0),
  ]),
)

const idle = pairs.filter(
  ([base, source]) => Math.max(base.A * base.B, base.C * base.D) === Math.max(source.A * source.B, base.C * base.D),
).length
console.log(`  A part that does nothing agrees in ${percent(idle / 256)}: read the shares against that.\n`)

// an alignment by lookup: read the input off the units' pattern, swap the high-level value, write the pattern of an input that has it
console.log('And an alignment that may be any function of all units, on networks of random units, never trained:')
const random = [11, 12, 13, 14, 15].map((seed) => {
  const network = newNetwork({ ...shape, seed })
  const pattern = new Map(bits.map((x) => [JSON.stringify(run(network, [...x, 1]).units[0]), x]))
  /** @param {readonly number[]} x */
  const state = (x) => JSON.stringify(run(network, [...x, 1]).units[0])
  let agree = 0
  for (const base of bits) {
    for (const source of bits) {
      const [a, b] = [pattern.get(state(base)) ?? [], pattern.get(state(source)) ?? []]
      const wanted = [b[0] ?? 0, b[1] ?? 0, a[2] ?? 0, a[3] ?? 0]
      const written = pattern.get(state(wanted)) ?? []
      if (label(written) === ((source[0] && source[1]) || (base[2] && base[3]) ? 1 : 0)) agree++
    }
  }
  return { different: pattern.size, share: agree / 256 }
})
printTable(
  ['random network', 'different patterns of 16', 'agreement'],
  random.map(({ different, share }, i) => [`${i + 1}`, `${different}`, percent(share)]),
)
console.log(
  '  Where all inputs make different patterns a table of patterns carries any high-level variable, learned or not.',
)
savePicture(
  'papers-interchange-in-a-network.svg',
  barChart(
    'Agreement under interchange',
    ['A and B', 'C and D'],
    rows.map(({ seed, best }) => ({ label: `network ${seed}`, values: best.map(({ share }) => share) })),
  ),
)
