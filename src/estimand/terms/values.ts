import { CausalError } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { EstimandValue } from './types.js'

/** A value given by its variable's name alone, or in full. */
export type ValueInput<N extends string> = N | EstimandValue<N>

/** Values from names or values, frozen, each once. */
export function valuesOf<N extends string>(
  inputs: ValueInput<N> | readonly ValueInput<N>[] | undefined,
): readonly EstimandValue<N>[] {
  const list = inputs === undefined ? [] : Array.isArray(inputs) ? inputs : [inputs]
  const values: EstimandValue<N>[] = []
  const seen = new Set<string>()
  for (const input of list as readonly ValueInput<N>[]) {
    const value = typeof input === 'string' ? { variable: input, prime: 0 } : input
    if (
      typeof value !== 'object' ||
      value === null ||
      typeof value.variable !== 'string' ||
      value.variable === '' ||
      !Number.isInteger(value.prime ?? 0) ||
      (value.prime ?? 0) < 0
    ) {
      throw new CausalError(
        'invalid-argument',
        `expected a variable's name or { variable, prime, state }, got ${show(input)}.`,
        { value: input },
      )
    }
    checkOptions('value', value, ['variable', 'prime', 'state'], { prime: 'number' })
    const copy: EstimandValue<N> = Object.freeze({
      variable: value.variable,
      prime: value.state === undefined ? (value.prime ?? 0) : 0,
      ...(value.state === undefined ? {} : { state: value.state }),
    })
    const key = copy.state === undefined ? `${copy.prime} ${copy.variable}` : `= ${show([copy.variable, copy.state])}`
    if (seen.has(key)) {
      throw new CausalError('duplicate-name', `${show(value.variable)} is given twice.`, {
        name: value.variable,
      })
    }
    seen.add(key)
    values.push(copy)
  }
  return Object.freeze(values)
}

export function sameValue(a: EstimandValue, b: EstimandValue): boolean {
  return a.variable === b.variable && a.prime === b.prime && a.state === b.state
}
