/**
 * A discrete variable: a name and its states in order.
 *
 * @category Probability
 */
export interface Variable<N extends string = string> {
  /** The variable's name. */
  readonly name: N
  /** Its states, each once. */
  readonly states: readonly string[]
}

/**
 * A discrete table: one number for each combination of states.
 *
 * `values` is row-major with the last variable fastest. It may hold a joint distribution, a conditional one, or counts:
 * its maker says which.
 *
 * @category Probability
 */
export interface Factor<N extends string = string> {
  /** The axes, in order. A factor without variables holds one number. */
  readonly variables: readonly Variable<N>[]
  /** One value a cell; its length is the product of the numbers of states. */
  readonly values: Float64Array
}

/**
 * A place in a sequence of random numbers, as a plain frozen value: drawing from it never changes it.
 *
 * It can be stored as JSON and taken up again, in another engine too, with the same numbers to come.
 *
 * @category Probability
 */
export interface RandomStream {
  /** The 128 bits of state of xoshiro128**, as four signed 32-bit integers that are not all zero. */
  readonly words: readonly [number, number, number, number]
}
