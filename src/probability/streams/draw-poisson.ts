import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { Generator } from './generator.js'

/** A Poisson number: by inversion for small rates, by Hörmann's (1993) transformed rejection PTRS from 10 on. */
export function drawPoisson(draw: Generator, rate: number): number {
  return rate < 10 ? byInversion(draw, rate) : byRejection(draw, rate)
}

function byInversion(draw: Generator, rate: number): number {
  let u = draw.uniform()
  let chance = portableExp(-rate)
  let k = 0
  while (u >= chance && k < 200) {
    u -= chance
    k++
    chance *= rate / k
  }
  return k
}

function byRejection(draw: Generator, rate: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(rate)
  const a = -0.059 + 0.02483 * b
  const top = 0.9277 - 3.6224 / (b - 2)
  const inverse = 1.1239 + 1.1328 / (b - 3.4)
  const logRate = portableLog(rate)
  for (;;) {
    const u = draw.uniform() - 0.5
    const v = draw.uniform()
    const s = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / s + b) * u + rate + 0.43)
    if (s >= 0.07 && v <= top) return k
    if (k < 0 || (s < 0.013 && v > s)) continue
    const left = portableLog((v * inverse) / (a / (s * s) + b))
    if (left <= k * logRate - rate - logFactorial(k)) return k
  }
}

/** log k!, by Stirling's series from 10 on, in portable logarithms. */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1
    for (let j = 2; j <= k; j++) product *= j
    return portableLog(product)
  }
  const r = 1 / (k * k)
  const tail = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / k
  return (k + 0.5) * portableLog(k) - k + 0.9189385332046728 + tail
}
