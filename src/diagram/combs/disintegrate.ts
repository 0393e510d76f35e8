import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Factor } from '../../probability/types.js'
import type { GaussianChannel } from '../semantics/gaussian-channel.js'
import { gaussianConditional, isGaussian } from '../semantics/gaussian-conditional.js'
import { axesOf, checkedJoint, conditional, rowText } from '../semantics/table.js'
import { range } from '../terms/make.js'
import type { Disintegration, GaussianDisintegration } from './disintegration.js'

/**
 * How rows without support are dealt with.
 *
 * @category Diagrams
 */
export interface DisintegrateOptions {
  /** `'mask'` (unless told) leaves undefined rows as NaN and marks them in `support`; `'throw'` refuses them. */
  readonly onUndefined?: 'mask' | 'throw'
}

/**
 * Takes a joint state apart: into the marginal of some wires, copied, and a channel from them to the rest.
 *
 * Conditioning, as a diagram. Where what is given has probability zero the channel is not determined: such rows are
 * marked, not made up.
 *
 * @param joint - a joint distribution (a factor, or a channel without inputs), or a Gaussian state
 * @param given - the wires to condition on, by name, or by position where names stand twice
 * @param options - whether to refuse undefined rows
 * @returns the marginal, the channel, and which of its rows are defined
 * @throws CausalError `not-probability` for a joint that is none, `unknown-name`, `duplicate-name`; `zero-support` if
 *   asked to throw
 * @complexity O(cells) for a table, O(k³) for k Gaussian variables given
 * @reference Cho & Jacobs, Disintegration and Bayesian inversion via string diagrams, 2019, definition 3.5
 * @category Diagrams
 * @example
 * const joint = interpret(diagramOf(dag('X -> Y')), stochastic, { X: [0.25, 0.75], Y: [[0.9, 0.1], [0.4, 0.6]] })
 * disintegrate(joint, ['Y']).channel.values
 * //=> [0.4286, 0.5714, 0.0526, 0.9474]
 * disintegrate(interpret(box('sure', [], ['X']), stochastic, { sure: [1, 0] }), ['X']).support
 * //=> [true, false]
 */
export function disintegrate(
  joint: GaussianChannel,
  given: string | number | readonly (string | number)[],
  options?: DisintegrateOptions,
): GaussianDisintegration
export function disintegrate<N extends string>(
  joint: Factor<N>,
  given: NoInfer<N> | number | readonly (NoInfer<N> | number)[],
  options?: DisintegrateOptions,
): Disintegration<N>
export function disintegrate(
  joint: Factor | GaussianChannel,
  given: string | number | readonly (string | number)[],
  options: DisintegrateOptions = {},
): Disintegration | GaussianDisintegration {
  return calledAs('disintegrate', () => {
    checkOptions('options', options, ['onUndefined'])

    checkedObject('options', options)
    const gaussian = isGaussian(joint)
    const names = gaussian ? joint.outputs : checkedJoint(joint).variables.map((v) => v.name)
    const axes = axesOf(names, given)
    const rest = range(names.length).filter((axis) => !axes.includes(axis))
    const result = gaussian ? gaussianConditional(joint, axes, rest) : conditional(joint, axes, rest)
    if (options.onUndefined === 'throw' && !result.unique) {
      const row = 'support' in result ? result.support.indexOf(false) : -1
      const what = 'support' in result ? rowText(result.marginal.variables, row) : 'the covariance of what is given'
      throw new CausalError('zero-support', `the channel is not determined: no support at ${what}.`, { row })
    }
    return result
  })
}
