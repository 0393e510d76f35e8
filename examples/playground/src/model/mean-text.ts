import type { Mean } from './answers'
import { tidy } from './settings'

/** A mean as text: a number where it is exact, with its error where it was drawn, a dash where it cannot be. */
export function meanText(mean: Mean | undefined): string {
  if (mean === undefined) return '–'
  if (mean.value === undefined) return mean.why === undefined ? 'cannot happen' : 'not found'
  return mean.exact ? tidy(mean.value) : `${tidy(mean.value)} ± ${tidy(2 * mean.error)}`
}
