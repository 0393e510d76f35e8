// @ts-check
// An induction head: … A B … A → B, in two attention heads whose weights are set by hand (Olsson et al. 2022).
//
// Which part does the work, and by which path? Three interventions tell: ablation (a head writes nothing), restoring (on a
// disturbed text one head writes what it writes on the true one), and path patching (one head's work reaches only the
// queries, only the keys, or only the values of another).
// Title: An induction head
// Kind: Papers on small models
// Question: Which of four attention heads does the work, and by which path?
// Believe: The head that looks for the token before, and the induction head that reads it by its keys: to restore either
//   restores the answer (99.9 %). Ablation alone would mislead: it calls the head “self” needed too, which is true, though
//   restoring it brings nothing back. And a head that looks as hard as the induction head does nothing. The weights were set
//   by hand, so the truth is known; in trained networks heads share work.
import { dag, randomStream, toSvg, uniforms } from 'causalkit'
import { percent, printTable, savePicture } from '../support.mjs'
import { barChart } from './figure.mjs'
import { softmax } from './network.mjs'

const [vocabulary, length, sharpness] = [12, 16, 8]
const heads = /** @type {const} */ (['previous', 'self', 'induction', 'sink'])
/** @typedef {(typeof heads)[number]} Head */
/** What a head writes at each place: chances of tokens. @typedef {number[][]} Written */

/** @param {number} token */
const oneHot = (token) => Array.from({ length: vocabulary }, (_, i) => (i === token ? 1 : 0))
const nothing = () => Array.from({ length }, () => new Array(vocabulary).fill(0))
/** @param {readonly number[]} a @param {readonly number[]} b */
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

/**
 * Runs the two layers. The heads of the first write into a slot "token before" and a slot "token here"; those of the second
 * read the first's slots and write the answer.
 *
 * @param {readonly number[]} tokens
 * @param {{ writes?: Partial<Record<Head, Written>>, keys?: Written, queries?: Written, values?: Written }} [act]
 */
function run(tokens, { writes = {}, keys, queries, values } = {}) {
  const text = tokens.map(oneHot)
  /** Attention with the causal mask: weights by `score`, what is read by `read`. @param {(at: number, place: number) => number} score @param {(place: number) => number[]} read @returns {{ weights: number[][], out: Written }} */
  const attend = (score, read) => {
    const weights = text.map((_, at) =>
      softmax(Array.from({ length: at + 1 }, (_, place) => sharpness * score(at, place))),
    )
    const out = weights.map((row) =>
      oneHot(-1).map((_, k) => row.reduce((sum, w, place) => sum + w * (read(place)[k] ?? 0), 0)),
    )
    return { weights, out }
  }
  const previous = attend(
    (at, place) => (place === at - 1 ? 1 : 0),
    (place) => text[place] ?? [],
  )
  const self = attend(
    (at, place) => (place === at ? 1 : 0),
    (place) => text[place] ?? [],
  )
  const before = writes.previous ?? previous.out
  const here = writes.self ?? self.out
  // the induction head looks for places whose token before is the token here, and reads the token there
  const induction = attend(
    (at, place) => (place === 0 ? 0 : dot((queries ?? here)[at] ?? [], (keys ?? before)[place] ?? [])),
    (place) => (values ?? text)[place] ?? [],
  )
  // a head that looks hard at the first place and writes next to nothing
  const sink = attend(
    (_, place) => (place === 0 ? 2 : 0),
    (place) => (text[place] ?? []).map((value) => 0.01 * value),
  )
  const written = {
    previous: before,
    self: here,
    induction: writes.induction ?? induction.out,
    sink: writes.sink ?? sink.out,
  }
  const last = tokens.length - 1
  const scores = oneHot(-1).map((_, k) => 10 * ((written.induction[last]?.[k] ?? 0) + (written.sink[last]?.[k] ?? 0)))
  return { written, chances: softmax(scores), attention: { induction: induction.weights, sink: sink.weights } }
}

