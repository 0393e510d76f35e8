import { calledAs } from '../../errors.js'
import type { RandomStream } from '../types.js'
import { type Drawn, drawMany } from './draw-many.js'

/**
 * Draws standard normal numbers by the ziggurat method (Marsaglia & Tsang 2000), the same bits in every engine.
 *
 * @param stream - where to begin; it stays as it is
 * @param count - how many numbers
 * @returns the numbers, and the stream that goes on after them
 * @throws CausalError `invalid-argument` for a count that is not a whole number of at least 0, or for what is not a stream
 * @complexity O(count)
 * @category Probability
 * @example
 * normals(randomStream(1), 2).values
 * //=> [1.358527146596692, 1.3285739056382122]
 */
export function normals(stream: RandomStream, count: number): Drawn {
  return calledAs('normals', () => drawMany(stream, count, (draw, out) => draw.fillNormal(out)))
}
