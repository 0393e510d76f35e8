// @ts-check
// Does it say where to edit, that one finds where a fact is? (Meng et al. 2022 trace and edit; Hase et al. 2023 ask.)
//
// A network stores 16 facts. Tracing: disturb the input, put back what one block writes, and see how much of the answer
// returns. Editing: change one block's outgoing weights by the least rank-one change that makes one fact another. Are the
// blocks that trace best the ones to edit?
// Title: Tracing and editing facts
// Kind: Papers on small models
// Question: Is the place where a fact is found by tracing the place to edit it?
// Believe: Hardly: over 320 pairs of fact and block the correlation of tracing with a good edit is 0.03, and the block that
//   traces best is best to edit in 26 of 80 cases, where chance gives 20. That is like what Hase et al. report for large
//   models, and no evidence about them: five tiny networks of sixteen facts each.
import { normals, randomStream } from 'causalkit'
import { number, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'
import { newNetwork, plus, run, softmax, train } from './network.mjs'

const [facts, classes, blocks, width] = [16, 4, 4, 8]
const disturbances = 10

/** @param {number} fact */
const asked = (fact) => Array.from({ length: facts }, (_, i) => (i === fact ? 1 : 0))
/** @type {{ network: number, fact: number, block: number, traced: number, edited: number, damage: number }[]} */
const found = []
for (const seed of [1, 2, 3, 4, 5]) {
  const labels = Array.from({ length: facts }, (_, i) => (i * 7 + (i >> 2) + seed) % classes)
  const network = train(
    newNetwork({ inputs: facts, width, hidden: 12, blocks, outputs: classes, seed }),
    labels.map((label, fact) => ({ x: asked(fact), label })),
    { steps: 250 },
  )
  /** @param {import('./network.mjs').Network} of @param {number} fact @param {Parameters<typeof run>[2]} [act] */
  const chances = (of, fact, act) => softmax(run(of, asked(fact), act).scores)
  const noises = normals(randomStream(`noise ${seed}`), disturbances * width).values
  for (let fact = 0; fact < facts; fact++) {
    const label = labels[fact] ?? 0
    const clean = run(network, asked(fact))
    const before = chances(network, fact)[label] ?? 0
    for (let block = 0; block < blocks; block++) {
      let [disturbed, restored] = [0, 0]
      for (let k = 0; k < disturbances; k++) {
        const noise = Array.from(noises.slice(k * width, (k + 1) * width), (value) => 1.5 * value)
        disturbed += (chances(network, fact, { noise })[label] ?? 0) / disturbances
        const writes = new Map([[block, clean.written[block] ?? []]])
        restored += (chances(network, fact, { noise, writes })[label] ?? 0) / disturbances
      }
      // the least change of what the block writes that makes the next class the answer: by the slope of the scores, step by step
      const wanted = (label + 1) % classes
      let write = [...(clean.written[block] ?? [])]
      for (let step = 0; step < 60; step++) {
        const now = chances(network, fact, { writes: new Map([[block, write]]) })
        if ((now[wanted] ?? 0) > 0.9) break
        const slope = write.map((_, i) => {
          const moved = write.map((value, j) => value + (i === j ? 1e-4 : 0))
          const there = chances(network, fact, { writes: new Map([[block, moved]]) })
          return (Math.log(there[wanted] ?? 1) - Math.log(now[wanted] ?? 1)) / 1e-4
        })
        write = plus(
          write,
          slope.map((value) => 0.2 * value),
        )
      }
      const units = clean.units[block] ?? []
      const size = units.reduce((sum, value) => sum + value * value, 0)
      const edited = structuredClone(network)
      edited.blocks[block]?.out.forEach((row, i) => {
        row.forEach((weight, j) => {
          row[j] = weight + (((write[i] ?? 0) - (clean.written[block]?.[i] ?? 0)) * (units[j] ?? 0)) / size
        })
      })
      const others = labels.flatMap((own, other) =>
        other === fact ? [] : [(chances(network, other)[own] ?? 0) - (chances(edited, other)[own] ?? 0)],
      )
      found.push({
        network: seed,
        fact,
        block,
        traced: (restored - disturbed) / (before - disturbed),
        edited: chances(edited, fact)[wanted] ?? 0,
        damage: others.reduce((a, b) => a + b, 0) / others.length,
      })
    }
  }
}

/** @param {(row: (typeof found)[number]) => boolean} which @param {'traced' | 'edited' | 'damage'} what */
function mean(which, what) {
  const chosen = found.filter(which)
  return chosen.reduce((sum, row) => sum + row[what], 0) / chosen.length
}
console.log('Means over 5 networks and 16 facts, by block:\n')
const rows = Array.from({ length: blocks }, (_, block) => {
  const here = /** @param {{ block: number }} row */ (row) => row.block === block
  return { label: `block ${block + 1}`, values: [mean(here, 'traced'), mean(here, 'edited'), mean(here, 'damage')] }
})
printTable(
  ['where', 'share of the answer restored', 'chance of the new answer', 'chance that other facts lose'],
  rows.map(({ label, values }) => [label, ...values.map((value) => number(value))]),
)

/** @param {readonly number[]} values */
const centred = (values) => {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - middle)
}
const [a, b] = [centred(found.map((row) => row.traced)), centred(found.map((row) => row.edited - row.damage))]
/** @param {readonly number[]} u @param {readonly number[]} v */
const dot = (u, v) => u.reduce((sum, value, i) => sum + value * (v[i] ?? 0), 0)
const r = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
console.log(
  `  Correlation of tracing with a good edit (new answer less damage) over ${found.length} pairs: ${number(r, 2)}`,
)
const best = found.filter(
  (row) =>
    row.traced ===
    Math.max(
      ...found.filter((other) => other.network === row.network && other.fact === row.fact).map((other) => other.traced),
    ),
)
const agreed = best.filter((row) => {
  const same = found.filter((other) => other.network === row.network && other.fact === row.fact)
  return row.edited - row.damage === Math.max(...same.map((other) => other.edited - other.damage))
})
console.log(
  `  The block that traces best is the best to edit in ${agreed.length} of ${best.length} facts; by chance it would be ${best.length / blocks}.\n`,
)
savePicture(
  'papers-tracing-and-editing.svg',
  barChart('Tracing and editing by block', ['restored', 'new answer', 'damage'], rows),
)
