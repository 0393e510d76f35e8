// @ts-check
// More transitions than were seen: swapping parts that do not touch (counterfactual data augmentation, CoDA).
//
// Two robots on a line of six cells. While they are apart, each moves by its own state and action, so that one half of a
// transition may be exchanged with that of another. In contact they block one another: there nothing may be exchanged.
// Title: More transitions than were seen
// Kind: Papers on small models
// Question: Two parts of a world move at once. May one part's step be joined with the other part's step from another time,
//   to get more data?
// Believe: Yes, where the two parts do not touch in that step: such swaps lower the error at every size tried. Swaps
//   everywhere do better still while data are few, but they make transitions that never happen: their error stops falling at
//   0.19, and with 800 transitions the careful ones have passed them. Here it is known when the parts touch; elsewhere that
//   must be learned.
import { dag, dSeparated, randomStream, toSvg, uniforms } from 'causalkit'
import { number, percent, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'

const cells = 6
const moves = /** @type {const} */ ([-1, 0, 1])
/** @typedef {{ at: readonly [number, number], move: readonly [number, number], to: readonly [number, number] }} Transition */

/** The true dynamics: a move succeeds with chance 0.8; who would touch the other stays. @param {readonly [number, number]} at @param {readonly [number, number]} move */
function dynamics(at, move) {
  const chances = new Map()
  for (const first of [0, 1]) {
    for (const second of [0, 1]) {
      const chance = (first ? 0.8 : 0.2) * (second ? 0.8 : 0.2)
      const there = /** @type {[number, number]} */ ([at[0] + first * move[0], at[1] + second * move[1]])
      const to = there.map((cell) => Math.max(0, Math.min(cells - 1, cell)))
      const blocked = Math.abs((to[0] ?? 0) - (to[1] ?? 0)) === 0
      const key = blocked ? `${at}` : `${to}`
      chances.set(key, (chances.get(key) ?? 0) + chance)
    }
  }
  return chances
}
/** Whether robots are so near that they may touch in the next step. @param {readonly [number, number]} at */
const near = (at) => Math.abs(at[0] - at[1]) <= 2

const situations = Array.from(
  { length: cells * cells },
  (_, i) => /** @type {const} */ ([Math.floor(i / cells), i % cells]),
)
  .filter(([a, b]) => a !== b)
  .flatMap((at) => moves.flatMap((one) => moves.map((two) => ({ at, move: /** @type {const} */ ([one, two]) }))))

/** @param {number} count @param {string} seed @returns {Transition[]} */
function seenTransitions(count, seed) {
  const luck = uniforms(randomStream(seed), 2 * count).values
  return Array.from({ length: count }, (_, i) => {
    const { at, move } =
      situations[Math.floor((luck[2 * i] ?? 0) * situations.length)] ?? /** @type {never} */ (undefined)
    let left = luck[2 * i + 1] ?? 0
    let to = at
    for (const [key, chance] of dynamics(at, move)) {
      to = /** @type {[number, number]} */ (key.split(',').map(Number))
      left -= chance
      if (left < 0) break
    }
    return { at, move, to }
  })
}

/** Halves of two transitions put together, where `allowed` lets both be cut apart and the outcome again. @param {readonly Transition[]} seen @param {(at: readonly [number, number]) => boolean} allowed */
const swapped = (seen, allowed) =>
  seen.flatMap((a) =>
    seen.flatMap((b) => {
      const at = /** @type {const} */ ([a.at[0], b.at[1]])
      if (at[0] === at[1] || !allowed(a.at) || !allowed(b.at) || !allowed(at)) return []
      return [/** @type {Transition} */ ({ at, move: [a.move[0], b.move[1]], to: [a.to[0], b.to[1]] })]
    }),
  )

/** Mean total variation between the table learned from transitions and the truth, and the share of situations seen. @param {readonly Transition[]} transitions */
function learned(transitions) {
  const counts = new Map()
  for (const { at, move, to } of transitions) {
    const key = `${at}|${move}`
    const row = counts.get(key) ?? new Map()
    row.set(`${to}`, (row.get(`${to}`) ?? 0) + 1)
    counts.set(key, row)
  }
  let distance = 0
  for (const { at, move } of situations) {
    const row = counts.get(`${at}|${move}`)
    const total = row ? [...row.values()].reduce((a, b) => a + b, 0) : 0
    const truth = dynamics(at, move)
    // what was never seen is taken to stay where it is
    const guess = row ? new Map([...row].map(([key, count]) => [key, count / total])) : new Map([[`${at}`, 1]])
    const keys = new Set([...truth.keys(), ...guess.keys()])
    distance += [...keys].reduce((sum, key) => sum + Math.abs((truth.get(key) ?? 0) - (guess.get(key) ?? 0)), 0) / 2
  }
  return { distance: distance / situations.length, covered: counts.size / situations.length }
}

const graph = dag('stateA -> nextA; moveA -> nextA; stateB -> nextB; moveB -> nextB')
console.log(
  `Apart, the next places are independent given states and moves: ${dSeparated(graph, 'nextA', 'nextB', ['stateA', 'stateB', 'moveA', 'moveB'])}\n`,
)
const rows = [50, 100, 200, 400, 800].map((count) => {
  const seen = seenTransitions(count, `log ${count}`)
  const masked = [...seen, ...swapped(seen, (at) => !near(at))]
  const careless = [...seen, ...swapped(seen, () => true)]
  return {
    label: `${count} transitions`,
    all: [learned(seen), learned(masked), learned(careless)],
    sizes: [masked.length, careless.length],
  }
})
printTable(
  ['log', 'situations seen', 'with swaps', 'error', 'with swaps where apart', 'with swaps everywhere'],
  rows.map(({ label, all: [plain, masked, careless] }) => [
    label,
    percent(plain?.covered ?? 0, 0),
    percent(masked?.covered ?? 0, 0),
    number(plain?.distance ?? 0),
    number(masked?.distance ?? 0),
    number(careless?.distance ?? 0),
  ]),
)
console.log('  (error: mean total variation over all situations, seen or not)')
console.log(
  '  Swaps where the parts are apart help at every size. Swaps everywhere fill more gaps and so do best while data are few,',
)
console.log(
  '  but they make transitions that never happen: their error stops falling, and the careful ones pass them.\n',
)
savePicture(
  'papers-counterfactual-augmentation.svg',
  barChart(
    'Error of the learned dynamics',
    ['as seen', 'swaps where apart', 'swaps everywhere'],
    rows.map(({ label, all }) => ({ label, values: all.map(({ distance }) => distance) })),
  ),
)
savePicture('papers-counterfactual-augmentation-graph.svg', toSvg(graph, { title: 'Two robots that are apart' }))
