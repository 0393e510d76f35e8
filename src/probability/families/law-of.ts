import { betaCdf, betaQuantile, betaUpperTail, logBetaDensity } from '../../numeric/special/beta.js'
import { gammaCdf, gammaQuantile, gammaUpperTail, logGammaDensity } from '../../numeric/special/gamma.js'
import { logNormalDensity, normalCdf, normalQuantile } from '../../numeric/special/normal.js'
import { portableExp, portableExpm1 } from '../../numeric/special/portable-exp.js'
import { portableLog, portableLog1p } from '../../numeric/special/portable-log.js'
import { logStudentTDensity, studentTCdf, studentTQuantile } from '../../numeric/special/student-t.js'
import { type Distribution, knownDistributions } from './distribution.js'
import { finiteLaw } from './finite-law.js'
import type { Law } from './law.js'
import { poissonLaw } from './poisson-law.js'

const EULER = 0.5772156649015329
const NEVER = Number.NEGATIVE_INFINITY

const laws = new WeakMap<Distribution<number>, Law>()

/** The law of a distribution over numbers, kept with one that is known and so cannot change. */
export function lawOf(d: Distribution<number>): Law {
  const known = laws.get(d)
  if (known !== undefined) return known
  const law = makeLaw(d)
  if (knownDistributions.has(d)) laws.set(d, law)
  return law
}

function makeLaw(d: Distribution<number>): Law {
  const p = d.parameters as Record<string, number>
  switch (d.family) {
    case 'normal':
      return moved(symmetric(logNormalDensity, normalCdf, normalQuantile, 1), p['mean']!, p['sd']!)
    case 'logNormal':
      return exponentialOf(moved(symmetric(logNormalDensity, normalCdf, normalQuantile, 1), p['mean']!, p['sd']!))
    case 'uniform':
      return uniformLaw(p['low']!, p['high']!, p['width']!)
    case 'exponential':
      return moved(unitExponential, 0, 1 / p['rate']!)
    case 'laplace':
      return moved(unitLaplace, p['location']!, p['scale']!)
    case 'logistic':
      return moved(unitLogistic, p['location']!, p['scale']!)
    case 'gumbel':
      return moved(unitGumbel, p['location']!, p['scale']!)
    case 'gamma': {
      const a = p['shape']!
      const law: Law = {
        logDensity: (x) => logGammaDensity(x, a),
        cdf: (x) => gammaCdf(x, a),
        upper: (x) => gammaUpperTail(x, a),
        quantile: (q) => gammaQuantile(q, a),
        mean: a,
        variance: a,
      }
      return moved(law, 0, p['scale']!)
    }
    case 'beta': {
      const a = p['a']!
      const b = p['b']!
      return {
        logDensity: (x) => logBetaDensity(x, a, b),
        cdf: (x) => betaCdf(x, a, b),
        upper: (x) => betaUpperTail(x, a, b),
        quantile: (q) => betaQuantile(q, a, b),
        mean: a / (a + b),
        variance: ((a / (a + b)) * (b / (a + b))) / (a + b + 1),
      }
    }
    case 'studentT': {
      const df = p['df']!
      const variance = df > 2 ? df / (df - 2) : df > 1 ? Number.POSITIVE_INFINITY : Number.NaN
      const law = symmetric(
        (x) => logStudentTDensity(x, df),
        (x) => studentTCdf(x, df),
        (q) => studentTQuantile(q, df),
        variance,
      )
      return moved(df > 1 ? law : { ...law, mean: Number.NaN }, p['location']!, p['scale']!)
    }
    case 'poisson':
      return poissonLaw(p['rate']!)
    case 'finite':
      return finiteLaw(d)
  }
}

function symmetric(
  logDensity: (x: number) => number,
  cdf: (x: number) => number,
  quantile: (p: number) => number,
  variance: number,
): Law {
  return { logDensity, cdf, upper: (x) => cdf(-x), quantile, mean: 0, variance }
}

/** The law of location + scale · X. */
function moved(law: Law, location: number, scale: number): Law {
  const logScale = portableLog(scale)
  return {
    logDensity: (x) => law.logDensity((x - location) / scale) - logScale,
    cdf: (x) => law.cdf((x - location) / scale),
    upper: (x) => law.upper((x - location) / scale),
    quantile: (p) => location + scale * law.quantile(p),
    mean: location + scale * law.mean,
    variance: scale * scale * law.variance,
  }
}

/** The law of exp(X) for a normal X. */
function exponentialOf(law: Law): Law {
  const mean = portableExp(law.mean + law.variance / 2)
  const log = (x: number): number => (x > 0 ? portableLog(x) : NEVER)
  return {
    logDensity: (x) => (x > 0 ? law.logDensity(portableLog(x)) - portableLog(x) : NEVER),
    cdf: (x) => law.cdf(log(x)),
    upper: (x) => law.upper(log(x)),
    quantile: (p) => portableExp(law.quantile(p)),
    mean,
    variance: portableExpm1(law.variance) * mean * mean,
  }
}

/** low + width can be off the upper end by rounding. */
function uniformLaw(low: number, high: number, width: number): Law {
  const law = moved(unitUniform, low, width)
  return { ...law, quantile: (p) => (p === 1 ? high : Math.min(high, law.quantile(p))) }
}

const within = (x: number): number => Math.min(1, Math.max(0, x))

const unitUniform: Law = {
  logDensity: (x) => (x >= 0 && x <= 1 ? 0 : NEVER),
  cdf: within,
  upper: (x) => within(1 - x),
  quantile: (p) => p,
  mean: 0.5,
  variance: 1 / 12,
}

const unitExponential: Law = {
  logDensity: (x) => (x >= 0 ? -x : NEVER),
  cdf: (x) => (x > 0 ? -portableExpm1(-x) : 0),
  upper: (x) => (x > 0 ? portableExp(-x) : 1),
  quantile: (p) => 0 - portableLog1p(-p),
  mean: 1,
  variance: 1,
}

const unitLaplace: Law = symmetric(
  (x) => -Math.abs(x) - Math.LN2,
  (x) => (x < 0 ? 0.5 * portableExp(x) : 1 - 0.5 * portableExp(-x)),
  (p) => (p < 0.5 ? portableLog(2 * p) : 0 - portableLog(2 * (1 - p))),
  2,
)

const unitLogistic: Law = symmetric(
  (x) => -Math.abs(x) - 2 * portableLog1p(portableExp(-Math.abs(x))),
  (x) => 1 / (1 + portableExp(-x)),
  (p) => portableLog(p) - portableLog1p(-p),
  Math.PI ** 2 / 3,
)

const unitGumbel: Law = {
  logDensity: (x) => (x === NEVER ? NEVER : -x - portableExp(-x)),
  cdf: (x) => portableExp(-portableExp(-x)),
  upper: (x) => -portableExpm1(-portableExp(-x)),
  quantile: (p) => 0 - portableLog(-portableLog(p)),
  mean: EULER,
  variance: Math.PI ** 2 / 6,
}
