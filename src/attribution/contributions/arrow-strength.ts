import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { lookUp, quoteNames } from '../../names.js'
import { portableLog, portableLog1p } from '../../numeric/special/portable-log.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Interventions, Scm } from '../../scm/models/types.js'
import { query } from '../../scm/queries/query.js'
import { show } from '../../show.js'
import { shownStates } from './shown-states.js'

/** More combinations of the parents' states than this are not walked. */
const mostCombinations = 1e5

/**
 * How strong each arrow into a variable is: the mean divergence KL in nats between the variable's distribution given its
 * parents, and the one in which one parent is replaced by an independent copy of itself (Janzing, Balduzzi,
 * Grosse-Wentrup & Schölkopf 2013, definition 3 for a single arrow).
 *
 * Exact for discrete and linear-Gaussian mechanisms; a mechanism is read by setting the parents.
 *
 * @param model - the model
 * @param target - the variable
 * @returns one strength for each parent, in the order of the mechanism's parents; finite, for
 *   cutting only mixes what was there
 * @throws CausalError `unknown-name`; `not-supported` for a mechanism that is neither discrete nor linear with normal noise,
 *   (a noise-free sum is neither); `too-large` above 100,000 combinations of the parents' states
 * @complexity discrete: combinations of the parents' states times the states of the target, for each parent
 * @category Attribution
 * @example
 * const model = scm({ X: normal(0, 1), Z: normal(0, 2), Y: linear({ X: 1, Z: 0.5 }, normal(0, 1)) })
 * arrowStrength(model, 'Y')
 * //=> [{ parent: 'X', value: 0.3466 }, { parent: 'Z', value: 0.3466 }]
 */
export function arrowStrength<T, C extends Capability>(
  model: Scm<T, C>,
  target: keyof NoInfer<T> & string,
): readonly { readonly parent: keyof T & string; readonly value: number }[] {
  return calledAs('arrowStrength', () => {
    const untyped = model as unknown as AnyScm
    const { index } = structureOf(untyped)
    const law = untyped.laws[lookUp('variable', index, target)]!
    const parents = law.parents as readonly (keyof T & string)[]
    if (parents.length === 0) return Object.freeze([])
    const strengths =
      law.family === 'linear' && law.noise?.family === 'normal'
        ? linearStrengths(untyped, parents, law.coefficients, law.noise.parameters['sd']! ** 2)
        : discreteStrengths(untyped, target, parents)
    return Object.freeze(parents.map((parent, j) => Object.freeze({ parent, value: strengths[j]! })))
  })
}

/** Of a sum with normal noise: ½ log(1 + weight² variance / noise variance). */
function linearStrengths(
  model: AnyScm,
  parents: readonly string[],
  coefficients: readonly number[],
  noise: number,
): number[] {
  const joint = query(model, parents as readonly never[], { draws: 2, seed: 0 })
  if (joint.method !== 'gaussian')
    throw new CausalError(
      'not-supported',
      `the variances of ${quoteNames(parents)} are known exactly in linear-Gaussian models only: this model is none.`,
      { parents },
    )
  return parents.map(
    (_, j) => 0.5 * portableLog1p((coefficients[j]! ** 2 * joint.covariance[j * parents.length + j]!) / noise),
  )
}

function discreteStrengths(model: AnyScm, target: string, parents: readonly string[]): number[] {
  const joint = query(model, parents as readonly never[], { draws: 2, seed: 0 })
  if (joint.method !== 'discrete') {
    throw new CausalError(
      'not-supported',
      `${show(target)} needs a mechanism over finitely many states, or a sum with normal noise.`,
      { target },
    )
  }
  const sizes = joint.variables.map(({ states }) => states.length)
  const combinations = joint.values.length
  if (combinations > mostCombinations)
    throw new CausalError(
      'too-large',
      `${quoteNames(parents)} have ${combinations} combinations of states (${mostCombinations} at most).`,
      { combinations, most: mostCombinations },
    )
  const domains = parents.map((parent) =>
    shownStates(model, parent, joint.variables.find(({ name }) => name === parent)!.states),
  )
  const strides = sizes.map((_, j) => sizes.slice(j + 1).reduce((product, size) => product * size, 1))
  const rows: Float64Array[] = []
  for (let c = 0; c < combinations; c++) {
    const act: Record<string, Cell> = {}
    for (const [j, parent] of parents.entries()) act[parent] = domains[j]![Math.floor(c / strides[j]!) % sizes[j]!]!
    const answer = query(model, [target as never], {
      do: act as Interventions<Record<string, Cell>>,
      draws: 2,
      seed: 0,
    })
    if (answer.method !== 'discrete')
      throw new CausalError('not-supported', `${show(target)} needs a mechanism over finitely many states.`, {
        target,
      })
    rows.push(answer.values)
  }
  return parents.map((_, j) => {
    const marginal = new Float64Array(sizes[j]!)
    for (let c = 0; c < combinations; c++) marginal[Math.floor(c / strides[j]!) % sizes[j]!]! += joint.values[c]!
    let strength = 0
    for (let c = 0; c < combinations; c++) {
      if (joint.values[c] === 0) continue
      const base = c - (Math.floor(c / strides[j]!) % sizes[j]!) * strides[j]!
      for (const [s, p] of rows[c]!.entries()) {
        if (p === 0) continue
        // the cut arrow: this parent drawn afresh from its marginal, the others as they are
        let mixed = 0
        for (const [k, weight] of marginal.entries()) mixed += weight * rows[base + k * strides[j]!]![s]!
        strength += joint.values[c]! * p * portableLog(p / mixed)
      }
    }
    return Math.max(0, strength)
  })
}
