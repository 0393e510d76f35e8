import type { CallArgument, SuggestedCall } from './call-types.js'

/** The table that was diagnosed. */
export const TABLE: CallArgument = Object.freeze({ use: 'table' })

/** A function itself, such as a test that another function makes. */
export const use = (name: string): CallArgument => Object.freeze({ use: name })

/** A call; empty records of options are left out. */
export function call(name: string, ...given: readonly CallArgument[]): SuggestedCall {
  const filled = given.filter((one) => !isEmpty(one))
  return Object.freeze({ call: name, with: Object.freeze(filled) })
}

export const fieldOf = (field: string, of: SuggestedCall): CallArgument => Object.freeze({ field, of })

function isEmpty(value: CallArgument): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}

/** The kinds of an argument. */
export function isCall(value: CallArgument): value is SuggestedCall {
  return typeof value === 'object' && value !== null && 'call' in value && 'with' in value && Array.isArray(value.with)
}
export function isUse(value: CallArgument): value is { readonly use: string } {
  return typeof value === 'object' && value !== null && 'use' in value && Object.keys(value).length === 1
}
export function isField(value: CallArgument): value is { readonly field: string; readonly of: SuggestedCall } {
  return typeof value === 'object' && value !== null && 'field' in value && 'of' in value
}
