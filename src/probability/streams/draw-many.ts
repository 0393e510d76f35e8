import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { RandomStream } from '../types.js'
import { type Generator, generatorFrom } from './generator.js'
import { checkedWords } from './stream.js'

/**
 * Numbers drawn from a stream, and the stream after them.
 *
 * @category Probability
 */
export interface Drawn<V = Float64Array> {
  /** The numbers, in the order in which they were drawn. */
  readonly values: V
  /** The stream that goes on after them. */
  readonly next: RandomStream
}

/** Checks, draws `count` numbers by `fill`, and hands on the stream. */
export function drawMany(
  stream: RandomStream,
  count: number,
  fill: (draw: Generator, out: Float64Array) => void,
): Drawn {
  const words = checkedWords(stream)
  checkCount(count)
  const draw = generatorFrom(words)
  const values = new Float64Array(count)
  fill(draw, values)
  return Object.freeze({ values, next: draw.state() })
}

/** A whole number of at least 0, or an error. */
export function checkCount(count: number): void {
  if (!(Number.isInteger(count) && count >= 0 && count <= 4294967295)) {
    throw new CausalError('invalid-argument', `the count must be a whole number from 0 on, got ${show(count)}.`, {
      count,
    })
  }
}