/** Texts … A B … A and the token B that should follow; `other` is the text with another token after the first A's place. */
const texts = Array.from({ length: 60 }, (_, i) => {
  const drawn = uniforms(randomStream(`text ${i}`), length + 3).values
  const a = Math.floor((drawn[length] ?? 0) * vocabulary)
  const place = 2 + Math.floor((drawn[length + 1] ?? 0) * (length - 6))
  const tokens = Array.from(drawn.slice(0, length), (u) => (a + 1 + Math.floor(u * (vocabulary - 1))) % vocabulary)
  tokens[place] = a
  tokens[length - 1] = a
  const answer = tokens[place + 1] ?? 0
  // disturbed: the first A is another token, so that nothing says what follows A
  const disturbed = tokens.map((token, at) => (at === place ? (a + 1) % vocabulary : token))
  return { tokens, disturbed, answer, place }
})
/** The mean chance of the right token. @param {(text: (typeof texts)[number]) => ReturnType<typeof run>} how */
const rightly = (how) => texts.reduce((sum, text) => sum + (how(text).chances[text.answer] ?? 0), 0) / texts.length

console.log('1. Ablation and restoring: chance of the right token, mean over 60 texts\n')
const rows = heads.map((head) => {
  const ablated = rightly(({ tokens }) => run(tokens, { writes: { [head]: nothing() } }))
  const restored = rightly(({ tokens, disturbed }) => run(disturbed, { writes: { [head]: run(tokens).written[head] } }))
  return { label: head, values: [ablated, restored] }
})
const [whole, broken] = [rightly(({ tokens }) => run(tokens)), rightly(({ disturbed }) => run(disturbed))]
console.log(`   the true text ${percent(whole)}, the disturbed one ${percent(broken)}`)
printTable(
  ['head', 'without it', 'disturbed, but this head as on the true text'],
  rows.map(({ label, values }) => [label, ...values.map((value) => percent(value))]),
)

console.log('2. By which path does the first layer reach the induction head? Only that path is as on the true text:\n')
printTable(
  ['path', 'chance of the right token'],
  [
    [
      'previous → keys of induction',
      percent(rightly(({ tokens, disturbed }) => run(disturbed, { keys: run(tokens).written.previous }))),
    ],
    [
      'self → queries of induction',
      percent(rightly(({ tokens, disturbed }) => run(disturbed, { queries: run(tokens).written.self }))),
    ],
    [
      'text → values of induction',
      percent(rightly(({ tokens, disturbed }) => run(disturbed, { values: tokens.map(oneHot) }))),
    ],
  ],
)

console.log('3. Attention is not effect: how hard the last place looks, and what ablation costs\n')
const looks = /** @type {const} */ (['induction', 'sink']).map((head) => {
  const strongest =
    texts.reduce((sum, { tokens }) => sum + Math.max(...(run(tokens).attention[head][length - 1] ?? [0])), 0) /
    texts.length
  return [
    head,
    percent(strongest),
    percent(whole - rightly(({ tokens }) => run(tokens, { writes: { [head]: nothing() } }))),
  ]
})
printTable(['head', 'largest attention weight', 'loss without it'], looks)
console.log(
  '   The sink looks as hard as the induction head and does nothing. (These weights were set by hand: the example shows',
)
console.log('   what the interventions tell when the truth is known, not that trained networks work so.)\n')

savePicture(
  'papers-induction-head.svg',
  barChart('Chance of the right token', ['without the head', 'only the head restored'], rows),
)
savePicture(
  'papers-induction-head-paths.svg',
  toSvg(
    dag(
      'text -> previous -> keys -> induction -> answer; text -> self -> queries -> induction; text -> values -> induction; text -> sink -> answer',
    ),
    {
      title: 'Paths to the answer',
      highlight: [
        {
          edges: [
            ['text', 'previous'],
            ['previous', 'keys'],
            ['keys', 'induction'],
            ['induction', 'answer'],
          ],
          label: 'K-composition',
        },
      ],
    },
  ),
)
