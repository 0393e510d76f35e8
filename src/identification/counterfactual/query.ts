/**
 * The value that a variable takes in another world of the same unit: what nests counterfactuals.
 *
 * @category Identification
 */
export interface NaturalValue<N extends string = string, V extends N = N> {
  /** The variable: the same that is set to it. */
  readonly variable: V
  /** What is set in that world; nothing, when left out, is the world as it is. */
  readonly do?: CounterfactualWorld<N>
}

/**
 * What is set in a world: each variable to a state (a number stands for the state of that name), or to the value that it
 * takes in another world. `{ X: 1, M: { variable: 'M', do: { X: 0 } } }` is treatment with the mediator of no treatment.
 *
 * @category Identification
 */
export type CounterfactualWorld<N extends string = string> = {
  readonly [K in N]?: string | number | NaturalValue<N, K>
}

/**
 * A variable having a value in a world: `{ variable: 'Y', value: 1, do: { X: 0 } }` is Y = 1 had X been 0.
 *
 * @category Identification
 */
export interface CounterfactualEvent<N extends string = string> {
  /** The variable. */
  readonly variable: N
  /** Its value: a state, or a number, which stands for the state of that name. */
  readonly value: string | number
  /** What is set in this world; nothing, when left out, is the world as it is. */
  readonly do?: CounterfactualWorld<N>
}

/**
 * A counterfactual query: P(event | given), each a conjunction over any number of worlds.
 *
 * @category Identification
 */
export interface CounterfactualQuery<N extends string = string> {
  /** What is asked for. */
  readonly event: CounterfactualEvent<N> | readonly CounterfactualEvent<N>[]
  /** What is known. */
  readonly given?: CounterfactualEvent<N> | readonly CounterfactualEvent<N>[]
}
