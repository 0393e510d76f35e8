import { addDeviations, gram } from '../../numeric/gram.js'

/** Rows summed up at a time: a block of some hundred columns stays in the second-level cache. */
export const blockRows = 1024

/** Means and sums of products of deviations that grow by blocks of rows (Chan, Golub & LeVeque 1983, eq. 1.5b). */
export interface MomentSums {
  /** Takes rows `start` … `start + rows` − 1 of the columns, at most {@link blockRows} at a time. */
  add(columns: readonly Float64Array[], start: number, rows: number, weights?: ArrayLike<number>): void
  /** The means, and the sums of products of deviations from them; nothing may be added afterwards. */
  end(): [mean: Float64Array, scatter: Float64Array]
}

/** Room for {@link momentSums} of p columns: who makes many of them makes it once. */
export interface MomentRoom {
  readonly blocks: readonly Float64Array[]
  readonly root: Float64Array
  readonly taken: Int32Array
}

export function momentRoom(p: number): MomentRoom {
  return {
    blocks: Array.from({ length: p }, () => new Float64Array(blockRows)),
    root: new Float64Array(blockRows),
    taken: new Int32Array(blockRows),
  }
}

export function momentSums(p: number, { blocks, root, taken }: MomentRoom = momentRoom(p)): MomentSums {
  const mean = new Float64Array(p)
  const scatter = new Float64Array(p * p)
  // measured from each column's first value: exact for a constant column, and no digits lost to a large mean
  let origin: Float64Array | null = null
  let seen = 0
  /** The means of a block, less the origin. */
  const shifts = new Float64Array(p)
  return {
    add(columns, start, rows, weights) {
      origin ??= Float64Array.from(columns, (column) => column[start]!)
      // rows that do not count are left out: sums and their order stay what they are
      let weight = rows
      let count = rows
      if (weights !== undefined) {
        weight = 0
        count = 0
        for (let r = 0; r < rows; r++) {
          const own = weights[start + r]!
          if (own === 0) continue
          weight += own
          root[count] = Math.sqrt(own)
          taken[count++] = start + r
        }
      }
      if (weight === 0) return
      if (weights === undefined) {
        for (let j = 0; j < p; j += 4) meansOfFour(columns, j, start, rows, origin, shifts)
        addDeviations(columns, start, rows, origin, shifts, scatter, blocks)
      } else {
        const block = count < blockRows ? blocks.map((part) => part.subarray(0, count)) : blocks
        for (let j = 0; j < p; j++) shifts[j] = centre(block[j]!, columns[j]!, taken, origin[j]!, weight, root)
        gram(block, scatter)
      }
      const all = seen + weight
      const delta = shifts.map((shift, j) => shift - mean[j]!)
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

/** The means of four columns over some rows, less the origin: sums of four do not wait for one another. */
function meansOfFour(
  columns: readonly Float64Array[],
  first: number,
  start: number,
  rows: number,
  origin: Float64Array,
  means: Float64Array,
): void {
  // a last column is summed again rather than in a case of its own
  const at = (k: number): number => Math.min(first + k, columns.length - 1)
  const [c0, c1, c2, c3] = [columns[at(0)]!, columns[at(1)]!, columns[at(2)]!, columns[at(3)]!]
  const [o0, o1, o2, o3] = [origin[at(0)]!, origin[at(1)]!, origin[at(2)]!, origin[at(3)]!]
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  for (let r = start; r < start + rows; r++) {
    s0 += c0[r]! - o0
    s1 += c1[r]! - o1
    s2 += c2[r]! - o2
    s3 += c3[r]! - o3
  }
  means[at(0)] = s0 / rows
  means[at(1)] = s1 / rows
  means[at(2)] = s2 / rows
  means[at(3)] = s3 / rows
}

/** Fills a block with a column's values less their mean, of the rows taken, times the root of their weights; returns that mean less the origin. */
function centre(
  block: Float64Array,
  column: Float64Array,
  taken: Int32Array,
  origin: number,
  weight: number,
  root: Float64Array,
): number {
  let sum = 0
  for (let r = 0; r < block.length; r++) {
    const value = column[taken[r]!]! - origin
    block[r] = value
    sum += value * root[r]! * root[r]!
  }
  const shift = sum / weight
  for (let r = 0; r < block.length; r++) block[r] = root[r]! * (block[r]! - shift)
  return shift
}
