import { CausalError } from '../../errors.js'
import { unknownName } from '../../names.js'
import { contract } from '../../probability/contraction/contract.js'
import { totalMass } from '../../probability/factors/check-mass.js'
import type { Factor, Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import type { Disintegration } from '../combs/disintegration.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { sizeOf } from '../terms/size-of.js'
import { checkedTable } from './check-table.js'

/** A joint distribution, checked: non-negative numbers that sum to one, as many as the states make. */
export function checkedJoint(joint: Factor): Factor {
  checkedTable('the joint', joint)
  const { inputs } = joint as Partial<Channel>
  if (inputs !== undefined && inputs !== 0) {
    throw new CausalError(
      'type-mismatch',
      `expected a distribution, but this is a channel with ${show(inputs)} inputs: conditionalChannel takes a channel apart, compose it with a state for a joint.`,
      { inputs },
    )
  }
  const sum = totalMass('the joint', joint.values)
  if (Math.abs(sum - 1) > 1e-8) {
    throw new CausalError('not-probability', `the joint sums to ${sum}, not to 1: normalize it first.`, { sum })
  }
  return joint
}

/** Positions of axes given by name or by position, each once. */
export function axesOf(names: readonly string[], asked: readonly (string | number)[] | string | number): number[] {
  const list = Array.isArray(asked) ? (asked as readonly (string | number)[]) : [asked as string | number]
  const axes = list.map((name) => {
    const axis = typeof name === 'number' ? name : names.indexOf(name)
    if (!Number.isInteger(axis) || axis < 0 || axis >= names.length) throw unknownName('variable', name, names)
    if (typeof name === 'string' && names.lastIndexOf(name) !== axis) {
      throw new CausalError('invalid-argument', `several wires carry ${show(name)}: give the position of one.`, {
        name,
      })
    }
    return axis
  })
  const twice = axes.find((axis, i) => axes.indexOf(axis) !== i)
  if (twice !== undefined) {
    throw new CausalError('duplicate-name', `${show(names[twice])} is given twice.`, {
      name: names[twice],
    })
  }
  return axes
}

/** The sums of a table over all axes but those kept, in the order asked. */
export function marginalValues(table: Factor, keep: readonly number[]): Float64Array {
  const cardinalities = table.variables.map((v) => v.states.length)
  const scope = cardinalities.map((_, i) => i)
  return contract({ cardinalities, tensors: [{ scope, values: table.values }], keep }).values
}

/** P(rest | given) from a joint, with the rows that are undefined marked and left as NaN. */
export function conditional(joint: Factor, given: readonly number[], rest: readonly number[]): Disintegration {
  const pick = (axes: readonly number[]): Variable[] => axes.map((axis) => joint.variables[axis]!)
  const variables = pick([...given, ...rest])
  const values = Float64Array.from(marginalValues(joint, [...given, ...rest]))
  const columns = sizeOf(pick(rest))
  const rows = values.length / columns
  const marginal = new Float64Array(rows)
  const support: boolean[] = []
  for (let r = 0; r < rows; r++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += values[r * columns + j]!
    marginal[r] = sum
    support.push(sum > 0)
    for (let j = 0; j < columns; j++) values[r * columns + j] = sum > 0 ? values[r * columns + j]! / sum : Number.NaN
  }
  return Object.freeze({
    marginal: makeChannel(pick(given), 0, marginal),
    channel: makeChannel(variables, given.length, values),
    support: Object.freeze(support),
    unique: support.every((defined) => defined),
  })
}

/** The states behind row `r` of a channel's inputs, as text. */
export function rowText(given: readonly Variable[], r: number): string {
  const parts: string[] = []
  let rest = r
  for (let k = given.length - 1; k >= 0; k--) {
    const { name, states } = given[k]!
    parts.unshift(`${name} = ${states[rest % states.length]}`)
    rest = Math.floor(rest / states.length)
  }
  return parts.join(', ')
}
