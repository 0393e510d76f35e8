import { kthSmallest } from '../../../numeric/kth-smallest.js'
import { sumOf } from './sum-of.js'

/** The median: the mean of the middle two where there are two. NaN of nothing. */
export function median(values: Float64Array): number {
  const n = values.length
  if (n === 0) return Number.NaN
  const work = values.slice()
  const upper = kthSmallest(work, n, n >> 1)
  if (n % 2 === 1) return upper
  let lower = work[0]!
  for (let i = 1; i < n >> 1; i++) lower = Math.max(lower, work[i]!)
  return (lower + upper) / 2
}

/** Median and spread of quiet values: 1.4826 times the median distance from the median, the standard deviation where that is 0. */
export function robustScale(values: Float64Array): { readonly center: number; readonly scale: number } {
  const center = median(values)
  const scale = 1.482602218505602 * median(values.map((v) => Math.abs(v - center)))
  if (scale > 0) return { center, scale }
  return { center, scale: Math.sqrt(sumOf(values.map((v) => (v - center) ** 2)) / values.length) }
}
