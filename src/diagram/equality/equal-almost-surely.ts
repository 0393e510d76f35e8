import { CausalError, calledAs } from '../../errors.js'
import type { Factor } from '../../probability/types.js'
import { checkedJoint, marginalValues } from '../semantics/table.js'
import { type Channel, sizeOf } from '../terms/channel.js'

/**
 * Whether two channels are equal almost surely: wherever a state puts any weight.
 *
 * Disintegrations and Bayesian inverses are unique only in this sense.
 *
 * @param f - a channel
 * @param g - a channel of the same type
 * @param state - a distribution over the inputs, in their order; or a joint with them among its variables, by name
 * @param tolerance - how far apart two probabilities may be; 1e-9 unless told
 * @returns true when they agree on every input of positive probability; an undefined row never agrees there
 * @throws CausalError `type-mismatch` when types or sizes differ
 * @complexity O(cells)
 * @reference Cho & Jacobs 2019, definition 5.1; Fritz 2020, definition 13.1
 * @category Diagrams
 * @example
 * const f = interpret(box('f', ['A'], ['B']), stochastic, { f: [[0.9, 0.1], [0.5, 0.5]] })
 * const g = interpret(box('f', ['A'], ['B']), stochastic, { f: [[0.9, 0.1], [0, 1]] })
 * equalAlmostSurely(f, g, interpret(box('sure', [], ['A']), stochastic, { sure: [1, 0] }))
 * //=> true
 */
export function equalAlmostSurely(f: Channel, g: Channel, state: Factor, tolerance = 1e-9): boolean {
  return calledAs('equalAlmostSurely', () => {
    checkedJoint(state)
    const shape = (c: Channel): string => JSON.stringify([c.inputs, c.variables.map((v) => [v.name, v.states.length])])
    if (shape(f) !== shape(g)) {
      throw new CausalError('type-mismatch', 'the two channels have different wires or sizes.')
    }
    const inputs = f.variables.slice(0, f.inputs)
    const names = state.variables.map((v) => v.name)
    const exact = names.length === inputs.length
    const axes = inputs.map((v, i) => (exact ? i : names.indexOf(v.name)))
    if (axes.some((axis, i) => state.variables[axis]?.states.length !== inputs[i]!.states.length)) {
      throw new CausalError(
        'type-mismatch',
        `the state is over [${names.join(', ')}], the inputs are [${inputs.map((v) => v.name).join(', ')}].`,
      )
    }
    const weight = marginalValues(state, axes)
    const columns = f.values.length / sizeOf(inputs)
    for (const [row, p] of weight.entries()) {
      if (p === 0) continue
      for (let j = row * columns; j < (row + 1) * columns; j++) {
        if (!(Math.abs(f.values[j]! - g.values[j]!) <= tolerance)) return false
      }
    }
    return true
  })
}
