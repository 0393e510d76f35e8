import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { exactShapley } from '../shapley/exact-shapley.js'
import { exactLaw } from './exact-law.js'
import { shownStates } from './shown-states.js'

/** More discrete noises than this are not enumerated. */
const mostNoises = 16

/** Why the noises' shares of a variance cannot be summed over exactly. */
export interface NoExactForm {
  readonly reason: string
}

/** The share of each variable's noise in the target's variance, where all randomness is in exogenous variables of finitely many states. */
export function discreteContributions(model: AnyScm, target: string): { readonly values: Float64Array } | NoExactForm {
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
    return {
      reason: `${noises.length} noises bear on ${show(target)}, and ${mostNoises} at most are summed over exactly`,
    }
  const random = names.find(
    (_, i) =>
      bears[i] === 1 &&
      (model.laws[i]!.family === 'choice' ||
        (model.laws[i]!.family === 'function' && (model.laws[i] as { noise: unknown }).noise !== null)),
  )
  if (random !== undefined)
    return {
      reason: `the noise of ${show(random)} is no variable, so that it cannot be summed over exactly (give it one: discreteScm)`,
    }
  const isNoise = noises.includes(index.get(target)!)
  const asked = [...noises.map((i) => names[i]!), ...(isNoise ? [] : [target])]
  const joint = exactLaw(model, asked)
  if (joint?.method !== 'discrete')
    return {
      reason: `${show(target)} comes about neither by linear mechanisms nor over finitely many states, so that its variance has no exact form here`,
    }
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
  return { values }
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
