import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { cellAt, type NodeColumn } from '../engines/node-column.js'
import { prepare } from '../engines/terms.js'
import { drawWorlds } from '../models/draw-worlds.js'
import type { AnyScm } from '../models/types.js'
import type { EvaluationPlan } from './calibration.js'

/**
 * Whether rows drawn from a model look like rows given.
 *
 * @category Models
 */
export interface EnergyTest {
  /** 2 E|X − Y| − E|X − X′| − E|Y − Y′| on columns of unit variance, categories 0 or 1 apart: 0 for the same distribution. */
  readonly distance: number
  /** How often a random split of all rows is as far apart. */
  readonly pValue: number
  /** How many rows were compared with as many drawn ones. */
  readonly n: number
  /** How many random splits. */
  readonly permutations: number
  /** The seed of the draws and splits. */
  readonly seed: number | string
}

const permutations = 199

export function energyTest(
  model: AnyScm,
  columns: ReadonlyMap<number, NodeColumn>,
  all: number,
  { rows, seed }: EvaluationPlan,
): EnergyTest {
  const n = Math.min(all, rows)
  const variables = [...columns.keys()]
  const query = prepare(
    model,
    variables.map((i) => ({ variable: model.variables[i]! })),
    [],
  )
  const drawn = drawWorlds(query.worlds, model, n, `${seed} energy`)
  const m = 2 * n
  const squares = new Float64Array(m * m)
  for (const [k, i] of variables.entries()) {
    const [seen, made] = [columns.get(i)!, drawn[query.targets[k]!]!]
    const cells = Array.from({ length: m }, (_, r) => (r < n ? cellAt(seen, r) : cellAt(made, r - n)))
    if (cells.every((cell) => typeof cell === 'number')) {
      const values = cells as number[]
      const mean = values.reduce((sum, v) => sum + v / m, 0)
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2 / m, 0)
      if (variance === 0) continue
      for (let a = 0; a < m; a++)
        for (let b = 0; b < a; b++) squares[a * m + b]! += (values[a]! - values[b]!) ** 2 / variance
    } else
      for (let a = 0; a < m; a++)
        for (let b = 0; b < a; b++) if (String(cells[a]) !== String(cells[b])) squares[a * m + b]! += 1
  }
  const distances = squares.map(Math.sqrt)
  let total = 0
  for (const value of distances) total += value
  const order = Int32Array.from({ length: m }, (_, r) => r)
  const random = generator(splitStream(seedStream(seed), 'splits'))
  const distance = energy(distances, order, n, total)
  let asFar = 0
  for (let p = 0; p < permutations; p++) {
    random.shuffle(order)
    if (energy(distances, order, n, total) >= distance * (1 - 1e-12)) asFar++
  }
  return Object.freeze({ distance, pValue: (asFar + 1) / (permutations + 1), n, permutations, seed })
}

/** Of the split into the first n of `order` and the rest; `distances` holds each pair once, `total` is their sum. */
function energy(distances: Float64Array, order: Int32Array, n: number, total: number): number {
  const m = order.length
  const inFirst = new Uint8Array(m)
  for (let r = 0; r < n; r++) inFirst[order[r]!] = 1
  let [within, first] = [0, 0]
  for (let a = 0; a < m; a++) {
    const row = a * m
    for (let b = 0; b < a; b++) {
      if (inFirst[a] !== inFirst[b]) continue
      within += distances[row + b]!
      if (inFirst[a] === 1) first += distances[row + b]!
    }
  }
  const between = total - within
  // means over different rows of a sample, so that equal samples give 0 on average
  return (2 * between) / (n * n) - (2 * first + 2 * (within - first)) / (n * (n - 1))
}
