import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { medianDistance } from './median-distance.js'
import type { KernelSample } from './types.js'

/**
 * The width of a kernel: a number in units of the coordinates (a kernel test standardises columns, so 1 is a standard
 * deviation); `'median'`: the median distance between points; `'empirical'`: by the number of rows and conditions, the
 * rule of Zhang et al. 2011 as their program has it.
 *
 * @category Independence tests
 */
export type KernelWidth = number | 'median' | 'empirical'

/** Checks a width when a kernel is made. */
export function checkWidth(width: KernelWidth): void {
  if (width === 'median' || width === 'empirical' || (typeof width === 'number' && width > 0 && width < Infinity))
    return
  throw new CausalError(
    'invalid-argument',
    `the width is a number above 0, 'median' or 'empirical', got ${show(width)}.`,
    { width },
  )
}

/** The width s in exp(−d² / (2 s²)). */
export function widthOn(width: KernelWidth, { columns, raw, rowCount, conditions }: KernelSample): number {
  if (typeof width === 'number') return width
  if (width === 'median') return medianDistance(conditions === 0 ? raw : columns, rowCount)
  if (conditions > 0) return empiricalWidth(rowCount, conditions)
  return (rowCount < 200 ? 0.8 : rowCount < 1200 ? 0.5 : 0.3) / Math.sqrt(Math.max(1, columns.length))
}

/** The empirical width for a test given a conditioning set. */
export function empiricalWidth(rowCount: number, conditions: number): number {
  return (rowCount < 200 ? 1.2 : rowCount < 1200 ? 0.7 : 0.4) * Math.sqrt(conditions)
}
