import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { nextOpenUniform } from './xoshiro.js'
import { nextExponential, nextNormal } from './ziggurat.js'

/**
 * A gamma number with scale 1: Marsaglia & Tsang (2000), "A simple method for generating gamma variables". A shape below
 * one is drawn one higher and multiplied by U^(1 / shape); it can underflow to 0 where the shape is below about 0.05.
 */
export function nextGamma(s: Int32Array, shape: number): number {
  if (shape < 1) return nextGamma(s, shape + 1) * portableExp(-nextExponential(s) / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = nextNormal(s)
    const base = 1 + c * x
    if (base <= 0) continue
    const v = base * base * base
    const u = nextOpenUniform(s)
    if (u < 1 - 0.0331 * x * x * x * x) return d * v
    if (portableLog(u) < 0.5 * x * x + d * (1 - v + portableLog(v))) return d * v
  }
}
