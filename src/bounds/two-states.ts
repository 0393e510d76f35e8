import { CausalError } from '../errors.js'
import { unknownName } from '../names.js'
import { checkMass } from '../probability/factors/check-mass.js'
import type { Factor, Variable } from '../probability/types.js'
import { show } from '../show.js'

/** A factor's values over the named binary variables, in this order; other variables are summed out. */
export function binaryTable(
  distribution: Factor,
  names: readonly string[],
  free: readonly string[] = [],
): { readonly variables: readonly Variable[]; readonly values: Float64Array } {
  checkMass('the distribution', distribution)
  const { variables } = distribution
  const axes = names.map((name) => {
    const axis = variables.findIndex((variable) => variable.name === name)
    if (axis < 0)
      throw unknownName(
        'variable',
        name,
        variables.map((variable) => variable.name),
      )
    const { states } = variables[axis]!
    if (states.length !== 2 && !free.includes(name)) {
      throw new CausalError(
        'invalid-argument',
        `${show(name)} must have two states (the second one is "present"), it has ${states.length}.`,
        { variable: name, states },
      )
    }
    return axis
  })
  const sizes = axes.map((axis) => variables[axis]!.states.length)
  const out = new Float64Array(sizes.reduce((product, size) => product * size, 1))
  const digits = new Int32Array(variables.length)
  for (const [index, p] of distribution.values.entries()) {
    let rest = index
    for (let k = variables.length - 1; k >= 0; k--) {
      digits[k] = rest % variables[k]!.states.length
      rest = Math.floor(rest / variables[k]!.states.length)
    }
    out[axes.reduce((cell, axis, k) => cell * sizes[k]! + digits[axis]!, 0)]! += p
  }
  return { variables: axes.map((axis) => variables[axis]!), values: out }
}
