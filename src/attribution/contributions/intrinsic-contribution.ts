import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Scm } from '../../scm/models/types.js'
import { query } from '../../scm/queries/query.js'
import { show } from '../../show.js'
import { linearForm } from './linear-weights.js'
import { exactShapley } from './shapley-values.js'
import { shownStates } from './shown-states.js'

/** More discrete noises than this are not enumerated. */
const mostNoises = 16

/**
 * How much of a variable's variance each noise brings in: the intrinsic causal contribution (Janzing, Blöbaum, Mastakouri,
 * Faller, Minorics & Budhathoki 2024).
 *
 * In a linear model it is weight² times the noise's variance. In a discrete model whose randomness is all in exogenous
 * variables it is the Shapley value of Var(E[target | the noises of a set]). Both are exact, and sum to the variance.
 *
 * @param model - a model that is linear up to the target, or discrete with deterministic mechanisms
 * @param target - a variable that holds numbers
 * @returns the contribution of each variable's noise, in the order of the model's variables
 * @throws CausalError `unknown-name`; `type-mismatch` for a target of named states; `not-supported` for other models;
 *   `too-large` above 16 discrete noises
 * @complexity linear: O(variables + edges); discrete: 2^noises times the combinations of their states
 * @category Attribution
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * intrinsicContribution(model, 'Y')
 * //=> [{ variable: 'X', value: 4 }, { variable: 'Y', value: 1 }]
 */
export function intrinsicContribution<T, C extends Capability>(
  model: Scm<T, C>,
  target: keyof NoInfer<T> & string,
): readonly { readonly variable: keyof T & string; readonly value: number }[] {
  return calledAs('intrinsicContribution', () => {
    const untyped = model as unknown as AnyScm
    const { names } = structureOf(untyped)
    const form = linearForm(untyped, target)
    const values =
      form === null
        ? discreteContributions(untyped, target)
        : form.weights.map((weight, i) => weight * weight * form.variances[i]!)
    return Object.freeze(
      names.map((variable, i) => Object.freeze({ variable: variable as keyof T & string, value: values[i]! })),
    )
  })
}

function discreteContributions(model: AnyScm, target: string): Float64Array {
  const { names, index, parents } = structureOf(model)
  const bears = new Uint8Array(names.length)
  const stack = [lookUp('variable', index, target)]
  while (stack.length > 0) {
    const i = stack.pop()!
    if (bears[i] === 1) continue
    bears[i] = 1
    stack.push(...parents[i]!)
  }
  const noises = names.flatMap((_, i) => (bears[i] === 1 && model.laws[i]!.family === 'root' ? [i] : []))
  if (noises.length > mostNoises)
    throw new CausalError('too-large', `${noises.length} noises bear on ${show(target)} (${mostNoises} at most).`, {
      noises: noises.length,
      most: mostNoises,
    })
  const random = names.find(
    (_, i) =>
      bears[i] === 1 &&
      (model.laws[i]!.family === 'choice' ||
        (model.laws[i]!.family === 'function' && (model.laws[i] as { noise: unknown }).noise !== null)),
  )
  if (random !== undefined) {
    throw new CausalError(
      'not-supported',
      `the noise of ${show(random)} is no variable: give it one (discreteScm), so that it can be told apart.`,
      { variable: random },
    )
  }
  const isNoise = noises.includes(index.get(target)!)
  const asked = [...noises.map((i) => names[i]!), ...(isNoise ? [] : [target])]
  const joint = query(model, asked as never[], { draws: 2, seed: 0 })
  if (joint.method !== 'discrete')
    throw new CausalError(
      'not-supported',
      `${show(target)} comes about neither by linear mechanisms nor over finitely many states: its variance cannot be parted exactly here.`,
      {
        target,
      },
    )
  const sizes = noises.map((_, k) => joint.variables[k]!.states.length)
  const combinations = sizes.reduce((product, size) => product * size, 1)
  const states = numbersOf(model, target, joint.variables.find(({ name }) => name === target)!.states)
  // P(noises) and E[target | all noises]
  const p = new Float64Array(combinations)
  const mean = new Float64Array(combinations)
  const last = joint.values.length / combinations
  const place = isNoise ? asked.indexOf(target) : -1
  const strides = sizes.map((_, k) => sizes.slice(k + 1).reduce((product, size) => product * size, 1))
  for (let c = 0; c < combinations; c++) {
    for (let s = 0; s < last; s++) {
      const weight = joint.values[c * last + s]!
      p[c]! += weight
      mean[c]! += weight * (isNoise ? states[Math.floor(c / strides[place]!) % sizes[place]!]! : states[s]!)
    }
  }
  const worths = Float64Array.from({ length: 2 ** noises.length }, (_, set) =>
    explainedVariance(set, sizes, strides, p, mean),
  )
  const shares = exactShapley(noises.length, worths)
  const values = new Float64Array(names.length)
  for (const [k, i] of noises.entries()) values[i] = shares[k]!
  return values
}

/** Var(E[target | the noises in a set]); `mean` holds P × E[target | all noises]. */
function explainedVariance(
  set: number,
  sizes: readonly number[],
  strides: readonly number[],
  p: Float64Array,
  mean: Float64Array,
): number {
  const weight = new Map<number, number>()
  const sum = new Map<number, number>()
  for (let c = 0; c < p.length; c++) {
    let key = 0
    for (const [k, size] of sizes.entries()) if ((set >> k) & 1) key = key * size + (Math.floor(c / strides[k]!) % size)
    weight.set(key, (weight.get(key) ?? 0) + p[c]!)
    sum.set(key, (sum.get(key) ?? 0) + mean[c]!)
  }
  let first = 0
  for (const total of sum.values()) first += total
  let variance = 0
  for (const [key, total] of sum)
    if (weight.get(key)! > 0) variance += weight.get(key)! * (total / weight.get(key)! - first) ** 2
  return variance
}

function numbersOf(model: AnyScm, target: string, shown: readonly string[]): number[] {
  return shownStates(model, target, shown).map((value) => {
    if (typeof value === 'number') return value
    const message = `${show(target)} has named states, which have no variance: code them as numbers.`
    throw new CausalError('type-mismatch', message, { target })
  })
}
