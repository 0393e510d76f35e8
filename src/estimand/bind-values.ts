import { CausalError } from '../errors.js'
import { numbered, toEstimand } from './convert.js'
import type { Estimand } from './types.js'
import { checkEstimand, type ValueInput, valuesOf } from './values.js'

/** A binder over an expression, tidied. */
export function bindValues<N extends string>(
  where: string,
  type: 'sum' | 'any',
  over: ValueInput<N> | readonly ValueInput<N>[],
  body: Estimand<N>,
): Estimand<N> {
  checkEstimand(where, body)
  const values = valuesOf(where, over)
  if (values.some((v) => v.state !== undefined)) {
    throw new CausalError(where, 'invalid-argument', 'a fixed state cannot be bound.')
  }
  if (values.length === 0) return body
  const { symbols, exprs } = numbered(where, [{ type, over: values, body }])
  return toEstimand<N>({ symbols, expr: exprs[0]! })
}
