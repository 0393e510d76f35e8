/**
 * The long-run covariance of sums of scores by Newey and West (1987): Σ over pairs of times at most `bandwidth` steps apart
 * (in one stretch) of s(t) s(t − l)ᵀ (1 − l / (bandwidth + 1)).
 *
 * @param scores - n × k row-major
 * @param rows - the row of each time; rows of one stretch follow each other
 * @param stretchOf - the stretch of each row
 */
export function longRunCovariance(
  scores: Float64Array,
  k: number,
  rows: Int32Array,
  stretchOf: Int32Array,
  bandwidth: number,
): Float64Array {
  const n = rows.length
  const out = new Float64Array(k * k)
  // where the time l steps before stands: rows are sorted, so a pointer follows
  for (let l = 0; l <= bandwidth; l++) {
    const weight = 1 - l / (bandwidth + 1)
    let before = 0
    for (let r = 0; r < n; r++) {
      const wanted = rows[r]! - l
      while (rows[before]! < wanted) before++
      if (rows[before] !== wanted || stretchOf[wanted] !== stretchOf[rows[r]!]) continue
      for (let a = 0; a < k; a++) {
        const value = weight * scores[r * k + a]!
        if (value === 0) continue
        for (let b = 0; b < k; b++) {
          const part = value * scores[before * k + b]!
          out[a * k + b]! += part
          if (l > 0) out[b * k + a]! += part
        }
      }
    }
  }
  return out
}

/** The bandwidth of Lazarus, Lewis, Stock & Watson (2018): 1.3 √n, less the one that is always there. */
export function automaticBandwidth(n: number): number {
  return Math.max(0, Math.ceil(1.3 * Math.sqrt(n)) - 1)
}

/**
 * Degrees of freedom of t with a long-run variance of this bandwidth: 3 n / (2 (bandwidth + 1)), at most those of the residuals
 * (Lazarus, Lewis, Stock & Watson 2018, section 3).
 */
export function longRunDegreesOfFreedom(n: number, terms: number, bandwidth: number): number {
  return bandwidth === 0 ? n - terms : Math.min(n - terms, (1.5 * n) / (bandwidth + 1))
}
