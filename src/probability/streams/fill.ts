import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { Distribution } from '../families/distribution.js'
import { drawPoisson } from './draw-poisson.js'
import type { Generator } from './generator.js'

/** Fills an array with draws of a continuous distribution. */
export function fillContinuous(d: Distribution, draw: Generator, out: Float64Array): void {
  const p = d.parameters as Record<string, number>
  const n = out.length
  switch (d.family) {
    case 'normal':
    case 'logNormal': {
      const mean = p['mean']!
      const sd = p['sd']!
      draw.fillNormal(out)
      if (mean !== 0 || sd !== 1) for (let i = 0; i < n; i++) out[i] = mean + sd * out[i]!
      if (d.family === 'logNormal') for (let i = 0; i < n; i++) out[i] = portableExp(out[i]!)
      return
    }
    case 'uniform': {
      const low = p['low']!
      const width = p['width']!
      draw.fillUniform(out)
      for (let i = 0; i < n; i++) out[i] = low + width * out[i]!
      return
    }
    case 'exponential':
      for (let i = 0; i < n; i++) out[i] = draw.exponential() / p['rate']!
      return
    case 'laplace':
      for (let i = 0; i < n; i++) out[i] = p['location']! + p['scale']! * (draw.exponential() - draw.exponential())
      return
    case 'logistic':
      // the logarithm of the ratio of two exponentials
      for (let i = 0; i < n; i++) {
        out[i] = p['location']! + p['scale']! * (portableLog(draw.exponential()) - portableLog(draw.exponential()))
      }
      return
    case 'gumbel':
      for (let i = 0; i < n; i++) out[i] = p['location']! - p['scale']! * portableLog(draw.exponential())
      return
    case 'gamma':
      for (let i = 0; i < n; i++) out[i] = p['scale']! * draw.gamma(p['shape']!)
      return
    case 'beta':
      for (let i = 0; i < n; i++) out[i] = drawBeta(draw, p['a']!, p['b']!)
      return
    case 'studentT': {
      const half = p['df']! / 2
      for (let i = 0; i < n; i++) {
        out[i] = p['location']! + p['scale']! * (draw.normal() / Math.sqrt(draw.gamma(half) / half))
      }
      return
    }
    case 'poisson':
      for (let i = 0; i < n; i++) out[i] = drawPoisson(draw, p['rate']!)
      return
    case 'finite':
      for (let i = 0; i < n; i++)
        out[i] = d.values![pick(d.probabilities!, 0, d.probabilities!.length, draw.uniform())] as number
  }
}

/** A share of two gamma numbers; of small shapes by their logarithms, since the numbers themselves underflow. */
function drawBeta(draw: Generator, a: number, b: number): number {
  if (a >= 1 && b >= 1) {
    const x = draw.gamma(a)
    return x / (x + draw.gamma(b))
  }
  const logGamma = (shape: number): number => portableLog(draw.gamma(shape + 1)) - draw.exponential() / shape
  const logOdds = logGamma(a) - logGamma(b)
  return 1 / (1 + portableExp(-logOdds))
}

/** The first of `count` places from `start` at which the running sum of probabilities exceeds `u`; the last one of positive probability if rounding leaves none. */
export function pick(p: ArrayLike<number>, start: number, count: number, u: number): number {
  let sum = 0
  for (let k = 0; k < count; k++) {
    sum += p[start + k]!
    if (u < sum) return k
  }
  let k = count - 1
  while (k > 0 && p[start + k] === 0) k--
  return k
}
