import { gram } from '../../numeric/gram.js'

/** Rows summed up at a time: a block of some hundred columns stays in the second-level cache. */
export const blockRows = 1024

/** Means and sums of products of deviations that grow by blocks of rows (Chan, Golub & LeVeque 1983, eq. 1.5b). */
export interface MomentSums {
  /** Takes rows `start` … `start + rows` − 1 of the columns, at most {@link blockRows} at a time. */
  add(columns: readonly Float64Array[], start: number, rows: number, weights?: ArrayLike<number>): void
  /** The means, and the sums of products of deviations from them; nothing may be added afterwards. */
  end(): [mean: Float64Array, scatter: Float64Array]
}

export function momentSums(p: number): MomentSums {
  const mean = new Float64Array(p)
  const scatter = new Float64Array(p * p)
  const root = new Float64Array(blockRows).fill(1)
  const blocks = Array.from({ length: p }, () => new Float64Array(blockRows))
  // measured from each column's first value: exact for a constant column, and no digits lost to a large mean
  let origin: Float64Array | null = null
  let seen = 0
  return {
    add(columns, start, rows, weights) {
      origin ??= Float64Array.from(columns, (column) => column[start]!)
      const block = rows < blockRows ? blocks.map((part) => part.subarray(0, rows)) : blocks
      let weight = rows
      if (weights !== undefined) {
        weight = 0
        for (let r = 0; r < rows; r++) {
          weight += weights[start + r]!
          root[r] = Math.sqrt(weights[start + r]!)
        }
        if (weight === 0) return
      }
      const all = seen + weight
      const delta = columns.map((column, j) => centre(block[j]!, column, start, origin![j]!, weight, root) - mean[j]!)
      gram(block, scatter)
      for (let i = 0; i < p; i++) {
        mean[i]! += delta[i]! * (weight / all)
        for (let j = 0; j < p; j++) scatter[i * p + j]! += delta[i]! * delta[j]! * ((seen * weight) / all)
      }
      seen = all
    },
    end() {
      for (let j = 0; j < p; j++) mean[j]! += origin?.[j] ?? 0
      return [mean, scatter]
    },
  }
}

/** Fills a block with a column's values less their mean, times the root of the weights; returns that mean less the origin. */
function centre(
  block: Float64Array,
  column: Float64Array,
  start: number,
  origin: number,
  weight: number,
  root: Float64Array,
): number {
  let sum = 0
  for (let r = 0; r < block.length; r++) {
    const value = column[start + r]! - origin
    block[r] = value
    sum += value * root[r]! * root[r]!
  }
  const shift = sum / weight
  for (let r = 0; r < block.length; r++) block[r] = root[r]! * (block[r]! - shift)
  return shift
}
