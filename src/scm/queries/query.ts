import { makeTable } from '../../data/tables/make-table.js'
import type { Cell, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Factor } from '../../probability/types.js'
import { answerTerms, type Result } from '../engines/answer.js'
import { tableColumn } from '../engines/node-column.js'
import { eventTerms } from '../engines/terms.js'
import type { AnyScm, Capability, Scm } from '../models/types.js'
import { type Conditions, drawOptions } from './expectation.js'

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
  /** Likelihood weighting. */
  readonly method: 'samples'
  /** One row a draw. */
  readonly table: Table<T>
  /** The weights of the rows; they sum to one. */
  readonly weights: Float64Array
  /** (Σ w)² / Σ w²: how many independent draws they are worth. */
  readonly effectiveSampleSize: number
  /** The logarithm of the estimated probability, or density, of the evidence. */
  readonly logEvidence: number
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
 * What {@link query} found, told apart by `method`.
 *
 * @category Models
 */
export type QueryAnswer<T, C extends Capability = Capability> = 'enumerate' extends C
  ? Capability extends C
    ?
        | DiscreteAnswer<keyof T & string>
        | GaussianAnswer<keyof T & string>
        | UnitAnswer<T>
        | SamplesAnswer<T>
        | ImpossibleEvidence
    : DiscreteAnswer<keyof T & string> | ImpossibleEvidence
  :
      | DiscreteAnswer<keyof T & string>
      | GaussianAnswer<keyof T & string>
      | UnitAnswer<T>
      | SamplesAnswer<T>
      | ImpossibleEvidence

/**
 * The joint distribution of variables, under interventions and given evidence.
 *
 * Exact by elimination where all that matters is discrete, exact by covariance algebra where it is linear with normal
 * noise, exact where the evidence determines the noise; otherwise weighted draws. `method` says which. Evidence is read in
 * the world in which `do` is done; for evidence from another world see {@link counterfactual} and {@link queryTerms}.
 *
 * @param model - the model
 * @param targets - the variables asked for
 * @param conditions - `given`, `do`, and `draws` and `seed` for the case that draws are needed
 * @returns a factor, a normal distribution, values, or weighted draws; `zero-probability` with the evidence where it is
 *   impossible
 * @throws CausalError `unknown-name`; `too-large` with the predicted size where exact elimination is out of reach;
 *   `zero-support` where no draw agrees with the evidence
 * @complexity exact: exponential in the width of the elimination order; Gaussian: O((targets + evidence) × (variables +
 *   edges)); draws: O(draws × (variables + edges))
 * @category Models
 * @example
 * const model = scm({
 *   S: categorical({ low: 0.3, high: 0.7 }),
 *   C: cpt(['S'], { low: { yes: 0.1, no: 0.9 }, high: { yes: 0.6, no: 0.4 } }),
 * })
 * query(model, ['S'], { given: { C: 'yes' } }).values
 * //=> [0.0667, 0.9333]
 * query(model, ['S'], { do: { C: 'yes' } }).values
 * //=> [0.3, 0.7]
 */
export function query<T, C extends Capability, K extends 'dag' | 'admg', const N extends keyof T & string>(
  model: Scm<T, C, K>,
  targets: readonly N[],
  conditions: Conditions<NoInfer<T>> = {},
): QueryAnswer<Pick<T, N>, C> {
  return calledAs('query', () => {
    checkOptions('conditions', conditions, ['given', 'do', 'draws', 'seed'])

    if (!Array.isArray(targets)) {
      throw new CausalError('invalid-argument', `the targets must be a list of variables, got ${String(targets)}.`)
    }
    const { given, do: act, draws, seed } = checkedObject('conditions', conditions) as Conditions<Record<string, never>>
    const terms = targets.map((variable) => (act === undefined ? { variable } : { variable, do: act }))
    const result = answerTerms(model as AnyScm, terms, eventTerms(given, act), drawOptions(draws, seed))
    return publicAnswer(targets, result, {
      ...pastEvidence(model as AnyScm),
      ...(given as unknown as Record<string, Cell>),
    }) as QueryAnswer<Pick<T, N>, C>
  })
}

/** The evidence in a model's past, by name. */
export function pastEvidence(model: AnyScm): Record<string, Cell> {
  return Object.fromEntries(model.past.flatMap(({ given }) => given))
}

/** What an engine found, with names. */
export function publicAnswer(
  names: readonly string[],
  result: Result,
  given: Readonly<Record<string, Cell>>,
): QueryAnswer<Record<string, Cell>> {
  switch (result.method) {
    case 'discrete':
      return Object.freeze({
        method: result.method,
        variables: Object.freeze(
          names.map((name, k) => Object.freeze({ name, states: Object.freeze(result.states[k]!.map(String)) })),
        ),
        values: result.values,
        evidenceProbability: result.evidenceProbability,
      })
    case 'gaussian':
      return Object.freeze({ ...result, names: Object.freeze([...names]) })
    case 'unit':
      return Object.freeze({
        method: result.method,
        values: Object.freeze(Object.fromEntries(names.map((name, k) => [name, result.values[k]!]))),
      })
    case 'samples':
      return Object.freeze({
        method: result.method,
        table: makeTable(names, result.weights.length, result.columns.map(tableColumn)),
        weights: result.weights,
        effectiveSampleSize: result.effectiveSampleSize,
        logEvidence: result.logEvidence,
      })
    case 'zero-probability':
      return Object.freeze({ method: result.method, given: Object.freeze({ ...given }) })
  }
}
