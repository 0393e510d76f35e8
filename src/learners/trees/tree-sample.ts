/**
 * The rows that one tree learns from. What belongs to a row moves with it, so that the rows of a node stand side by side and
 * are read in order: with places of rows that do not move, a large table would be fetched from memory at each node anew.
 */
export interface TreeSample {
  readonly n: number
  /** The codes of each row, `width` bytes a row; the same memory as words. Twice the room that rows need: half is spare. */
  readonly codes: Uint8Array
  readonly words: Int32Array
  readonly width: number
  /** Outcomes times weights, and weights; spare room as well. */
  readonly y: Float64Array
  readonly weights: Float64Array
  /** Whether rows differ in weight: if not, weights are all 1 and need not move. */
  readonly weighted: boolean
}

/** Room for samples of n rows with p columns, to be filled for each tree. */
export function treeSample(n: number, p: number, weighted: boolean): TreeSample {
  const width = 4 * Math.ceil(p / 4)
  const codes = new Uint8Array(2 * n * width)
  return {
    n,
    codes,
    words: new Int32Array(codes.buffer),
    width,
    y: new Float64Array(2 * n),
    weights: new Float64Array(2 * n).fill(1),
    weighted,
  }
}

/** Puts some rows, whose codes stand row by row, `width` bytes each, into a sample. */
export function fillSample(
  sample: TreeSample,
  words: Int32Array,
  rows: Int32Array,
  y: Float64Array,
  weights: Float64Array | null,
): void {
  const size = sample.width >> 2
  for (let q = 0; q < rows.length; q++) {
    const i = rows[q]!
    for (let k = 0; k < size; k++) sample.words[q * size + k] = words[i * size + k]!
    const weight = weights === null ? 1 : weights[i]!
    sample.y[q] = weight * y[i]!
    if (weights !== null) sample.weights[q] = weight
  }
}

/** Puts the rows of a node that go to the first child before the others, keeping their order; where the others start. */
export function splitSample(
  { n, codes, words, width, y, weights, weighted }: TreeSample,
  start: number,
  end: number,
  feature: number,
  bin: number,
): number {
  const size = width >> 2
  let left = start
  let right = n
  for (let q = start; q < end; q++) {
    // −1 for the first child, else 0: no jump depends on it, since no one could guess it
    const first = (codes[q * width + feature]! - bin - 1) >> 31
    const to = (left & first) | (right & ~first)
    for (let k = 0; k < size; k++) words[to * size + k] = words[q * size + k]!
    y[to] = y[q]!
    if (weighted) weights[to] = weights[q]!
    left -= first
    right += 1 + first
  }
  words.copyWithin(left * size, n * size, right * size)
  y.copyWithin(left, n, right)
  if (weighted) weights.copyWithin(left, n, right)
  return left
}
