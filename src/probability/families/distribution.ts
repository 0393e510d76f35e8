import { CausalError } from '../../errors.js'
import { checkedList } from '../../names.js'
import { show } from '../../show.js'

/**
 * A parametric family of distributions, or a finite list of values.
 *
 * @category Probability
 */
export type DistributionFamily =
  | 'normal'
  | 'uniform'
  | 'exponential'
  | 'laplace'
  | 'logistic'
  | 'gumbel'
  | 'logNormal'
  | 'gamma'
  | 'beta'
  | 'studentT'
  | 'poisson'
  | 'finite'

/**
 * A probability distribution as plain data: a family with its parameters, or finitely many values.
 *
 * `V` is what a draw holds: a number, or one of the states of a categorical variable.
 *
 * @category Probability
 */
export interface Distribution<V extends string | number = string | number> {
  /** What it is, so that it is told from other values. */
  readonly kind: 'distribution'
  /** The family. */
  readonly family: DistributionFamily
  /** The family's parameters by name; none for a finite one. */
  readonly parameters: Readonly<Record<string, number>>
  /** The values of a finite distribution, each once; null for a continuous family. */
  readonly values: readonly V[] | null
  /** Their probabilities, summing to one; null for a continuous family. */
  readonly probabilities: readonly number[] | null
}

/**
 * A distribution over finitely many values, which exact engines can enumerate.
 *
 * @category Probability
 */
export interface FiniteDistribution<V extends string | number = string | number> extends Distribution<V> {
  /** The family. */
  readonly family: 'finite'
  /** The values, each once. */
  readonly values: readonly V[]
  /** Their probabilities, summing to one. */
  readonly probabilities: readonly number[]
}

/** A frozen continuous distribution, its parameters checked: finite, and positive where named in `positive`. */
export function continuous(
  family: DistributionFamily,
  parameters: Record<string, number>,
  positive: readonly string[],
): Distribution<number> {
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== 'number' || !Number.isFinite(value) || (positive.includes(name) && value <= 0)) {
      const wanted = positive.includes(name) ? 'a positive number' : 'a finite number'
      throw new CausalError('invalid-argument', `${name} must be ${wanted}, got ${show(value)}.`, {
        [name]: value,
      })
    }
  }
  return Object.freeze({
    kind: 'distribution',
    family,
    parameters: Object.freeze(parameters),
    values: null,
    probabilities: null,
  })
}

/** A frozen finite distribution: probabilities checked to lie in [0, 1] and to sum to one within 1e-9, then scaled to do so. */
export function finite<V extends string | number>(
  values: readonly V[],
  probabilities: readonly number[],
): FiniteDistribution<V> {
  checkedList('values', values)
  checkedList('probabilities', probabilities)
  if (values.length === 0 || values.length !== probabilities.length) {
    const sizes = `${values.length} values and ${probabilities.length} probabilities`
    throw new CausalError('invalid-argument', `needs one probability for each of its values, got ${sizes}.`)
  }
  const seen = new Set<V>()
  let sum = 0
  for (const [i, value] of values.entries()) {
    const p = probabilities[i]!
    if (typeof p !== 'number' || !(p >= 0 && p <= 1 + 1e-9)) {
      const message = `the probability of ${show(value)} must lie between 0 and 1, got ${String(p)}.`
      throw new CausalError('not-probability', message, { value, probability: p })
    }
    if (typeof value !== 'string' && !Number.isFinite(value)) {
      throw new CausalError('invalid-argument', `a value must be a finite number or a state, got ${value}.`)
    }
    if (seen.has(value)) {
      throw new CausalError('duplicate-name', `the value ${show(value)} is given twice.`, { value })
    }
    seen.add(value)
    sum += p
  }
  if (Math.abs(sum - 1) > 1e-9) {
    throw new CausalError('not-probability', `the probabilities must sum to one, they sum to ${sum}.`, { sum })
  }
  return Object.freeze({
    kind: 'distribution',
    family: 'finite',
    parameters: Object.freeze({}),
    values: Object.freeze([...values]),
    probabilities: Object.freeze(probabilities.map((p) => p / sum)),
  })
}

/** Whether a value is a distribution made by this library. */
export function isDistribution(value: unknown): value is Distribution {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'distribution'
}
