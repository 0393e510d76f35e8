/** What is known of X² and G² when the margins of every stratum are fixed and rows are independent of columns. */
export interface PearsonMoments {
  /** The mean and the variance of X². */
  mean: number
  variance: number
  /** How far the mean of G² exceeds its degrees of freedom (Williams 1976). */
  williams: number
}

/**
 * Adds a stratum's mean and variance of Pearson's X² when its margins are fixed and rows are independent of columns, and
 * Williams' term for G².
 *
 * Mean: N / (N − 1) (R − 1)(C − 1). Variance: Haldane 1940, in the form of Lewis, Saunders & Westcott 1984. Both are
 * exact, however small the counts.
 *
 * @param value - X² of this stratum
 * @param row - row sums; `r` of them are positive
 * @param column - column sums; `c` of them are positive
 */
export function addPearsonMoments(
  out: PearsonMoments,
  value: number,
  row: Float64Array,
  r: number,
  column: Float64Array,
  c: number,
  total: number,
): void {
  const n = total
  if (!(n > 2)) {
    // a pair of rows in a 2 × 2 table: X² can take one value only
    out.mean += value
    return
  }
  let p = 0
  let q = 0
  for (let i = 0; i < row.length; i++) if (row[i]! > 0) p += n / row[i]!
  for (let j = 0; j < column.length; j++) if (column[j]! > 0) q += n / column[j]!
  const v1 = ((r - 1) * (n - r)) / (n - 1)
  const v2 = ((c - 1) * (n - c)) / (n - 1)
  const w1 = (p - r * r) / (n - 2)
  const w2 = (q - c * c) / (n - 2)
  out.mean += (n / (n - 1)) * (r - 1) * (c - 1)
  const spread = n > 3 ? ((2 * n) / (n - 3)) * (v1 - w1) * (v2 - w2) : 0
  out.variance += Math.max(0, spread + ((n * n) / (n - 1)) * w1 * w2)
  // Williams 1976, equation 6: E G² ≈ (R − 1)(C − 1) + (N Σ 1/rᵢ − 1)(N Σ 1/cⱼ − 1) / 6 N
  out.williams += ((p - 1) * (q - 1)) / (6 * n)
}
