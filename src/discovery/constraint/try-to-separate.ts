import type { Queries } from './queries.js'
import { forgetNear, noteNear, removePair, type Skeleton } from './skeleton-state.js'

/** Tests one pair given `given[0 … size − 1]` and removes its edge when it is independent. */
export function tryToSeparate(
  queries: Queries,
  skeleton: Skeleton,
  logAlpha: number,
  x: number,
  y: number,
  given: Int32Array,
  size: number,
): boolean {
  skeleton.tests++
  const logP = queries.logPValue(x, y, given, size)
  if (logP === undefined) return false
  const isNear = Math.abs(logP - logAlpha) < Math.LN2
  if (logP <= logAlpha) {
    if (isNear) noteNear(skeleton, x, y, given, size, logP, false)
    return false
  }
  removePair(skeleton, x, y, given, size)
  if (isNear) noteNear(skeleton, x, y, given, size, logP, true)
  else forgetNear(skeleton, x, y)
  return true
}
