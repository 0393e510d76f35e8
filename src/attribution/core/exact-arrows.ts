import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { portableLog, portableLog1p } from '../../numeric/special/portable-log.js'
import type { LinearLaw } from '../../scm/mechanisms/law.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { exactLaw } from './exact-law.js'
import { linearForm } from './linear-weights.js'
import { shownStates } from './shown-states.js'

/** What of the target an arrow moves: all of its distribution (a divergence in nats), or its mean (a variance). */
export type ArrowMeasure = 'kl' | 'variance'

/** More combinations of the parents' states than this are not walked. */
const mostCombinations = 1e5

/** The strength of each arrow into a target, where a closed form or a sum over all states is known; else null. */
export function exactStrengths(model: AnyScm, target: string, measure: ArrowMeasure): number[] | null {
  const law = model.laws[structureOf(model).index.get(target)!]!
  if (law.family === 'linear') return linearStrengths(model, law, measure)
  return discreteStrengths(model, target, law.parents, measure)
}

/** Of a sum: weight² variance; with normal parents and noise also ½ log(1 + weight² variance / noise variance). */
function linearStrengths(model: AnyScm, law: LinearLaw, measure: ArrowMeasure): number[] | null {
  const { parents, coefficients, noise } = law
  if (measure === 'variance' && model.noiseCovariance.length === 0) {
    const forms = parents.map((parent) => linearForm(model, parent))
    if (forms.every((form) => form !== null))
      return forms.map(({ weights, variances }, j) => {
        let variance = 0
        for (let i = 0; i < weights.length; i++) variance += weights[i]! ** 2 * variances[i]!
        return coefficients[j]! ** 2 * variance
      })
  }
  if (noise?.family !== 'normal') return null
  const joint = exactLaw(model, parents)
  if (joint?.method !== 'gaussian') return null
  return parents.map((_, j) => {
    const moved = coefficients[j]! ** 2 * joint.covariance[j * parents.length + j]!
    return measure === 'variance' ? moved : 0.5 * portableLog1p(moved / noise.parameters['sd']! ** 2)
  })
}

/** Of discrete parents and a discrete target, by setting the parents; null where one of them is not. */
function discreteStrengths(
  model: AnyScm,
  target: string,
  parents: readonly string[],
  measure: ArrowMeasure,
): number[] | null {
  const joint = exactLaw(model, parents)
  if (joint?.method !== 'discrete') return null
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
  const stateOf = (c: number, j: number): number => Math.floor(c / strides[j]!) % sizes[j]!
  const rows: Float64Array[] = []
  let states: readonly string[] = []
  for (let c = 0; c < combinations; c++) {
    const act: Record<string, Cell> = {}
    for (const [j, parent] of parents.entries()) act[parent] = domains[j]![stateOf(c, j)]!
    const answer = exactLaw(model, [target], act)
    if (answer?.method !== 'discrete') return null
    states = answer.variables[0]!.states
    rows.push(answer.values)
  }
  const means = measure === 'variance' ? meansOf(model, target, states, rows) : null
  return parents.map((_, j) => {
    const marginal = new Float64Array(sizes[j]!)
    for (let c = 0; c < combinations; c++) marginal[stateOf(c, j)]! += joint.values[c]!
    let strength = 0
    for (let c = 0; c < combinations; c++) {
      if (joint.values[c] === 0) continue
      // the cut arrow: this parent drawn afresh from its marginal, the others as they are
      const base = c - stateOf(c, j) * strides[j]!
      const mix = (of: (row: number) => number): number => {
        let mixed = 0
        for (const [k, weight] of marginal.entries()) mixed += weight * of(base + k * strides[j]!)
        return mixed
      }
      if (means !== null) {
        const center = mix((row) => means[row]!)
        strength += joint.values[c]! * mix((row) => (means[row]! - center) ** 2)
        continue
      }
      for (const [s, p] of rows[c]!.entries())
        if (p > 0) strength += joint.values[c]! * p * portableLog(p / mix((row) => rows[row]![s]!))
    }
    return Math.max(0, strength)
  })
}

/** E[target] in each row; an error where its states are names. */
function meansOf(
  model: AnyScm,
  target: string,
  states: readonly string[],
  rows: readonly Float64Array[],
): Float64Array {
  const values = shownStates(model, target, states).map((value) => {
    if (typeof value === 'number') return value
    throw new CausalError('type-mismatch', `${show(target)} has named states, which have no variance: ask for 'kl'.`, {
      target,
    })
  })
  return Float64Array.from(rows, (row) => row.reduce((sum, p, s) => sum + p * values[s]!, 0))
}
