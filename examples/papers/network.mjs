// @ts-check
// One tiny network for these examples: a linear embedding, residual blocks of tanh units, a linear readout; trained by Adam.
import { normals, randomStream } from 'causalkit'

/** @typedef {{ into: number[][], out: number[][] }} Block */
/** @typedef {{ embed: number[][], blocks: Block[], readout: number[][] }} Network */

/** A matrix times a vector. @param {readonly (readonly number[])[]} rows @param {readonly number[]} x */
export const times = (rows, x) => rows.map((row) => row.reduce((sum, w, j) => sum + w * (x[j] ?? 0), 0))
/** @param {readonly number[]} a @param {readonly number[]} b */
export const plus = (a, b) => a.map((value, i) => value + (b[i] ?? 0))
/** Chances of the classes. @param {readonly number[]} scores */
export function softmax(scores) {
  const top = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - top))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((value) => value / sum)
}

/** Random weights. @param {{ inputs: number, width: number, hidden: number, blocks: number, outputs: number, seed: number | string }} shape @returns {Network} */
export function newNetwork({ inputs, width, hidden, blocks, outputs, seed }) {
  let stream = randomStream(seed)
  /** @param {number} rows @param {number} columns */
  const matrix = (rows, columns) => {
    const drawn = normals(stream, rows * columns)
    stream = drawn.next
    return Array.from({ length: rows }, (_, i) =>
      Array.from(drawn.values.slice(i * columns, (i + 1) * columns), (value) => value / Math.sqrt(columns)),
    )
  }
  return {
    embed: matrix(width, inputs),
    blocks: Array.from({ length: blocks }, () => ({ into: matrix(hidden, width), out: matrix(width, hidden) })),
    readout: matrix(outputs, width),
  }
}

/**
 * What happens inside on one input. `noise` is added to the embedding; `writes` replaces what a block adds to the stream.
 *
 * @param {Network} network @param {readonly number[]} x
 * @param {{ noise?: readonly number[], writes?: ReadonlyMap<number, readonly number[]> }} [act]
 */
export function run(network, x, { noise, writes } = {}) {
  const embedded = times(network.embed, x)
  let stream = noise ? plus(embedded, noise) : embedded
  const [streams, units, written] = [[stream], /** @type {number[][]} */ ([]), /** @type {number[][]} */ ([])]
  network.blocks.forEach((block, l) => {
    const hidden = times(block.into, stream).map(Math.tanh)
    const write = [...(writes?.get(l) ?? times(block.out, hidden))]
    stream = plus(stream, write)
    units.push(hidden)
    written.push(write)
    streams.push(stream)
  })
  return { streams, units, written, scores: times(network.readout, stream) }
}

/** The gradients of the log loss of one labelled input, by the chain rule. @param {Network} network @param {readonly number[]} x @param {number} label */
function gradients(network, x, label) {
  const { streams, units, scores } = run(network, x)
  const error = softmax(scores).map((p, k) => p - (k === label ? 1 : 0))
  /** @param {readonly number[]} a @param {readonly number[]} b */
  const outer = (a, b) => a.map((u) => b.map((v) => u * v))
  /** @param {readonly (readonly number[])[]} rows @param {readonly number[]} y */
  const back = (rows, y) =>
    (rows[0] ?? []).map((_, j) => rows.reduce((sum, row, i) => sum + (row[j] ?? 0) * (y[i] ?? 0), 0))
  const readout = outer(error, streams.at(-1) ?? [])
  let flow = back(network.readout, error)
  const blocks = network.blocks.map(() => /** @type {Block} */ ({ into: [], out: [] }))
  for (let l = network.blocks.length - 1; l >= 0; l--) {
    const block = /** @type {Block} */ (network.blocks[l])
    const hidden = units[l] ?? []
    const atUnits = back(block.out, flow).map((g, i) => g * (1 - (hidden[i] ?? 0) ** 2))
    blocks[l] = { out: outer(flow, hidden), into: outer(atUnits, streams[l] ?? []) }
    flow = plus(flow, back(block.into, atUnits))
  }
  return { embed: outer(flow, x), blocks, readout }
}

/** All weights as one list of rows. @param {Network} network */
const rowsOf = ({ embed, blocks, readout }) => [
  ...embed,
  ...blocks.flatMap(({ into, out }) => [...into, ...out]),
  ...readout,
]

/** Trains in place on labelled inputs. @param {Network} network @param {readonly { x: readonly number[], label: number }[]} data @param {{ steps: number, rate?: number }} how */
export function train(network, data, { steps, rate = 0.02 }) {
  const weights = rowsOf(network)
  const first = weights.map((row) => row.map(() => 0))
  const second = weights.map((row) => row.map(() => 0))
  for (let step = 1; step <= steps; step++) {
    const sums = weights.map((row) => row.map(() => 0))
    for (const { x, label } of data) {
      rowsOf(/** @type {Network} */ (gradients(network, x, label))).forEach((row, i) => {
        row.forEach((value, j) => {
          /** @type {number[]} */
          sums[i][j] += value / data.length
        })
      })
    }
    weights.forEach((row, i) => {
      const [m, v, g] = [first[i] ?? [], second[i] ?? [], sums[i] ?? []]
      row.forEach((_, j) => {
        m[j] = 0.9 * (m[j] ?? 0) + 0.1 * (g[j] ?? 0)
        v[j] = 0.999 * (v[j] ?? 0) + 0.001 * (g[j] ?? 0) ** 2
        const mean = (m[j] ?? 0) / (1 - 0.9 ** step)
        row[j] = (row[j] ?? 0) - (rate * mean) / (Math.sqrt((v[j] ?? 0) / (1 - 0.999 ** step)) + 1e-8)
      })
    })
  }
  return network
}
