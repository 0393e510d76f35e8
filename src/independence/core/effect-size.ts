import { chiSquareCdf } from '../../numeric/special/chi-square.js'
import { logGamma } from '../../numeric/special/log-gamma.js'
import { normalUpperQuantile } from '../../numeric/special/normal.js'
import { portableExp, portableExpm1, portableTanh } from '../../numeric/special/portable-exp.js'
import { portableAtanh, portableLog } from '../../numeric/special/portable-log.js'

/** How strong a dependence is, on the scale of a correlation. */
export interface EffectSize {
  /** A partial correlation with its sign, or the informational correlation, which has none. */
  readonly effect: number
  readonly interval: readonly [number, number]
}

/** A partial correlation given a set, with Fisher's interval. */
export function correlationEffect(r: number, n: number, given: number, confidence: number): EffectSize | null {
  const left = n - given - 3
  if (!(left > 0)) return null
  const z = portableAtanh(r)
  const reach = normalUpperQuantile((1 - confidence) / 2) / Math.sqrt(left)
  return { effect: r, interval: Object.freeze([portableTanh(z - reach), portableTanh(z + reach)] as const) }
}

/**
 * The informational correlation √(1 − exp(−λ / n)) of a statistic that is chi-square with non-centrality λ (Linfoot 1957:
 * λ / n is twice the conditional mutual information; of Gaussian columns this is the size of the partial correlation).
 * λ is estimated by the statistic less its degrees of freedom; the interval inverts the non-central distribution.
 */
export function chiSquareEffect(statistic: number, df: number, n: number, confidence: number): EffectSize {
  const correlation = (lambda: number): number => Math.sqrt(-portableExpm1(-lambda / n))
  const tail = (1 - confidence) / 2
  const interval = [1 - tail, tail].map((p) => correlation(nonCentrality(statistic, df, p))) as [number, number]
  return { effect: correlation(Math.max(0, statistic - df)), interval: Object.freeze(interval) }
}

/** The λ at which a non-central chi-square lies below the statistic with probability p; 0 where it does so less often at 0. */
function nonCentrality(statistic: number, df: number, p: number): number {
  const below = (lambda: number): number => nonCentralCdf(statistic, df, lambda)
  if (below(0) <= p) return 0
  let [low, high] = [0, 1]
  while (below(high) > p) high *= 2
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2
    if (below(middle) > p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(χ² ≤ x) with non-centrality λ: a Poisson mixture of chi-squares with df + 2j degrees of freedom. */
function nonCentralCdf(x: number, df: number, lambda: number): number {
  if (lambda > 500) {
    // Patnaik's approximation (1949): c times a chi-square with the same mean and variance
    const c = (df + 2 * lambda) / (df + lambda)
    return chiSquareCdf(x / c, (df + lambda) / c)
  }
  if (!(x > 0)) return 0
  let weight = portableExp(-lambda / 2)
  let cdf = chiSquareCdf(x, df)
  // the cdf with two more degrees of freedom is less by this
  let less = portableExp((df / 2) * portableLog(x / 2) - x / 2 - logGamma(df / 2 + 1))
  let sum = 0
  for (let j = 0; j < lambda + 40 + 10 * Math.sqrt(lambda); j++) {
    sum += weight * cdf
    weight *= lambda / 2 / (j + 1)
    cdf = Math.max(0, cdf - less)
    less *= x / 2 / (df / 2 + 1 + j)
  }
  return sum
}
