import type { MechanismCheck } from '../incident-types.js'
import { meanOf } from './sum-of.js'

/** What is left after, by mean and standard deviation (divisor n) of what was left before. */
export function standardizedRaw({ raw }: MechanismCheck): Float64Array {
  const mean = meanOf(raw.before)
  const scale = Math.sqrt(meanOf(raw.before.map((r) => (r - mean) ** 2)))
  return raw.after.map((r) => (r - mean) / scale)
}
