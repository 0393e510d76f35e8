import { CausalError } from '../../errors.js'
import { checkEstimand } from './check-estimand.js'
import { numbered, toEstimand } from './convert.js'
import type { Estimand } from './types.js'
import { type ValueInput, valuesOf } from './values.js'

/** A binder over an expression, tidied. */
export function bindValues<N extends string>(
  type: 'sum' | 'any',
  over: ValueInput<N> | readonly ValueInput<N>[],
  body: Estimand<N>,
): Estimand<N> {
  checkEstimand(body)
  const values = valuesOf(over)
  if (values.some((v) => v.state !== undefined)) {
    throw new CausalError(
      'invalid-argument',
      'a value that is already a state cannot be bound: bind free values, such as Y.',
    )
  }
  if (values.length === 0) return body
  const { symbols, exprs } = numbered([{ type, over: values, body }])
  return toEstimand<N>({ symbols, expr: exprs[0]! })
}
