import type { Cell } from '../../data/types.js'
import type { Distribution } from '../../probability/families/distribution.js'

/**
 * A variable that is its own noise.
 *
 * @category Models
 */
export interface RootLaw {
  /** Which computation. */
  readonly family: 'root'
  /** The parents: none. */
  readonly parents: readonly string[]
  /** How it is drawn. */
  readonly noise: Distribution
}

/**
 * A variable that an open model leaves to its user.
 *
 * @category Models
 */
export interface InputLaw {
  /** Which computation. */
  readonly family: 'input'
  /** The parents: none. */
  readonly parents: readonly string[]
  /** The states it may take; null for any number. */
  readonly states: readonly Cell[] | null
}

/**
 * A variable that is set to a value.
 *
 * @category Models
 */
export interface ConstantLaw {
  /** Which computation. */
  readonly family: 'constant'
  /** The parents: none. */
  readonly parents: readonly string[]
  /** The value. */
  readonly value: Cell
  /** The states that the variable had before; null where they were not declared. */
  readonly states: readonly Cell[] | null
}

/**
 * A weighted sum of the parents, an intercept and noise.
 *
 * @category Models
 */
export interface LinearLaw {
  /** Which computation. */
  readonly family: 'linear'
  /** The parents. */
  readonly parents: readonly string[]
  /** One weight for each parent. */
  readonly coefficients: readonly number[]
  /** The constant term. */
  readonly intercept: number
  /** The noise that is added; null for none. */
  readonly noise: Distribution<number> | null
}

/**
 * Any function of the parents and the noise.
 *
 * @category Models
 */
export interface FunctionLaw {
  /** Which computation. */
  readonly family: 'function'
  /** The parents. */
  readonly parents: readonly string[]
  /** The noise; null for none. */
  readonly noise: Distribution | null
  /** The value from the parents' values by name, and the noise. */
  readonly evaluate: (parents: Readonly<Record<string, Cell>>, noise: Cell) => Cell
  /** The noise from the value and the parents' values; null where it is not known. */
  readonly invert: ((value: Cell, parents: Readonly<Record<string, Cell>>) => Cell) | null
  /** The logarithm of |d value / d noise| from the noise and the parents' values; null: by differences. */
  readonly logSlope: ((noise: number, parents: Readonly<Record<string, Cell>>) => number) | null
  /** How the value is a weighted sum of some parents and the noise, given the other parents; without it, that is not known. */
  readonly affine?: Affine
  /** What is known of the value where it takes steps as the noise grows; without it, nothing is. */
  readonly steps?: Steps
}

/**
 * A value that takes steps as its noise grows, such as a count: it has no inverse, as many noises give one value, and yet a known
 * probability.
 *
 * @category Models
 */
export interface Steps {
  /** The logarithm of the probability of a value given the parents; −∞ for what it cannot be. */
  readonly logProbability: (value: Cell, parents: Readonly<Record<string, Cell>>) => number
  /** One of the noises that give a possible value: the one that a share (between 0 and 1) of their probability lies below. */
  readonly noiseAt: (value: Cell, parents: Readonly<Record<string, Cell>>, share: number) => Cell
}

/**
 * A weighted sum of some parents and the noise, whose weights the other parents say.
 *
 * @category Models
 */
export interface Affine {
  /** The parents that are added up. */
  readonly numbers: readonly string[]
  /** From the values of the other parents: the constant, the weight of the noise, then one weight for each of `numbers`. */
  readonly weights: (parents: Readonly<Record<string, Cell>>) => readonly number[]
  /** The states of the first parents, as texts, for which there are weights; without it, any. */
  readonly parentStates?: readonly (readonly string[])[]
}

/**
 * How the noise of a random choice picks a state, without which a table of probabilities has no counterfactuals: by
 * `quantile` (one uniform number, states in order) or `gumbel-max` (one Gumbel number for each state).
 *
 * @category Models
 */
export type Response = 'quantile' | 'gumbel-max'

/**
 * A random choice of a state, with probabilities that depend on the parents.
 *
 * @category Models
 */
export interface ChoiceLaw {
  /** Which computation. */
  readonly family: 'choice'
  /** The parents. */
  readonly parents: readonly string[]
  /** The states. */
  readonly states: readonly Cell[]
  /** The states of each parent as texts, where the probabilities are a table; null where they are a formula. */
  readonly parentStates: readonly (readonly string[])[] | null
  /** The table: a row of probabilities for each combination of parents' states, last parent fastest. */
  readonly table: Float64Array | null
  /** The formula: weights of each state, `[intercept, one for each parent]`, of a softmax; null for a table. */
  readonly logits: readonly (readonly number[])[] | null
  /** How the noise picks a state; null: not stated. */
  readonly response: Response | null
}

/**
 * A state that is looked up in a table by the parents' states.
 *
 * @category Models
 */
export interface TableLaw {
  /** Which computation. */
  readonly family: 'table'
  /** The parents. */
  readonly parents: readonly string[]
  /** The states of each parent as texts. */
  readonly parentStates: readonly (readonly string[])[]
  /** The states. */
  readonly states: readonly Cell[]
  /** Positions in `states`, for each combination of parents' states, last parent fastest. */
  readonly entries: Int32Array
}

/**
 * The natural value of a variable, changed.
 *
 * @category Models
 */
export interface ModifiedLaw {
  /** Which computation. */
  readonly family: 'modified'
  /** The parents of the natural value and of the change. */
  readonly parents: readonly string[]
  /** How the natural value comes about. */
  readonly base: Law
  /** What is done to it: plus, times, or a law with the variable itself among its parents. */
  readonly change: { readonly change: 'shift' | 'scale'; readonly amount: number } | Law
}

/**
 * The computation of a mechanism, as data.
 *
 * @category Models
 */
export type Law = RootLaw | InputLaw | ConstantLaw | LinearLaw | FunctionLaw | ChoiceLaw | TableLaw | ModifiedLaw
