import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { nextOpenUniform, nextUniform, nextWord } from './xoshiro.js'

// The ziggurat of Marsaglia & Tsang (2000) with 256 strips of equal area, and Doornik's (2005) repair: the strip and the
// position within it come from different bits. Logarithms and exponentials are the portable ones, so every engine draws
// the same bits.

/** `x[i]`: the right end of strip i; `f[i]`: the density there, scaled to 1 at 0. Strip 0 holds the tail beyond `x[1]`. */
interface Strips {
  readonly x: Float64Array
  readonly f: Float64Array
}

function strips(r: number, area: number, density: (x: number) => number, inverse: (f: number) => number): Strips {
  const x = new Float64Array(257)
  const f = new Float64Array(257)
  x[0] = area / density(r)
  x[1] = r
  for (let i = 2; i < 256; i++) x[i] = inverse(area / x[i - 1]! + density(x[i - 1]!))
  for (let i = 0; i < 257; i++) f[i] = density(x[i]!)
  return { x, f }
}

const NORMAL_TAIL = 3.654152885361009
const EXPONENTIAL_TAIL = 7.69711747013105
let normalStrips: Strips | undefined
let exponentialStrips: Strips | undefined

function forNormal(): Strips {
  normalStrips ??= strips(
    NORMAL_TAIL,
    0.004928673233974655,
    (x) => portableExp(-0.5 * x * x),
    (f) => Math.sqrt(-2 * portableLog(f)),
  )
  return normalStrips
}

function forExponential(): Strips {
  exponentialStrips ??= strips(
    EXPONENTIAL_TAIL,
    0.003949659822581557,
    (x) => portableExp(-x),
    (f) => -portableLog(f),
  )
  return exponentialStrips
}

/** A standard normal number. */
export function nextNormal(s: Int32Array): number {
  const { x, f } = forNormal()
  const high = nextWord(s)
  const low = nextWord(s)
  const i = low & 255
  const z = (high * 2097152 + (low >>> 11)) * 2.220446049250313e-16 * x[i]!
  return Math.abs(z) < x[i + 1]! ? z : normalBeyond(s, z, i, f)
}

/** The same numbers as repeated `nextNormal`. */
export function fillNormals(s: Int32Array, out: Float64Array): void {
  const { x, f } = forNormal()
  let s0 = s[0]!
  let s1 = s[1]!
  let s2 = s[2]!
  let s3 = s[3]!
  for (let k = 0; k < out.length; k++) {
    let m = Math.imul(s1, 5)
    const high = Math.imul((m << 7) | (m >>> 25), 9)
    let t = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 11) | (s3 >>> 21)
    m = Math.imul(s1, 5)
    const low = Math.imul((m << 7) | (m >>> 25), 9)
    t = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 11) | (s3 >>> 21)
    const i = low & 255
    const z = (high * 2097152 + (low >>> 11)) * 2.220446049250313e-16 * x[i]!
    if (Math.abs(z) < x[i + 1]!) {
      out[k] = z
      continue
    }
    s[0] = s0
    s[1] = s1
    s[2] = s2
    s[3] = s3
    out[k] = normalBeyond(s, z, i, f)
    s0 = s[0]!
    s1 = s[1]!
    s2 = s[2]!
    s3 = s[3]!
  }
  s[0] = s0
  s[1] = s1
  s[2] = s2
  s[3] = s3
}

/** A point `z` of strip `i` that is not under the strip above: in the wedge, in the tail, or to be drawn again. */
function normalBeyond(s: Int32Array, z: number, i: number, f: Float64Array): number {
  if (i === 0) {
    for (;;) {
      const a = -portableLog(nextOpenUniform(s)) / NORMAL_TAIL
      if (-2 * portableLog(nextOpenUniform(s)) > a * a) return z < 0 ? -NORMAL_TAIL - a : NORMAL_TAIL + a
    }
  }
  const height = f[i]! + nextUniform(s) * (f[i + 1]! - f[i]!)
  return height < portableExp(-0.5 * z * z) ? z : nextNormal(s)
}

/** A standard exponential number. */
export function nextExponential(s: Int32Array): number {
  const { x, f } = forExponential()
  let shift = 0
  for (;;) {
    const high = nextWord(s) >>> 0
    const low = nextWord(s)
    const i = low & 255
    const z = (high * 2097152 + (low >>> 11)) * 1.1102230246251565e-16 * x[i]!
    if (z < x[i + 1]!) return shift + z
    // beyond the last strip the tail is the same distribution again
    if (i === 0) shift += EXPONENTIAL_TAIL
    else if (f[i]! + nextUniform(s) * (f[i + 1]! - f[i]!) < portableExp(-z)) return shift + z
  }
}
