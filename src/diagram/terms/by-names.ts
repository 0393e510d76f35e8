import { CausalError } from '../../errors.js'
import type { Factor, Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import { sameWires } from './indexed.js'
import { range, typeText } from './make.js'

/** A list of names, with what it belongs to. */
export interface NamedList {
  /** As it begins a sentence: `the prior`. */
  readonly what: string
  readonly names: readonly string[]
}

/**
 * For each of the wanted names its position among the given ones. Names match names; only where both lists are the same,
 * one by one, may a name stand in them twice.
 */
export function positionsByName(wanted: NamedList, given: NamedList): number[] {
  if (sameWires(wanted.names, given.names)) return range(wanted.names.length)
  const at = new Map(given.names.map((name, i) => [name, i]))
  const unique = at.size === given.names.length && new Set(wanted.names).size === wanted.names.length
  const positions = wanted.names.map((name) => at.get(name) ?? -1)
  if (unique && wanted.names.length === given.names.length && !positions.includes(-1)) return positions
  throw new CausalError(
    'type-mismatch',
    `${given.what} is over ${typeText(given.names)}, but ${wanted.what} over ${typeText(wanted.names)}: they must have the same names.`,
    { actual: given.names, expected: wanted.names },
  )
}

/** The values of a table with its axes as asked and, on each axis, its states in the order of the wanted variable. */
export function alignedValues(
  what: string,
  table: Factor,
  axes: readonly number[],
  wanted: readonly Variable[],
): Float64Array {
  const strides = new Array<number>(table.variables.length)
  let size = 1
  for (let k = strides.length - 1; k >= 0; k--) {
    strides[k] = size
    size *= table.variables[k]!.states.length
  }
  // for each wanted variable and each of its states, how far it is from the first cell
  const offsets = wanted.map(({ name, states }, k) => {
    const own = table.variables[axes[k]!]!.states
    const from = states.map((state) => own.indexOf(state))
    if (own.length !== states.length || from.includes(-1)) {
      throw new CausalError(
        'type-mismatch',
        `the states of ${show(name)} are ${typeText(own)} in ${what}, but ${typeText(states)} where it is used: they must have the same names.`,
        { variable: name, actual: own, expected: states },
      )
    }
    return from.map((s) => s * strides[axes[k]!]!)
  })
  const values = new Float64Array(size)
  const state = wanted.map(() => 0)
  for (let cell = 0; cell < size; cell++) {
    let at = 0
    for (let k = 0; k < state.length; k++) at += offsets[k]![state[k]!]!
    values[cell] = table.values[at]!
    for (let k = state.length - 1; k >= 0 && ++state[k]! === wanted[k]!.states.length; k--) state[k] = 0
  }
  return values
}
