// The generator xoshiro128** (Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators"): four words of
// state, period 2^128 − 1. Bulk filling keeps the words in local variables.

/** The next 32 bits, as a signed integer. */
export function nextWord(s: Int32Array): number {
  const s1 = s[1]!
  const m = Math.imul(s1, 5)
  const result = Math.imul((m << 7) | (m >>> 25), 9)
  const s2 = s[2]! ^ s[0]!
  const s3 = s[3]! ^ s1
  s[1] = s1 ^ s2
  s[0]! ^= s3
  s[2] = s2 ^ (s1 << 9)
  s[3] = (s3 << 11) | (s3 >>> 21)
  return result
}

/** A number in [0, 1): a multiple of 2^-53. */
export function nextUniform(s: Int32Array): number {
  const high = nextWord(s) >>> 5
  return (high * 67108864 + (nextWord(s) >>> 6)) * 1.1102230246251565e-16
}

/** A number in (0, 1), for logarithms. */
export function nextOpenUniform(s: Int32Array): number {
  return nextUniform(s) + 5.551115123125783e-17
}

/** The same numbers as repeated `nextUniform`. */
export function fillUniforms(s: Int32Array, out: Float64Array): void {
  let s0 = s[0]!
  let s1 = s[1]!
  let s2 = s[2]!
  let s3 = s[3]!
  for (let i = 0; i < out.length; i++) {
    let m = Math.imul(s1, 5)
    const high = Math.imul((m << 7) | (m >>> 25), 9) >>> 5
    let t = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 11) | (s3 >>> 21)
    m = Math.imul(s1, 5)
    const low = Math.imul((m << 7) | (m >>> 25), 9) >>> 6
    t = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 11) | (s3 >>> 21)
    out[i] = (high * 67108864 + low) * 1.1102230246251565e-16
  }
  s[0] = s0
  s[1] = s1
  s[2] = s2
  s[3] = s3
}
