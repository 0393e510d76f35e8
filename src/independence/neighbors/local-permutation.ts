import type { Generator } from '../../probability/streams/generator.js'
import { generator } from '../../probability/streams/stream.js'

/** For each row the rows nearest to it in the conditioning columns, itself the first, nearest first: `count` a row. */
export interface NearestRows {
  readonly count: number
  readonly rows: Int32Array
}

/**
 * The rows nearest in the largest difference of a column. Equal distances in the order of rows. O(n² k).
 *
 * @param apart - the largest distance there is: rows in different categories
 */
export function nearestRows(
  columns: readonly (Float64Array | Int32Array)[],
  n: number,
  count: number,
  apart: number = Number.POSITIVE_INFINITY,
): NearestRows {
  const most = Math.min(count, n)
  const rows = new Int32Array(n * most)
  const best = new Float64Array(most)
  for (let i = 0; i < n; i++) {
    best.fill(Number.POSITIVE_INFINITY)
    const at = i * most
    for (let j = 0; j < n; j++) {
      let distance = i === j ? -1 : 0
      if (i !== j) {
        for (const column of columns) {
          const d = Math.min(apart, Math.abs(column[i]! - column[j]!))
          if (d > distance) distance = d
        }
      }
      if (distance >= best[most - 1]!) continue
      let k = most - 1
      while (k > 0 && best[k - 1]! > distance) {
        best[k] = best[k - 1]!
        rows[at + k] = rows[at + k - 1]!
        k--
      }
      best[k] = distance
      rows[at + k] = j
    }
  }
  return { count: most, rows }
}

/**
 * A permutation that moves each row only among those near to it in the conditioning columns (Runge 2018, Algorithm 1): rows
 * in random order take, of their neighbours in random order, one that is not taken yet, and if all are the last one looked at.
 */
function localPermutation({ count, rows }: NearestRows, n: number, random: Generator): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  random.shuffle(order)
  const taken = new Uint8Array(n)
  const result = new Int32Array(n)
  const own = new Int32Array(count)
  for (const i of order) {
    for (let k = 0; k < count; k++) own[k] = rows[i * count + k]!
    random.shuffle(own)
    let chosen = own[0]!
    for (let k = 0; k < count; k++) {
      chosen = own[k]!
      if (taken[chosen] === 0) break
    }
    taken[chosen] = 1
    result[i] = chosen
  }
  return result
}

/** A permutation of all rows. */
function fullPermutation(n: number, random: Generator): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  random.shuffle(order)
  return order
}

/**
 * The permutations of a seed, asked for in ascending order: among near rows, or of all. One stream draws them all, so that those
 * in between are drawn too.
 */
export function permutations(near: NearestRows | null, n: number, seed: number | string): (draw: number) => Int32Array {
  const random = generator(seed)
  const next = (): Int32Array => (near === null ? fullPermutation(n, random) : localPermutation(near, n, random))
  let drawn = 0
  return (draw) => {
    for (; drawn < draw; drawn++) next()
    drawn++
    return next()
  }
}
