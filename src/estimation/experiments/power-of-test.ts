import { CausalError } from '../../errors.js'
import { chiSquareQuantile, chiSquareUpperQuantile } from '../../numeric/special/chi-square.js'
import { logGammaDensity } from '../../numeric/special/gamma.js'
import { normalQuantile, normalUpperTail } from '../../numeric/special/normal.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { studentTUpperQuantile } from '../../numeric/special/student-t.js'
import { show } from '../../show.js'

/**
 * The plan of an experiment: what is known before it.
 *
 * @category Estimation
 */
export interface ExperimentPlan {
  /** The outcome's standard deviation within an arm; or give `baseline`. */
  readonly standardDeviation?: number
  /** The share of events under control, between 0 and 1, for an outcome that is yes or no. */
  readonly baseline?: number
  /** The share of units that get the treatment (default 0.5). */
  readonly share?: number
  /** The level of the two-sided test (default 0.05). */
  readonly alpha?: number
  /** Units in a cluster that is drawn together (default 1). */
  readonly clusterSize?: number
  /** How alike the units of a cluster are: the share of variance between clusters, 0 to 1 (default 0). */
  readonly intraclassCorrelation?: number
  /** The share of variance that covariates from before the experiment explain, 0 to 1 (default 0): CUPED. */
  readonly explained?: number
}

export const planKeys = [
  'standardDeviation',
  'baseline',
  'share',
  'alpha',
  'clusterSize',
  'intraclassCorrelation',
  'explained',
] as const

/** All of a plan are numbers; `alpha` is one everywhere. */
export const planKinds = {
  standardDeviation: 'number',
  baseline: 'number',
  share: 'number',
  clusterSize: 'number',
  intraclassCorrelation: 'number',
  explained: 'number',
} as const

/** A plan that was looked at. */
export interface CheckedPlan {
  readonly sd: number | null
  readonly baseline: number | null
  readonly share: number
  readonly alpha: number
  /** What n is divided by: 1 + (m − 1) ρ for clusters, 1 − R² for covariates. */
  readonly inflation: number
  /** Units in a cluster. */
  readonly clusterSize: number
}

/** Throws for a plan that cannot be. */
export function checkedPlan(plan: ExperimentPlan): CheckedPlan {
  const { standardDeviation, baseline, share = 0.5, alpha = 0.05 } = plan
  const { clusterSize = 1, intraclassCorrelation = 0, explained = 0 } = plan
  if ((standardDeviation === undefined) === (baseline === undefined)) {
    throw new CausalError(
      'invalid-argument',
      'give either `standardDeviation`, or `baseline` for an outcome that is yes or no.',
    )
  }
  inRange('standardDeviation', standardDeviation ?? 1, 0, Number.POSITIVE_INFINITY, false)
  inRange('baseline', baseline ?? 0.5, 0, 1, false)
  inRange('share', share, 0, 1, false)
  inRange('alpha', alpha, 0, 1, false)
  inRange('clusterSize', clusterSize, 1, Number.POSITIVE_INFINITY, true)
  inRange('intraclassCorrelation', intraclassCorrelation, 0, 1, true)
  inRange('explained', explained, 0, 1, true)
  if (explained === 1)
    throw new CausalError('invalid-argument', 'explained must be below 1, or nothing is left to test.')
  return {
    sd: standardDeviation ?? null,
    baseline: baseline ?? null,
    share,
    alpha,
    inflation: (1 + (clusterSize - 1) * intraclassCorrelation) * (1 - explained),
    clusterSize,
  }
}

export function inRange(option: string, value: number, least: number, most: number, closed: boolean): void {
  const inside = typeof value === 'number' && (closed ? value >= least && value <= most : value > least && value < most)
  if (inside && Number.isFinite(value)) return
  const range =
    most === Number.POSITIVE_INFINITY
      ? `a number ${closed ? 'from' : 'above'} ${least}`
      : `between ${least} and ${most}`
  throw new CausalError('invalid-argument', `${option} must be ${range}, got ${show(value)}.`, {
    option,
    [option]: value,
  })
}

/** The probability that the test of no effect rejects, either way. */
export function powerOfTest(plan: CheckedPlan, n: number, effect: number): number {
  const { sd, baseline, share, alpha, inflation, clusterSize } = plan
  const [n1, n0] = [(n * share) / inflation, (n * (1 - share)) / inflation]
  if (baseline !== null) {
    // the usual test of two proportions: pooled under the null, apart under the effect (Fleiss 1981)
    const other = baseline + effect
    const pooled = share * other + (1 - share) * baseline
    const null0 = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n0))
    const spread = Math.sqrt((other * (1 - other)) / n1 + (baseline * (1 - baseline)) / n0)
    const critical = normalQuantile(1 - alpha / 2) * null0
    return normalUpperTail((critical - effect) / spread) + normalUpperTail((critical + effect) / spread)
  }
  const error = sd! * Math.sqrt(1 / n1 + 1 / n0)
  const df = n / clusterSize - 2
  const critical = studentTUpperQuantile(alpha / 2, df)
  return noncentralUpperTail(critical, df, effect / error) + noncentralUpperTail(critical, df, -effect / error)
}

/**
 * P(T > t) for the noncentral t distribution with t > 0: the mean of Φ(δ − t s) over s = √(χ² / df), by Simpson's rule
 * between the quantiles of χ² at 1e-15.
 */
function noncentralUpperTail(t: number, df: number, shift: number): number {
  // so many degrees of freedom leave s at 1
  if (df > 1e7) return normalUpperTail(t - shift)
  const low = chiSquareQuantile(1e-15, df)
  const high = chiSquareUpperQuantile(1e-15, df)
  const [from, to] = [Math.sqrt(low / df), Math.sqrt(high / df)]
  const steps = 400
  const width = (to - from) / steps
  let [sum, whole] = [0, 0]
  for (let i = 0; i <= steps; i++) {
    const s = from + i * width
    // the density of s: that of χ² = df s² times 2 df s
    const density = s > 0 ? portableExp(logGammaDensity(df * s * s, df / 2, 2)) * 2 * df * s : 0
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2
    sum += weight * density * normalUpperTail(t * s - shift)
    whole += weight * density
  }
  return sum / whole
}

/** The fewest units that a plan can have: two clusters in each arm. */
export function leastUnits({ clusterSize, share }: CheckedPlan): number {
  return (2 * clusterSize) / Math.min(share, 1 - share)
}
