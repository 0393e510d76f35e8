import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'

/**
 * Hyvärinen's approximation to the differential entropy of a standardised variable, from E log cosh u and
 * E u exp(−u²/2) (Hyvärinen 1998; constants of Hyvärinen & Smith 2013, section 3.3).
 */
export function entropy(u: Float64Array): number {
  return entropyOfResidual(u, 0, u, 1)
}

/** The same of a·(u − b·v), without storing it. */
export function entropyOfResidual(u: Float64Array, b: number, v: Float64Array, a: number): number {
  const n = u.length
  series ??= makeSeries()
  const c = series
  let first = 0
  let second = 0
  for (let i = 0; i < n; i++) {
    const x = a * (u[i]! - b * v[i]!)
    const size = Math.abs(x)
    // beyond the grid log cosh x = |x| − log 2, and exp(−x²/2) is nothing, to the last bit
    if (!(size < END)) {
      first += size - Math.LN2
      continue
    }
    const at = (size * STEPS + 0.5) | 0
    const t = size - at * STEP
    const k = at * WIDTH
    first += c[k]! + t * (c[k + 1]! + t * (c[k + 2]! + t * (c[k + 3]! + t * c[k + 4]!)))
    second += x * (c[k + 5]! + t * (c[k + 6]! + t * (c[k + 7]! + t * (c[k + 8]! + t * c[k + 9]!))))
  }
  const l = first / n - GAMMA
  const e = second / n
  return (1 + portableLog(2 * Math.PI)) / 2 - K1 * l * l - K2 * e * e
}

const K1 = 79.047
const K2 = 7.4129
const GAMMA = 0.37457

/** Grid points a unit: the nearest one is at most 1/256 away, where five terms are right to about 5e-14. */
const STEPS = 128
const STEP = 1 / STEPS
const END = 19
const TERMS = 5
const WIDTH = 2 * TERMS

/** At each grid point c the Taylor coefficients of log cosh x, then those of exp(−x²/2), around it; made when first needed. */
let series: Float64Array | undefined

function makeSeries(): Float64Array {
  const table = new Float64Array((END * STEPS + 1) * WIDTH)
  const tanh = new Float64Array(TERMS)
  for (let i = 0; i <= END * STEPS; i++) {
    const c = i / STEPS
    const at = i * WIDTH
    const decay = portableExp(-2 * c)
    table[at] = c + portableLog(1 + decay) - Math.LN2
    // tanh' = 1 − tanh², and log cosh is its integral
    tanh[0] = (1 - decay) / (1 + decay)
    for (let k = 0; k + 1 < TERMS; k++) {
      let sum = k === 0 ? 1 : 0
      for (let j = 0; j <= k; j++) sum -= tanh[j]! * tanh[k - j]!
      tanh[k + 1] = sum / (k + 1)
      table[at + k + 1] = tanh[k]! / (k + 1)
    }
    // f = exp(−x²/2) has f' = −x f
    const f = table.subarray(at + TERMS, at + WIDTH)
    f[0] = portableExp(-0.5 * c * c)
    for (let k = 0; k + 1 < TERMS; k++) f[k + 1] = -(c * f[k]! + (k === 0 ? 0 : f[k - 1]!)) / (k + 1)
  }
  return table
}
