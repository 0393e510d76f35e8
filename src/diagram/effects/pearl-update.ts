import { CausalError, calledAs } from '../../errors.js'
import type { Factor } from '../../probability/types.js'
import { show } from '../../show.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { type NumbersByState, numbersByState, priorAndChannel } from './said-of.js'

/**
 * What Pearl's rule makes of uncertain evidence.
 *
 * @category Diagrams
 */
export interface PearlUpdate<N extends string = string> {
  /** The distribution of the causes after the update. */
  readonly posterior: Channel<N>
  /** The expected value of the evidence before and after the update; it never falls. Before, it is the weight of the evidence. */
  readonly validity: { readonly before: number; readonly after: number }
}

/**
 * Pearl's update: the evidence is a likelihood, which is carried back along the channel and multiplied with the prior.
 *
 * The evidence says how well each observation fits what was noticed (virtual evidence); only ratios count. It improves: the
 * expected value of the evidence grows. Several pieces of evidence may come in any order. {@link jeffreyUpdate} reads the same
 * numbers as the distribution that the observation now has, and gives another answer; which one is meant is a question about
 * the evidence, not about the mathematics.
 *
 * @param prior - a distribution over the causes; variables and states are matched with the channel's inputs by name
 * @param channel - from causes to observations
 * @param evidence - for each state of the observation a number from 0 to 1
 * @returns the posterior, and the validity of the evidence before and after
 * @throws CausalError `not-probability` for a prior that is none or evidence outside [0, 1], `type-mismatch` for other names,
 *   `unknown-name` for a state that is none, `zero-support` for evidence that is impossible
 * @complexity O(cells of the channel)
 * @reference Jacobs, The mathematics of changing one's mind, via Jeffrey's or via Pearl's update rule, 2019, definition 4.1
 * @category Diagrams
 * @example
 * const prior = factor([{ name: 'disease', states: ['yes', 'no'] }], [0.01, 0.99])
 * const test = interpret(box('test', ['disease'], ['result']), stochastic, { test: [[0.9, 0.1], [0.05, 0.95]] },
 *   { states: { disease: ['yes', 'no'], result: ['positive', 'negative'] } })
 * pearlUpdate(prior, test, { positive: 0.8, negative: 0.2 }).posterior.values
 * //=> [0.0315, 0.9685]
 */
export function pearlUpdate<N extends string>(
  prior: Factor<N>,
  channel: Channel,
  evidence: NumbersByState,
): PearlUpdate<N> {
  return calledAs('pearlUpdate', () => {
    const { inputs, outputs, weights } = priorAndChannel(prior, channel)
    const fit = numbersByState('the evidence', evidence, outputs)
    const wrong = fit.find((q) => !(q >= 0 && q <= 1))
    if (wrong !== undefined) {
      throw new CausalError(
        'not-probability',
        `the evidence holds ${show(wrong)}: it must be a number from 0 to 1 for each state; only ratios count, so divide by the largest.`,
        { value: wrong },
      )
    }
    // c ≪ q: how well each cause fits
    const back = new Float64Array(weights.length)
    for (let x = 0; x < back.length; x++) {
      if (weights[x] === 0) continue
      for (let y = 0; y < fit.length; y++) back[x]! += channel.values[x * fit.length + y]! * fit[y]!
    }
    const before = back.reduce((sum, q, x) => sum + q * weights[x]!, 0)
    if (!(before > 0)) {
      throw new CausalError('zero-support', 'the evidence is impossible under this prior: its weight is 0.', { before })
    }
    const values = back.map((q, x) => (q * weights[x]!) / before)
    const after = values.reduce((sum, p, x) => sum + p * back[x]!, 0)
    return Object.freeze({
      posterior: makeChannel(inputs, 0, values) as Channel<N>,
      validity: Object.freeze({ before, after }),
    })
  })
}
