/** Pairs whose order everybody reads the same way, so that nothing needs to be said of it. */
const plainPairs: ReadonlySet<string> = new Set([
  'no yes',
  'n y',
  'false true',
  'f t',
  'absent present',
  'negative positive',
  'control treated',
  'control treatment',
  'low high',
  'untreated treated',
  'unexposed exposed',
])

/**
 * Whether the order of two categories comes from the alphabet and says nothing of its own: not a declared order that runs
 * against the alphabet, not numbers in their order, not a pair such as no and yes. A table does not keep whether its levels
 * were declared; a declared order that is the alphabet's counts as the alphabet's.
 */
export function alphabetical([first, second]: readonly [string, string]): boolean {
  if (first > second) return false
  if (plainPairs.has(`${first.trim().toLowerCase()} ${second.trim().toLowerCase()}`)) return false
  return first.trim() === '' || second.trim() === '' || !(Number(first) < Number(second))
}
