import type { Distribution } from './distribution.js'

const HALF_LOG_2PI = 0.9189385332046727

/** The logarithm of the density of a continuous distribution, or of the probability of a finite one, at x. */
export function logDensity(d: Distribution, x: number | string): number {
  if (d.values !== null) {
    const i = d.values.indexOf(x)
    return i < 0 ? Number.NEGATIVE_INFINITY : Math.log(d.probabilities![i]!)
  }
  const p = d.parameters as Record<string, number>
  const v = x as number
  switch (d.family) {
    case 'normal':
      return normalLog((v - p['mean']!) / p['sd']!) - Math.log(p['sd']!)
    case 'logNormal':
      return v > 0
        ? normalLog((Math.log(v) - p['mean']!) / p['sd']!) - Math.log(p['sd']! * v)
        : Number.NEGATIVE_INFINITY
    case 'uniform':
      return v >= p['low']! && v <= p['high']! ? -Math.log(p['width']!) : Number.NEGATIVE_INFINITY
    case 'exponential':
      return v >= 0 ? Math.log(p['rate']!) - p['rate']! * v : Number.NEGATIVE_INFINITY
    case 'laplace':
      return -Math.abs(v - p['location']!) / p['scale']! - Math.log(2 * p['scale']!)
    case 'logistic': {
      const z = Math.abs(v - p['location']!) / p['scale']!
      return -z - 2 * Math.log1p(Math.exp(-z)) - Math.log(p['scale']!)
    }
    case 'gumbel': {
      const z = (v - p['location']!) / p['scale']!
      return -z - Math.exp(-z) - Math.log(p['scale']!)
    }
    default:
      return Number.NaN
  }
}

const normalLog = (z: number): number => -0.5 * z * z - HALF_LOG_2PI
