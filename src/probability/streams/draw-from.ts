import { calledAs } from '../../errors.js'
import { checkDistribution } from '../families/check-distribution.js'
import type { Distribution } from '../families/distribution.js'
import type { RandomStream } from '../types.js'
import { checkCount, type Drawn } from './draw-many.js'
import { fillContinuous, pick } from './fill.js'
import { generatorFrom } from './generator.js'
import { checkedWords } from './stream.js'

/**
 * Draws from a distribution.
 *
 * @param distribution - a distribution over numbers, or over states
 * @param stream - where to begin; it stays as it is
 * @param count - how many draws
 * @returns the draws, and the stream that goes on after them
 * @throws CausalError `invalid-argument` for what is not a distribution or not a stream, or a count that is not a whole number of
 *   at least 0
 * @complexity O(count), for a finite distribution O(count · values)
 * @category Probability
 * @example
 * drawFrom(categorical({ low: 0.3, high: 0.7 }), randomStream(1), 3).values
 * //=> ['high', 'high', 'low']
 */
export function drawFrom(distribution: Distribution<number>, stream: RandomStream, count: number): Drawn
export function drawFrom<V extends string>(
  distribution: Distribution<V>,
  stream: RandomStream,
  count: number,
): Drawn<readonly V[]>
export function drawFrom(
  distribution: Distribution,
  stream: RandomStream,
  count: number,
): Drawn<Float64Array | readonly string[]> {
  return calledAs('drawFrom', () => {
    checkDistribution(distribution)
    const draw = generatorFrom(checkedWords(stream))
    checkCount(count)
    const { values: states, probabilities } = distribution
    if (states?.some((state) => typeof state === 'string')) {
      const values = Array.from({ length: count }, () =>
        String(states[pick(probabilities!, 0, states.length, draw.uniform())]),
      )
      return Object.freeze({ values: Object.freeze(values), next: draw.state() })
    }
    const values = new Float64Array(count)
    fillContinuous(distribution, draw, values)
    return Object.freeze({ values, next: draw.state() })
  })
}
