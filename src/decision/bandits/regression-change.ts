import { cholesky } from '../../numeric/cholesky.js'
import { fUpperTail } from '../../numeric/special/f.js'

/**
 * The generalised likelihood ratio for a change of a regression at an unknown row: over splits of the rows the F test of one regression
 * against two (Chow 1960), the smallest p-value times the number of splits. Null where the rows are too few or do not vary.
 *
 * @param rows - row-major, `size` regressors and then the outcome
 */
export function changeOfRegression(rows: Float64Array, size: number): number | null {
  const width = size + 1
  const n = rows.length / width
  const splits = splitsOf(n, size + 4)
  if (splits.length === 0) return null
  const total = new Float64Array(width * width)
  const before: Float64Array[] = []
  let next = 0
  for (let i = 0; i < n; i++) {
    if (i === splits[next]) {
      before.push(total.slice())
      next++
    }
    for (let j = 0; j < width; j++) {
      const x = rows[i * width + j]!
      for (let k = 0; k <= j; k++) total[j * width + k]! += x * rows[i * width + k]!
    }
  }
  const whole = leftOver(total, width)
  let least: number | null = null
  for (const first of before) {
    const second = total.map((sum, k) => sum - first[k]!)
    const [a, b] = [leftOver(first, width), leftOver(second, width)]
    if (whole === null || a === null || b === null) continue
    const free = n - 2 * size
    const ratio = Math.max(0, whole - a - b) / size / ((a + b) / free)
    const p = fUpperTail(ratio, size, free)
    least = Math.min(least ?? 1, p * before.length)
  }
  return least
}

/** Where the rows are cut: sixteenths, and ever closer to the last rows; `least` rows on both sides. */
function splitsOf(n: number, least: number): number[] {
  const found = new Set<number>()
  for (let k = 1; k < 16; k++) found.add(Math.floor((n * k) / 16))
  for (let size = least; size < n; size *= 2) found.add(n - size)
  return [...found].filter((at) => at >= least && n - at >= least).sort((a, b) => a - b)
}

/** The residual sum of squares from the sums of products, the outcome last; null where regressors determine each other or the outcome. */
function leftOver(products: Float64Array, width: number): number | null {
  const factored = cholesky(products, width, 1e-10)
  if (!factored.ok) return null
  return factored.factor[width * width - 1]! ** 2
}
