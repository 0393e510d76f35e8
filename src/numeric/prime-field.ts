/** The largest prime below 2²⁶: a product of two residues is an exact double. */
export const PRIME = 67_108_859

/** a · b in the field. */
export function times(a: number, b: number): number {
  return (a * b) % PRIME
}

/** a − b in the field. */
export function minus(a: number, b: number): number {
  return a >= b ? a - b : a - b + PRIME
}

/** a + b in the field. */
export function plus(a: number, b: number): number {
  return (a + b) % PRIME
}

/** 1 / a, for a ≠ 0, by Euclid. */
export function inverse(a: number): number {
  let [r, s] = [PRIME, a]
  let [t, u] = [0, 1]
  while (s > 0) {
    const q = Math.floor(r / s)
    ;[r, s] = [s, r - q * s]
    ;[t, u] = [u, t - q * u]
  }
  return t < 0 ? t + PRIME : t
}

/** Residues that look random, the same ones each time: never 0. */
export function residues(seed: number): () => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return 1 + (state % (PRIME - 1))
  }
}

/**
 * Reduced row echelon form in place: each pivot is 1 and alone in its column. Returns the pivot column of each of the first
 * rows; the rows after them are zero.
 */
export function reduceRows(rows: Float64Array[], width: number): number[] {
  const pivots: number[] = []
  for (let column = 0; column < width && pivots.length < rows.length; column++) {
    const at = pivots.length
    const found = rows.findIndex((row, i) => i >= at && row[column] !== 0)
    if (found < 0) continue
    const pivot = rows[found]!
    rows[found] = rows[at]!
    rows[at] = pivot
    const scale = inverse(pivot[column]!)
    for (let j = column; j < width; j++) pivot[j] = times(pivot[j]!, scale)
    for (const [i, row] of rows.entries()) {
      const factor = row[column]!
      if (i === at || factor === 0) continue
      for (let j = column; j < width; j++) if (pivot[j] !== 0) row[j] = minus(row[j]!, times(factor, pivot[j]!))
    }
    pivots.push(column)
  }
  return pivots
}
