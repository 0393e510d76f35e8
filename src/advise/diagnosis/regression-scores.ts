/** s' (Σ u² r r')⁻¹ s with s = Σ u r: how far residuals u follow two columns r, whatever their spread. */
export function scoreStatistic(u: Float64Array, a: Float64Array, b: Float64Array): number {
  let [sa, sb, aa, ab, bb] = [0, 0, 0, 0, 0]
  for (let i = 0; i < u.length; i++) {
    const [x, y] = [u[i]! * a[i]!, u[i]! * b[i]!]
    sa += x
    sb += y
    aa += x * x
    ab += x * y
    bb += y * y
  }
  return form(sa, sb, aa, ab, bb)
}

/** n R² of a column with mean 0 on two others. */
export function explained(column: Float64Array, first: Float64Array, second: Float64Array): number {
  const n = column.length
  const [a, b] = [first, second].map((v) => {
    const mean = v.reduce((sum, x) => sum + x, 0) / n
    return v.map((x) => x - mean)
  }) as [Float64Array, Float64Array]
  let [sa, sb, aa, ab, bb, whole] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    sa += a[i]! * column[i]!
    sb += b[i]! * column[i]!
    aa += a[i]! * a[i]!
    ab += a[i]! * b[i]!
    bb += b[i]! * b[i]!
    whole += column[i]! * column[i]!
  }
  return whole > 0 ? (n * form(sa, sb, aa, ab, bb)) / whole : 0
}

/** (sa, sb) times the inverse of ((aa, ab), (ab, bb)) times (sa, sb); of the first alone where the two are one. */
function form(sa: number, sb: number, aa: number, ab: number, bb: number): number {
  const det = aa * bb - ab * ab
  if (det > 1e-10 * aa * bb) return (sa * sa * bb - 2 * sa * sb * ab + sb * sb * aa) / det
  return aa > 0 ? (sa * sa) / aa : 0
}

/** A column in standard deviations from its mean. */
export function inDeviations(column: Float64Array): Float64Array {
  const n = column.length
  const origin = column[0]!
  const mean = column.reduce((sum, v) => sum + (v - origin), 0) / n
  const spread = Math.sqrt(column.reduce((sum, v) => sum + (v - origin - mean) ** 2, 0) / n)
  return column.map((v) => (v - origin - mean) / spread)
}
