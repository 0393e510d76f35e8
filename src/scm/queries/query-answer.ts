import type { Cell, Table } from '../../data/types.js'
import type { Factor } from '../../probability/types.js'
import type { Capability } from '../mechanisms/mechanism-types.js'

/**
 * The exact distribution of discrete variables: a factor over the targets.
 *
 * @category Models
 */
export interface DiscreteAnswer<N extends string = string> extends Factor<N> {
  /** Sums over finitely many states, by variable elimination. */
  readonly method: 'discrete'
  /** The probability of the evidence. */
  readonly evidenceProbability: number
}

/**
 * The exact distribution of linear-Gaussian variables.
 *
 * @category Models
 */
export interface GaussianAnswer<N extends string = string> {
  /** Covariance algebra. */
  readonly method: 'gaussian'
  /** The targets. */
  readonly names: readonly N[]
  /** Their means. */
  readonly mean: Float64Array
  /** Their covariance matrix, row-major. */
  readonly covariance: Float64Array
  /** The logarithm of the density of the evidence, of what it says beyond the certain. */
  readonly logDensity: number
}

/**
 * A normal distribution of the targets that are numbers, for some states of the discrete ones.
 *
 * @category Models
 */
export interface AnswerComponent {
  /** Its probability given the evidence. */
  readonly probability: number
  /** The states of the discrete targets, by name. */
  readonly states: Readonly<Record<string, Cell>>
  /** The means of the targets that are numbers, in the order of `names`. */
  readonly mean: Float64Array
  /** Their covariance matrix, row-major. */
  readonly covariance: Float64Array
}

/**
 * The exact distribution in a conditional linear-Gaussian model: a factor over the discrete targets, and a mixture of normal
 * distributions of those that are numbers.
 *
 * @category Models
 */
export interface MixtureAnswer<N extends string = string> extends Factor<N> {
  /**
   * Elimination of all numbers, then of the discrete variables (`mixture`); with `quadrature`, over one unknown number on which
   * choices depend, by points that are exact to rounding for means, covariances and probabilities.
   */
  readonly method: 'mixture' | 'quadrature'
  /** The targets that are numbers. */
  readonly names: readonly N[]
  /** Their means. */
  readonly mean: Float64Array
  /** Their covariance matrix, row-major. */
  readonly covariance: Float64Array
  /** The parts of the mixture; none where no target is a number. */
  readonly components: readonly AnswerComponent[]
  /** The logarithm of the probability (density, where it has numbers) of the evidence. */
  readonly logDensity: number
}

/**
 * The values of the targets, where the evidence determines them.
 *
 * @category Models
 */
export interface UnitAnswer<T> {
  /** The noise was found from the evidence. */
  readonly method: 'unit'
  /** The targets' values by name. */
  readonly values: Readonly<T>
}

/**
 * Weighted draws of the targets.
 *
 * @category Models
 */
export interface SamplesAnswer<T> {
  /** Importance sampling. */
  readonly method: 'samples'
  /**
   * Where the noise was drawn from: the model's own distributions (`prior`), or, where draws from these were worth little,
   * distributions that four independent streams fitted to the evidence (`adapted`).
   */
  readonly proposal: 'prior' | 'adapted'
  /** One row a draw. */
  readonly table: Table<T>
  /** The weights of the rows; they sum to one. */
  readonly weights: Float64Array
  /** (Σ w)² / Σ w²: how many independent draws they are worth. */
  readonly effectiveSampleSize: number
  /** The logarithm of the estimated probability, or density, of the evidence. */
  readonly logEvidence: number
  /** Where the draws are worth too few independent ones for means and errors made from them: so says a sentence here. */
  readonly warnings: readonly string[]
}

/**
 * The evidence is impossible in this model.
 *
 * @category Models
 */
export interface ImpossibleEvidence {
  /** No conditional distribution exists. */
  readonly method: 'zero-probability'
  /** The evidence. */
  readonly given: Readonly<Record<string, Cell>>
}

/**
 * The most probable assignment to the variables of a discrete model.
 *
 * @category Models
 */
export interface MostProbable<T> {
  /** A maximum over finitely many states, found exactly. */
  readonly method: 'discrete'
  /** A value for each variable that was asked about; of several that are equally probable, one. */
  readonly assignment: Readonly<T>
  /** The probability of the assignment given the evidence. */
  readonly probability: number
}

/**
 * What {@link query} found, told apart by `method`.
 *
 * @category Models
 */
export type QueryAnswer<T, C extends Capability = Capability> = 'enumerate' extends C
  ? Capability extends C
    ?
        | DiscreteAnswer<keyof T & string>
        | GaussianAnswer<keyof T & string>
        | MixtureAnswer<keyof T & string>
        | UnitAnswer<T>
        | SamplesAnswer<T>
        | ImpossibleEvidence
    : DiscreteAnswer<keyof T & string> | ImpossibleEvidence
  :
      | DiscreteAnswer<keyof T & string>
      | GaussianAnswer<keyof T & string>
      | MixtureAnswer<keyof T & string>
      | UnitAnswer<T>
      | SamplesAnswer<T>
      | ImpossibleEvidence
