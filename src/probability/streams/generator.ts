import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { RandomStream } from '../types.js'
import { nextGamma } from './marsaglia-tsang.js'
import { fillUniforms, nextUniform, nextWord } from './xoshiro.js'
import { fillNormals, nextExponential, nextNormal } from './ziggurat.js'

/** A generator that moves on with every draw: for use inside one call, never kept in a value. */
export interface Generator {
  /** A number in [0, 1). */
  uniform(): number
  /** A standard normal number. */
  normal(): number
  /** A standard exponential number. */
  exponential(): number
  /** A gamma number with this shape and scale 1. */
  gamma(shape: number): number
  /** A whole number in 0 … n − 1, each as likely. */
  integer(n: number): number
  /** Fills an array with what repeated `uniform` would give. */
  fillUniform(out: Float64Array): void
  /** Fills an array with what repeated `normal` would give. */
  fillNormal(out: Float64Array): void
  /** Puts an array into random order, in place. */
  shuffle(items: { [i: number]: number; readonly length: number }): void
  /** The stream that goes on from here. */
  state(): RandomStream
}

/** A generator that goes on from these four words, which must not all be zero. */
export function generatorFrom(words: readonly number[]): Generator {
  const s = Int32Array.from(words)
  const integer = (n: number): number => nextInteger(s, n)
  return {
    uniform: () => nextUniform(s),
    normal: () => nextNormal(s),
    exponential: () => nextExponential(s),
    gamma: (shape) => nextGamma(s, shape),
    integer,
    fillUniform: (out) => fillUniforms(s, out),
    fillNormal: (out) => fillNormals(s, out),
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1)
        const t = items[i]!
        items[i] = items[j]!
        items[j] = t
      }
    },
    state: () => streamAt([s[0]!, s[1]!, s[2]!, s[3]!]),
  }
}

/** Draws again where the range is not a multiple of n, so that every number is as likely. */
function nextInteger(s: Int32Array, n: number): number {
  if (!(n >= 1 && n <= Number.MAX_SAFE_INTEGER && Number.isInteger(n))) {
    throw new CausalError('invalid-argument', `n must be a whole number from 1 to 2^53 - 1, got ${show(n)}.`, {
      n,
    })
  }
  if (n <= 4294967296) {
    const limit = 4294967296 - (4294967296 % n)
    for (;;) {
      const word = nextWord(s) >>> 0
      if (word < limit) return word % n
    }
  }
  const limit = 9007199254740992 - (9007199254740992 % n)
  for (;;) {
    const long = nextUniform(s) * 9007199254740992
    if (long < limit) return long % n
  }
}

/** The stream with this state. */
export function streamAt(words: [number, number, number, number]): RandomStream {
  // the one state that xoshiro cannot leave
  if (words.every((word) => word === 0)) words[3] = 1
  return Object.freeze({ words: Object.freeze(words) })
}
