import { calledAs } from '../../errors.js'
import type { RandomStream } from '../types.js'
import { type Drawn, drawMany } from './draw-many.js'

/**
 * Draws uniform numbers in [0, 1), each with 53 random bits.
 *
 * @param stream - where to begin; it stays as it is
 * @param count - how many numbers
 * @returns the numbers, and the stream that goes on after them
 * @throws CausalError `invalid-argument` for a count that is not a whole number of at least 0, or for what is not a stream
 * @complexity O(count)
 * @category Probability
 * @example
 * const first = uniforms(randomStream(7), 2)
 * const second = uniforms(first.next, 1)
 * uniforms(randomStream(7), 3).values[2] === second.values[0]
 * //=> true
 */
export function uniforms(stream: RandomStream, count: number): Drawn {
  return calledAs('uniforms', () => drawMany(stream, count, (draw, out) => draw.fillUniform(out)))
}
