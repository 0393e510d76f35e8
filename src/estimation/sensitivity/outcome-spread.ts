import { CausalError } from '../../errors.js'
import { outcomeOf } from '../core/columns/coded-columns.js'
import { askedOf } from '../core/question/asked-effects.js'
import { readSource } from '../core/question/effect-source.js'
import type { EstimatedEffect } from '../core/types/effect.js'

/** The standard deviation of an effect's outcome in the rows that it was estimated from (divisor n − 1). */
export function outcomeSpread(effect: EstimatedEffect): number {
  const asked = askedOf(effect)
  if (asked === null) {
    throw new CausalError(
      'invalid-argument',
      'the rows behind this effect are not known (a copy, or read from JSON): give { standardizedDifference, standardError }.',
      {},
    )
  }
  const read = readSource(asked.source)
  const { outcome } = effect.specification
  if (read.kind === 'moments') {
    const at = read.moments.names.indexOf(outcome)
    return Math.sqrt(read.moments.covariance[at * read.moments.names.length + at]!)
  }
  const { values } = outcomeOf(read.table, outcome, effect.diagnostics['event'] as string | undefined)
  const weight = (i: number): number => (read.kind === 'counts' ? read.counts[i]! : 1)
  let [total, sum, square] = [0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    total += weight(i)
    sum += weight(i) * values[i]!
  }
  for (let i = 0; i < values.length; i++) square += weight(i) * (values[i]! - sum / total) ** 2
  return Math.sqrt(square / (total - 1))
}
