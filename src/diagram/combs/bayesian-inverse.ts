import { CausalError, calledAs } from '../../errors.js'
import type { Factor } from '../../probability/types.js'
import { show } from '../../show.js'
import { checkedChannel } from '../semantics/check-table.js'
import type { GaussianChannel } from '../semantics/gaussian-channel.js'
import { checkedGaussian, gaussianConditional, isGaussian } from '../semantics/gaussian-conditional.js'
import { checkedJoint, conditional, rowText } from '../semantics/table.js'
import { alignedValues, positionsByName } from '../terms/by-names.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { range } from '../terms/make.js'
import { sizeOf } from '../terms/size-of.js'
import type { Disintegration, GaussianDisintegration } from './disintegration.js'

/**
 * The Bayesian inverse of a channel with respect to a prior: the channel from what is observed back to its cause.
 *
 * @param channel - a channel from causes to observations, as {@link interpret} or {@link disintegrate} give it
 * @param prior - a distribution over the causes; variables and states are matched with the channel's inputs by name
 * @returns the inverse as `channel`, the distribution of the observations as `marginal`, and which rows are defined
 * @throws CausalError `type-mismatch` when prior and channel do not have the same variables and states, `not-probability` for a prior that is none,
 *   `zero-support` when the channel is undefined where the prior is not zero
 * @complexity O(cells)
 * @reference Cho & Jacobs 2019, section 5; Clerc et al., Pointless learning, 2017
 * @category Diagrams
 * @example
 * const test = interpret(box('test', ['ill'], ['result']), stochastic, { test: [[0.95, 0.05], [0.1, 0.9]] })
 * const prior = interpret(box('prior', [], ['ill']), stochastic, { prior: [0.99, 0.01] })
 * bayesianInverse(test, prior).channel.values
 * //=> [0.9989, 0.0011, 0.8462, 0.1538]
 */
export function bayesianInverse(channel: GaussianChannel, prior: GaussianChannel): GaussianDisintegration
export function bayesianInverse<N extends string>(channel: Channel<N>, prior: Factor): Disintegration<N>
export function bayesianInverse(
  channel: Channel | GaussianChannel,
  prior: Factor | GaussianChannel,
): Disintegration | GaussianDisintegration {
  return calledAs('bayesianInverse', () => {
    if (isGaussian(channel) && isGaussian(prior)) return invertGaussian(channel, prior)
    if (isGaussian(channel) || isGaussian(prior)) {
      throw new CausalError('type-mismatch', 'the channel and the prior must both be tables or both be Gaussian.')
    }
    checkedJoint(prior)
    const inputs = checkedChannel('the channel', channel).variables.slice(0, channel.inputs)
    const axes = positionsByName(
      { what: "the channel's inputs are", names: inputs.map((v) => v.name) },
      { what: 'the prior', names: prior.variables.map((v) => v.name) },
    )
    const weights = alignedValues('the prior', prior, axes, inputs)
    const columns = sizeOf(channel.variables.slice(channel.inputs))
    const values = new Float64Array(channel.values.length)
    for (const [row, p] of weights.entries()) {
      if (p === 0) continue
      for (let j = 0; j < columns; j++) {
        const value = channel.values[row * columns + j]!
        if (Number.isNaN(value)) {
          const at = rowText(inputs, row)
          throw new CausalError('zero-support', `the channel is undefined at ${at}, where the prior is ${show(p)}.`, {
            row,
          })
        }
        values[row * columns + j] = p * value
      }
    }
    const joint = checkedJoint(makeChannel(channel.variables, 0, values))
    const outputs = range(channel.variables.length - channel.inputs, channel.inputs)
    return conditional(joint, outputs, range(channel.inputs))
  })
}

function invertGaussian(channel: GaussianChannel, prior: GaussianChannel): GaussianDisintegration {
  const f = checkedGaussian(channel)
  if (prior.inputs.length > 0) {
    throw new CausalError('type-mismatch', `the prior must be a state, but it has ${prior.inputs.length} inputs.`)
  }
  const causes = { what: "the channel's inputs are", names: channel.inputs }
  const at = positionsByName(causes, { what: 'the prior', names: prior.outputs })
  const given = checkedGaussian(prior)
  const p = { mean: at.map((i) => given.mean[i]!), covariance: at.map((i) => at.map((j) => given.covariance[i]![j]!)) }
  const n = channel.inputs.length
  const m = channel.outputs.length
  const across = f.matrix.map((row) =>
    range(n).map((j) => row.reduce((sum, w, k) => sum + w * p.covariance[k]![j]!, 0)),
  )
  const cov = (i: number, j: number): number => {
    if (i < n && j < n) return p.covariance[i]![j]!
    if (i < n) return across[j - n]![i]!
    if (j < n) return across[i - n]![j]!
    return f.covariance[i - n]![j - n]! + f.matrix[j - n]!.reduce((sum, w, k) => sum + w * across[i - n]![k]!, 0)
  }
  const all = range(n + m)
  const joint: GaussianChannel = {
    inputs: [],
    outputs: [...channel.inputs, ...channel.outputs],
    matrix: all.map(() => []),
    mean: [...p.mean, ...f.matrix.map((row, i) => row.reduce((sum, w, k) => sum + w * p.mean[k]!, f.mean[i]!))],
    covariance: all.map((i) => all.map((j) => cov(i, j))),
  }
  return gaussianConditional(joint, range(m, n), range(n))
}
