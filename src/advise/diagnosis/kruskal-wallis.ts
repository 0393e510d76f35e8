import { midRanks } from '../../numeric/mid-ranks.js'
import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'

/**
 * Whether the values of several groups lie alike: Kruskal and Wallis's H (1952), corrected for ties, with its chi-square tail.
 * Null where fewer than two groups have a row, or all values are equal.
 */
export function kruskalWallis(
  values: Float64Array,
  group: Int32Array,
  count: number,
): { statistic: number; pValue: number } | null {
  const n = values.length
  const ranks = midRanks(values)
  const middle = (n + 1) / 2
  const sums = new Float64Array(count)
  const sizes = new Float64Array(count)
  let spread = 0
  for (let i = 0; i < n; i++) {
    const deviation = ranks[i]! - middle
    sums[group[i]!]! += deviation
    sizes[group[i]!]!++
    spread += deviation * deviation
  }
  const groups = sizes.filter((size) => size > 0).length
  if (groups < 2 || spread === 0) return null
  let between = 0
  for (let g = 0; g < count; g++) if (sizes[g]! > 0) between += (sums[g]! * sums[g]!) / sizes[g]!
  const statistic = ((n - 1) * between) / spread
  return { statistic, pValue: chiSquareUpperTail(statistic, groups - 1) }
}

/** How far each value lies from the median of its group: equal spreads make these alike (Brown & Forsythe 1974). */
export function fromGroupMedian(values: Float64Array, group: Int32Array, count: number): Float64Array {
  const medians = Array.from({ length: count }, (_, g) => {
    const own = values.filter((_, i) => group[i] === g).sort()
    const half = own.length >> 1
    return own.length % 2 === 1 ? own[half]! : (own[half - 1]! + own[half]!) / 2
  })
  return values.map((v, i) => Math.abs(v - medians[group[i]!]!))
}
