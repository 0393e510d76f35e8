import { CausalError, calledAs } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { totalMass } from '../../probability/factors/check-mass.js'
import type { Factor } from '../../probability/types.js'
import { rowText } from '../semantics/table.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { type NumbersByState, numbersByState, priorAndChannel } from './said-of.js'

/**
 * What Jeffrey's rule makes of uncertain evidence.
 *
 * @category Diagrams
 */
export interface JeffreyUpdate<N extends string = string> {
  /** The distribution of the causes after the update. */
  readonly posterior: Channel<N>
  /** How far the predicted observation is from the target: the Kullback–Leibler divergence in nats before and after; it never grows. */
  readonly divergence: { readonly before: number; readonly after: number }
}

/**
 * Jeffrey's update: the evidence is the distribution that the observation now has, and the causes follow by the Bayesian inverse
 * of the channel.
 *
 * It corrects: what the model predicts of the observation comes closer to the target. Doing it twice with different targets
 * depends on their order, and the last one counts most. {@link pearlUpdate} reads the same numbers as a likelihood; where the
 * target is one value for certain, both are plain conditioning.
 *
 * @param prior - a distribution over the causes; variables and states are matched with the channel's inputs by name
 * @param channel - from causes to observations
 * @param target - the distribution of the observation: a probability for each of its states
 * @returns the posterior, and how far the prediction is from the target before and after
 * @throws CausalError `not-probability` for a prior or target that is none, `type-mismatch` for other names, `unknown-name` for a
 *   state that is none, `zero-support` where the target wants what the prior excludes
 * @complexity O(cells of the channel)
 * @reference Jacobs, The mathematics of changing one's mind, via Jeffrey's or via Pearl's update rule, 2019, definition 4.1
 * @category Diagrams
 * @example
 * const prior = factor([{ name: 'disease', states: ['yes', 'no'] }], [0.01, 0.99])
 * const test = interpret(box('test', ['disease'], ['result']), stochastic, { test: [[0.9, 0.1], [0.05, 0.95]] },
 *   { states: { disease: ['yes', 'no'], result: ['positive', 'negative'] } })
 * jeffreyUpdate(prior, test, { positive: 0.8, negative: 0.2 }).posterior.values
 * //=> [0.1233, 0.8767]
 */
export function jeffreyUpdate<N extends string>(
  prior: Factor<N>,
  channel: Channel,
  target: NumbersByState,
): JeffreyUpdate<N> {
  return calledAs('jeffreyUpdate', () => {
    const { inputs, outputs, weights } = priorAndChannel(prior, channel)
    const wanted = numbersByState('the target', target, outputs)
    const sum = totalMass('the target', wanted)
    if (Math.abs(sum - 1) > 1e-8) {
      throw new CausalError(
        'not-probability',
        `the target sums to ${sum}, not to 1: it is the distribution that the observation now has. For a likelihood use pearlUpdate.`,
        { sum },
      )
    }
    const predicted = predict(weights, channel, wanted.length)
    const values = new Float64Array(weights.length)
    for (const [y, p] of wanted.entries()) {
      if (p === 0) continue
      if (predicted[y] === 0) {
        throw new CausalError(
          'zero-support',
          `the target gives ${rowText(outputs, y)} the probability ${p}, but under the prior it cannot happen.`,
          { row: y },
        )
      }
      for (let x = 0; x < values.length; x++) {
        if (weights[x] === 0) continue
        values[x]! += (p * weights[x]! * channel.values[x * wanted.length + y]!) / predicted[y]!
      }
    }
    const after = predict(values, channel, wanted.length)
    return Object.freeze({
      posterior: makeChannel(inputs, 0, values) as Channel<N>,
      divergence: Object.freeze({ before: divergence(wanted, predicted), after: divergence(wanted, after) }),
    })
  })
}

function predict(weights: Float64Array, channel: Channel, columns: number): Float64Array {
  const out = new Float64Array(columns)
  for (const [x, p] of weights.entries()) {
    if (p === 0) continue
    for (let y = 0; y < columns; y++) out[y]! += p * channel.values[x * columns + y]!
  }
  return out
}

function divergence(p: Float64Array, q: Float64Array): number {
  return Math.max(
    0,
    p.reduce((sum, x, i) => (x === 0 ? sum : sum + x * (portableLog(x) - portableLog(q[i]!))), 0),
  )
}
