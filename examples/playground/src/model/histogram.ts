/** Counts of values in bins of equal width that several columns share, as shares of the rows. */
export interface Histogram {
  /** The edges of the bins, one more than there are bins. */
  readonly edges: readonly number[]
  /** For each column the share of its rows in each bin. */
  readonly shares: readonly (readonly number[])[]
  /** The columns hold 0 and 1 only: two bars in place of a curve. */
  readonly isBinary: boolean
}

/** The histogram of columns beside each other, in the same bins. */
export function histogramOf(columns: readonly Float64Array[], bins = 30): Histogram {
  const isBinary = columns.every((values) => values.every((value) => value === 0 || value === 1))
  let [least, most] = isBinary ? [-0.5, 1.5] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  if (!isBinary) {
    for (const values of columns)
      for (const value of values) {
        if (value < least) least = value
        if (value > most) most = value
      }
  }
  if (least === most) [least, most] = [least - 0.5, most + 0.5]
  const size = isBinary ? 2 : bins
  const edges = Array.from({ length: size + 1 }, (_, i) => least + ((most - least) * i) / size)
  const shares = columns.map((values) => {
    const counts = new Array<number>(size).fill(0)
    for (const value of values) {
      const bin = Math.min(size - 1, Math.floor(((value - least) / (most - least)) * size))
      counts[bin]! += 1
    }
    return counts.map((count) => count / values.length)
  })
  return { edges, shares, isBinary }
}

/** The mean and the standard deviation of a column. */
export function summaryOf(values: Float64Array): { readonly mean: number; readonly sd: number } {
  let mean = 0
  let squares = 0
  let n = 0
  for (const value of values) {
    n += 1
    const off = value - mean
    mean += off / n
    squares += off * (value - mean)
  }
  return { mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : 0 }
}
