import { forgetNear, type LevelContext, noteNear, removePair } from './skeleton-state.js'

/** The natural logarithm of a p-value; undefined, and noted, where the test could not be made. */
export function ask(
  { queries, skeleton }: LevelContext,
  x: number,
  y: number,
  given: Int32Array,
  size: number,
): number | undefined {
  skeleton.tests++
  const logP = queries.logPValue(x, y, given, size)
  if (logP === undefined) skeleton.untested.note(x, y, given, size)
  else skeleton.made[x * skeleton.size + y] = skeleton.made[y * skeleton.size + x] = 1
  return logP
}

/**
 * Tests one pair given `given[0 … size − 1]`, and removes its edge when it is independent. A test that could not be made
 * is no evidence: the edge stays.
 */
export function tryToSeparate(context: LevelContext, x: number, y: number, given: Int32Array, size: number): boolean {
  const logP = ask(context, x, y, given, size)
  if (logP === undefined) return false
  const { skeleton, logAlpha } = context
  const independent = logP > logAlpha
  const isNear = Math.abs(logP - logAlpha) < Math.LN2
  if (independent) removePair(skeleton, x, y, given, size)
  if (isNear) noteNear(skeleton, { x, y, given, size, closeness: logP, removes: independent })
  else if (independent) forgetNear(skeleton, x, y)
  return independent
}
