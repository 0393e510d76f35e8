import { CausalError } from '../errors.js'
import type { Distribution } from './distribution.js'

/** Euler's constant: minus the digamma function at 1. */
const euler = 0.5772156649015329

/** Mean and variance of a distribution over numbers. */
export function distributionMoments(
  where: string,
  d: Distribution,
): { readonly mean: number; readonly variance: number } {
  if (d.values !== null) {
    let mean = 0
    for (const [i, value] of d.values.entries()) {
      if (typeof value !== 'number')
        throw new CausalError(
          where,
          'type-mismatch',
          `the state ${JSON.stringify(value)} is no number, so it has no mean.`,
          { value },
        )
      mean += d.probabilities![i]! * value
    }
    const variance = d.values.reduce<number>(
      (sum, value, i) => sum + d.probabilities![i]! * ((value as number) - mean) ** 2,
      0,
    )
    return { mean, variance }
  }
  const p = (name: string): number => d.parameters[name]!
  switch (d.family) {
    case 'normal':
      return { mean: p('mean'), variance: p('sd') ** 2 }
    case 'uniform':
      return { mean: (p('low') + p('high')) / 2, variance: p('width') ** 2 / 12 }
    case 'exponential':
      return { mean: 1 / p('rate'), variance: 1 / p('rate') ** 2 }
    case 'laplace':
      return { mean: p('location'), variance: 2 * p('scale') ** 2 }
    case 'logistic':
      return { mean: p('location'), variance: (Math.PI * p('scale')) ** 2 / 3 }
    case 'gumbel':
      return { mean: p('location') + euler * p('scale'), variance: (Math.PI * p('scale')) ** 2 / 6 }
    case 'logNormal': {
      const spread = Math.expm1(p('sd') ** 2)
      return { mean: Math.exp(p('mean') + p('sd') ** 2 / 2), variance: spread * Math.exp(2 * p('mean') + p('sd') ** 2) }
    }
    default:
      throw new CausalError(where, 'not-supported', `mean and variance of the family ${d.family} are not known here.`, {
        family: d.family,
      })
  }
}
