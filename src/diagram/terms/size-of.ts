import type { Variable } from '../../probability/types.js'

/** The number of combinations of states. */
export function sizeOf(variables: readonly Variable[]): number {
  return variables.reduce((size, v) => size * v.states.length, 1)
}
