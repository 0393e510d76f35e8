import type { Distribution } from './distribution.js'

const HALF_LOG_2PI = 0.9189385332046727
const NEVER = Number.NEGATIVE_INFINITY

/** The logarithm of the density of a continuous distribution, or of the probability of a finite one, as a function of x. */
export function logDensityOf(d: Distribution): (x: number | string) => number {
  if (d.values !== null) {
    const logs = new Map(d.values.map((value, i) => [value, Math.log(d.probabilities![i]!)]))
    return (x) => logs.get(x) ?? NEVER
  }
  return continuousLogDensity(d) as (x: number | string) => number
}

function continuousLogDensity(d: Distribution): (x: number) => number {
  const p = d.parameters as Record<string, number>
  const location = p['mean'] ?? p['location'] ?? p['low'] ?? 0
  const scale = p['sd'] ?? p['scale'] ?? p['width'] ?? 1 / (p['rate'] ?? 1)
  const constant = -Math.log(scale)
  const standard = standardLogDensity(d)
  if (d.family === 'logNormal')
    return (x) => (x > 0 ? constant - Math.log(x) + standard((Math.log(x) - location) / scale) : NEVER)
  return (x) => constant + standard((x - location) / scale)
}

/** The log density at location 0 and scale 1; of a log-normal, that of the logarithm. */
function standardLogDensity(d: Distribution): (z: number) => number {
  switch (d.family) {
    case 'uniform':
      return (z) => (z >= 0 && z <= 1 ? 0 : NEVER)
    case 'exponential':
      return (z) => (z >= 0 ? -z : NEVER)
    case 'laplace':
      return (z) => -Math.abs(z) - Math.LN2
    case 'logistic':
      return (z) => -Math.abs(z) - 2 * Math.log1p(Math.exp(-Math.abs(z)))
    case 'gumbel':
      return (z) => -z - Math.exp(-z)
    default:
      return (z) => -0.5 * z * z - HALF_LOG_2PI
  }
}
