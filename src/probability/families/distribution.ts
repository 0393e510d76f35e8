import { type Known, knownValues } from '../../checked.js'
import { CausalError } from '../../errors.js'
import { checkedList, checkedObject, quoteNames } from '../../names.js'
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

/** The distributions that need no check. */
export const knownDistributions: Known<Distribution> = knownValues()

/** The parameters of each continuous family, true where one must be positive. */
const parametersOf: ReadonlyMap<DistributionFamily, Readonly<Record<string, boolean>>> = new Map([
  ['normal', { mean: false, sd: true }],
  ['uniform', { low: false, high: false, width: true }],
  ['exponential', { rate: true }],
  ['laplace', { location: false, scale: true }],
  ['logistic', { location: false, scale: true }],
  ['gumbel', { location: false, scale: true }],
  ['logNormal', { mean: false, sd: true }],
  ['gamma', { shape: true, scale: true }],
  ['beta', { a: true, b: true }],
  ['studentT', { df: true, location: false, scale: true }],
  ['poisson', { rate: true }],
] satisfies [DistributionFamily, Record<string, boolean>][])

/** A frozen distribution of a family other than the finite one, its parameters checked. */
export function continuous(
  family: DistributionFamily,
  parameters: Readonly<Record<string, number>>,
): Distribution<number> {
  checkParameters(family, parameters)
  return knownDistributions.made(
    Object.freeze({
      kind: 'distribution',
      family,
      parameters: Object.freeze(parameters),
      values: null,
      probabilities: null,
    }),
  )
}

/** Throws unless the parameters are those of the family, each finite, and positive where it must be. */
export function checkParameters(family: DistributionFamily, parameters: Readonly<Record<string, number>>): void {
  const known = parametersOf.get(family)
  if (known === undefined) {
    const families = quoteNames([...parametersOf.keys(), 'finite'], Number.POSITIVE_INFINITY)
    const message = `there is no family ${show(family)} of distributions: there are ${families}.`
    throw new CausalError('invalid-argument', message, { family })
  }
  checkedObject('parameters', parameters)
  for (const [name, isPositive] of Object.entries(known)) {
    const value = parameters[name]
    if (typeof value === 'number' && Number.isFinite(value) && !(isPositive && value <= 0)) continue
    const wanted = isPositive ? 'a positive number' : 'a finite number'
    throw new CausalError('invalid-argument', `${name} must be ${wanted}, got ${show(value)}.`, { [name]: value })
  }
}

/** A frozen finite distribution: probabilities checked to lie in [0, 1] and to sum to one within 1e-9, then scaled to do so. */
export function finite<V extends string | number>(
  values: readonly V[],
  probabilities: readonly number[],
): FiniteDistribution<V> {
  const sum = checkProbabilities(values, probabilities)
  return knownDistributions.made(
    Object.freeze({
      kind: 'distribution',
      family: 'finite',
      parameters: Object.freeze({}),
      values: Object.freeze([...values]),
      probabilities: Object.freeze(probabilities.map((p) => p / sum)),
    }),
  )
}

/** Throws unless the values are each there once and have probabilities that sum to one within 1e-9; gives the sum. */
export function checkProbabilities(values: readonly (string | number)[], probabilities: readonly number[]): number {
  checkedList('values', values)
  checkedList('probabilities', probabilities)
  if (values.length === 0 || values.length !== probabilities.length) {
    const sizes = `${values.length} values and ${probabilities.length} probabilities`
    throw new CausalError('invalid-argument', `needs one probability for each of its values, got ${sizes}.`)
  }
  const seen = new Set<string | number>()
  let sum = 0
  for (const [i, value] of values.entries()) {
    const p = probabilities[i]!
    if (typeof p !== 'number' || !(p >= 0 && p <= 1 + 1e-9)) {
      const message = `the probability of ${show(value)} must lie between 0 and 1, got ${show(p)}.`
      throw new CausalError('not-probability', message, { value, probability: p })
    }
    if (typeof value !== 'string' && !Number.isFinite(value)) {
      throw new CausalError('invalid-argument', `a value must be a finite number or a state, got ${show(value)}.`)
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
  return sum
}

/** Whether a value is a distribution by its tag; `checkDistribution` looks closer. */
export function isDistribution(value: unknown): value is Distribution {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'distribution'
}
