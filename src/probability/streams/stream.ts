import alea from 'seedrandom/lib/alea.js'
import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import type { RandomStream } from '../types.js'
import { type Generator, generatorFrom, streamAt } from './generator.js'

export type { RandomStream }

/**
 * A stream of random numbers that starts from a seed.
 *
 * seedrandom's Alea turns the seed into the state; draws come from xoshiro128** with 53 bits each and use no function whose last
 * bits the language leaves open, so the same seed gives the same bits in Node and in every browser. A number and its
 * decimal text (`1` and `'1'`) are the same seed.
 *
 * @param seed - a finite number or any string
 * @returns the stream
 * @throws CausalError `invalid-argument` for any other seed
 * @category Probability
 * @example
 * uniforms(randomStream(1), 3).values
 * //=> [0.4272151977687192, 0.474119927383889, 0.10821132177338533]
 */
export function randomStream(seed: number | string): RandomStream {
  return calledAs('randomStream', () => seedStream(seed))
}

/** The stream of a seed, checked for the public function `where`. */
export function seedStream(seed: number | string): RandomStream {
  if (typeof seed !== 'string' && !(typeof seed === 'number' && Number.isFinite(seed))) {
    throw new CausalError('invalid-argument', `a seed is a finite number or a string, got ${show(seed)}.`, {
      seed,
    })
  }
  const draw = alea(String(seed))
  return streamAt([draw.int32(), draw.int32(), draw.int32(), draw.int32()])
}

/**
 * A separate stream for one part of the work, independent of the given stream and of those for other labels.
 *
 * The state is a hash of the given stream's state and the label, so the parts of a program can draw in any order,
 * or in parallel, and each still gets its own numbers.
 *
 * @param stream - where to branch off; it stays as it is
 * @param label - which part, such as a variable's name or the number of a replicate; a number and its text are the same
 * @returns the substream
 * @throws CausalError `invalid-argument` for something that is not a stream, or a label that is neither a finite number nor a string
 * @complexity O(length of the label)
 * @category Probability
 * @example
 * const stream = randomStream('study')
 * const replicates = [0, 1].map((k) => uniforms(splitStream(stream, k), 1).values[0])
 * replicates
 * //=> [0.9277782405868161, 0.9563565473835559]
 */
export function splitStream(stream: RandomStream, label: string | number): RandomStream {
  return calledAs('splitStream', () => {
    const words = checkedWords(stream)
    if (typeof label !== 'string' && !(typeof label === 'number' && Number.isFinite(label))) {
      throw new CausalError('invalid-argument', `a label is a string or a finite number, got ${show(label)}.`, {
        label,
      })
    }
    const text = String(label)
    const s = Int32Array.from(words)
    for (let i = 0; i < text.length; i++) {
      s[0]! ^= Math.imul(text.charCodeAt(i) + 1, 0x9e3779b1)
      mixWords(s)
    }
    s[1]! ^= text.length
    s[2]! ^= 0x5bd1e995
    for (let round = 0; round < 4; round++) mixWords(s)
    return streamAt([s[0]!, s[1]!, s[2]!, s[3]!])
  })
}

/** One round of an invertible mixing of four words: each passes through MurmurHash3's finaliser and into the next. */
function mixWords(s: Int32Array): void {
  for (let k = 0; k < 4; k++) {
    let h = s[k]!
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    h ^= h >>> 16
    s[k] = h
    const next = (k + 1) & 3
    s[next] = s[next]! + h
  }
}

/** A generator that starts at a stream, or at the stream of a seed. */
export function generator(from: RandomStream | number | string): Generator {
  return generatorFrom(typeof from === 'object' ? checkedWords(from) : seedStream(from).words)
}

/** The words of a stream, also of one that was read from JSON. */
export function checkedWords(stream: RandomStream): readonly number[] {
  const words: unknown = stream?.words
  const right =
    Array.isArray(words) &&
    words.length === 4 &&
    words.every((w) => typeof w === 'number' && (w | 0) === w) &&
    words.some((w) => w !== 0)
  if (!right) {
    throw new CausalError(
      'invalid-argument',
      'expected a stream made by randomStream() or splitStream(): four 32-bit integers, not all zero.',
      { stream },
    )
  }
  return words as readonly number[]
}
