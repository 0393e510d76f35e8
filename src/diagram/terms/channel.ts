import type { Factor, Variable } from '../../probability/types.js'

/**
 * A channel between finite objects: a table over its inputs and its outputs, the outputs fastest.
 *
 * It is a {@link Factor} that also says how many of its variables are inputs; a channel without inputs is a state, such as
 * a joint distribution. In contrast to other factors an object may stand several times among its variables.
 *
 * @category Diagrams
 */
export interface Channel<N extends string = string> extends Factor<N> {
  /** How many of the variables, from the first on, are inputs. */
  readonly inputs: number
  /** What it took to compute: multiplications and additions, and the cells of the largest table made on the way. */
  readonly cost?: { readonly operations: number; readonly largest: number }
}

/** A frozen channel. */
export function makeChannel<N extends string>(
  variables: readonly Variable<N>[],
  inputs: number,
  values: Float64Array,
  cost?: { operations: number; largest: number },
): Channel<N> {
  return Object.freeze({
    variables: Object.freeze(
      variables.map((v) => Object.freeze({ name: v.name, states: Object.freeze([...v.states]) })),
    ),
    values,
    inputs,
    ...(cost === undefined ? {} : { cost: Object.freeze(cost) }),
  })
}
