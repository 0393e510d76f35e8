import { CausalError, calledAs } from '../../errors.js'
import { asList } from '../../names.js'
import { show } from '../../show.js'
import type { Factor } from '../types.js'
import { checkNames, checkShape, makeFactor } from './factor-core.js'

/**
 * Scales a table to sum to one: as a whole, or for every combination of the states of some variables.
 *
 * With `given`, counts or a joint distribution become a conditional distribution P(others | given).
 *
 * @param f - a factor without negative cells
 * @param given - the variables that are conditioned on; none for a joint distribution
 * @returns a factor with the same axes
 * @throws CausalError `zero-support` when the cells of a combination sum to zero; `not-probability` for a negative cell;
 *   `unknown-name`, `duplicate-name`
 * @complexity O(cells)
 * @category Probability
 * @example
 * const seen = factor([{ name: 'X', states: ['0', '1'] }, { name: 'Y', states: ['0', '1'] }], [1, 3, 2, 2])
 * normalize(seen).values
 * //=> [0.125, 0.375, 0.25, 0.25]
 * normalize(seen, 'X').values
 * //=> [0.25, 0.75, 0.5, 0.5]
 */
export function normalize<N extends string>(f: Factor<N>, given: NoInfer<N> | readonly NoInfer<N>[] = []): Factor<N> {
  return calledAs('normalize', () => {
    checkShape(f)
    const fixed = checkNames(f, asList<string>(given))
    const axes: number[] = []
    for (const [axis, { name }] of f.variables.entries()) if (fixed.has(name)) axes.push(axis)
    return rescale(f, axes, (states) => {
      const known = axes.map((axis, k) => `${f.variables[axis]!.name} = ${f.variables[axis]!.states[states[k]!]}`)
      const what = known.length > 0 ? `the cells with ${known.join(', ')} sum to zero` : 'all cells are zero'
      return new CausalError('zero-support', `${what}: there is nothing to scale to one.`, { cells: known })
    })
  })
}

/** Divides each cell by the sum of those that agree with it on `axes`; `zero` makes the error for a sum of zero. */
export function rescale<N extends string>(
  f: Factor<N>,
  axes: readonly number[],
  zero: (states: readonly number[]) => CausalError,
): Factor<N> {
  const { variables, values } = f
  const stride = new Int32Array(variables.length)
  let groups = 1
  for (const axis of [...axes].reverse()) {
    stride[axis] = groups
    groups *= variables[axis]!.states.length
  }
  const group = new Int32Array(values.length)
  const state = new Int32Array(variables.length)
  const sums = new Float64Array(groups)
  for (let cell = 0, at = 0; cell < values.length; cell++) {
    const value = values[cell]!
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new CausalError(
        'not-probability',
        `the cell ${cell} is ${show(value)}: give probabilities or counts, finite numbers from 0 on.`,
        {
          cell,
          value,
        },
      )
    }
    group[cell] = at
    sums[at]! += value
    for (let k = variables.length - 1; k >= 0; k--) {
      const size = variables[k]!.states.length
      at += stride[k]!
      if (++state[k]! < size) break
      state[k] = 0
      at -= stride[k]! * size
    }
  }
  const empty = sums.indexOf(0)
  if (empty >= 0) throw zero(axes.map((axis) => Math.floor(empty / stride[axis]!) % variables[axis]!.states.length))
  return makeFactor(
    variables,
    values.map((value, cell) => value / sums[group[cell]!]!),
  )
}
