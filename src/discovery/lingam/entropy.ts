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
  // log cosh x = |x| + log(1 + e^(−2|x|)) − log 2, the logarithms of many factors taken as one of their product
  let first = 0
  let product = 1
  let second = 0
  for (let i = 0; i < n; i++) {
    const x = a * (u[i]! - b * v[i]!)
    const size = Math.abs(x)
    first += size
    product *= 1 + portableExp(-2 * size)
    if (product > 1e300) {
      first += portableLog(product)
      product = 1
    }
    second += x * portableExp(-0.5 * x * x)
  }
  return entropyOfSums(first + portableLog(product), second, n)
}

const K1 = 79.047
const K2 = 7.4129
const GAMMA = 0.37457

function entropyOfSums(first: number, second: number, n: number): number {
  const a = first / n - Math.LN2 - GAMMA
  const b = second / n
  return (1 + portableLog(2 * Math.PI)) / 2 - K1 * a * a - K2 * b * b
}
