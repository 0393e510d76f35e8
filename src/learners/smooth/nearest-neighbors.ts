import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { checkedNumber } from '../core/check-numbers.js'
import { makeLearner, type ReportingLearner } from '../core/make-learner.js'
import type { TrainingSet } from '../core/training-set.js'
import type { Learner } from '../core/types.js'
import { pointsIn, spaceOf } from './coordinates.js'
import { type Nearest, type NeighborTree, nearestRows, neighborTree } from './neighbor-tree.js'

/**
 * Options of `nearestNeighbors`.
 *
 * @category Learners
 */
export interface NearestNeighborsOptions {
  /** How many rows to average, by weight. Left out, it is `'cross-validated'`: 2, 5, 10, 20, 40 or 80, whichever predicts each row best from all others. */
  readonly neighbors?: number | 'cross-validated'
}

const candidates = [2, 5, 10, 20, 40, 80]
/** Rows on which the number of neighbours is tried. */
const tried = 2000

/**
 * The mean outcome of the nearest rows, by Euclidean distance of columns with variance 1; two different categories are as far
 * apart as two rows are on average in a number.
 *
 * Rows at the same distance as the last one that is taken share its place, so that the order of rows cannot matter. A row of
 * weight w is w copies.
 *
 * @param options - how many neighbours
 * @returns a learner
 * @throws CausalError `invalid-argument` for options out of range; when it is fitted, `missing-values`, `invalid-data`,
 *   `too-few-rows` where fewer rows than neighbours are
 * @complexity O(n log² n) to fit and O(k log n) a prediction for few columns, up to O(n p) for many
 * @category Learners
 * @example
 * const t = table({ x: [1, 2, 3, 10, 11, 12], y: [1, 2, 3, 7, 8, 9] })
 * nearestNeighbors({ neighbors: 3 }).fit(t, 'y').predict(table({ x: [2, 11] }))
 * //=> [2, 8]
 */
export function nearestNeighbors(options: NearestNeighborsOptions = {}): Learner {
  return madeBy('nearestNeighbors', [options], () => {
    checkOptions('options', options, ['neighbors'])
    const { neighbors = 'cross-validated' } = checkedObject('options', options)
    if (neighbors !== 'cross-validated') checkedNumber('neighbors', neighbors, 0, { above: true })
    const count = neighbors === 'cross-validated' ? 'cross-validated number of' : String(neighbors)
    return learnerOf(`${count} nearest neighbours`, neighbors)
  })
}

function learnerOf(name: string, neighbors: number | 'cross-validated'): ReportingLearner<object> {
  return makeLearner('nearestNeighbors', name, (data) => {
    const space = spaceOf(data)
    const x = pointsIn(space, data.features, data.n)
    const tree = neighborTree(x, data.n, space.k)
    const wanted = neighbors === 'cross-validated' ? bestCount(data, tree) : neighbors
    if (wanted > data.total) {
      throw new CausalError('too-few-rows', `there are ${data.total} rows, by weight, for ${wanted} neighbours.`, {
        rows: data.total,
        neighbors: wanted,
      })
    }
    return {
      report: { neighbors: wanted },
      predict: (features, n) => {
        const z = pointsIn(space, features, n)
        const weightOf = weights(data)
        return Float64Array.from({ length: n }, (_, j) =>
          meanOf(nearestRows(tree, z, j, wanted, weightOf), data.y, wanted, weightOf),
        )
      },
    }
  })
}

/** The number of neighbours with the least squared error of rows predicted from all others. */
function bestCount(data: TrainingSet, tree: NeighborTree): number {
  const counts = candidates.filter((count) => count <= data.total - 1)
  const rows = Int32Array.from({ length: data.n }, (_, i) => i)
  if (data.n > tried) generator(splitStream(seedStream(data.seed), 'neighbors')).shuffle(rows)
  const error = new Float64Array(counts.length)
  for (const i of rows.subarray(0, counts.length === 0 ? 0 : tried)) {
    const weightOf = weights(data, i)
    const near = nearestRows(tree, tree.x, i, counts.at(-1)!, weightOf)
    for (const [c, count] of counts.entries()) {
      const left = data.y[i]! - meanOf(near, data.y, count, weightOf)
      error[c]! += (data.weights === null ? 1 : data.weights[i]!) * left * left
    }
  }
  let best = 0
  for (let c = 1; c < counts.length; c++) if (error[c]! < error[best]! * (1 - 1e-9)) best = c
  return counts[best] ?? 1
}

/** The weight of a row, one copy of row `without` left out. */
function weights(data: TrainingSet, without = -1): (i: number) => number {
  return (i) => {
    const weight = data.weights === null ? 1 : data.weights[i]!
    return i === without ? Math.max(0, weight - 1) : weight
  }
}

/** The mean outcome of the first rows that have `count` of weight; rows of one distance share what is left for them. */
function meanOf({ rows, distances }: Nearest, y: Float64Array, count: number, weightOf: (i: number) => number): number {
  let [taken, sum] = [0, 0]
  for (let at = 0; at < rows.length && taken < count; ) {
    let [mass, part, next] = [0, 0, at]
    for (; next < rows.length && distances[next] === distances[at]; next++) {
      const weight = weightOf(rows[next]!)
      mass += weight
      part += weight * y[rows[next]!]!
    }
    const share = Math.min(1, (count - taken) / mass)
    sum += share * part
    taken += share * mass
    at = next
  }
  return sum / taken
}
