/**
 * How a policy is valued from a log.
 *
 * @category Decisions
 */
export type LogEstimator = 'ips' | 'clipped' | 'snips' | 'dm' | 'dr' | 'sndr'

export const logEstimators: readonly LogEstimator[] = ['ips', 'clipped', 'snips', 'dm', 'dr', 'sndr']

/** The decisions of a log, by columns. */
export interface LoggedRows {
  /** The chance of what was done under the policy to value, over that by which it was done. */
  readonly weight: Float64Array
  readonly reward: Float64Array
  /** What the model expects of what was done, and of the policy; zeros without a model. */
  readonly modelled: Float64Array
  readonly expected: Float64Array
}

/** The value of a policy by one of the estimators, with the standard error of a mean, or of a ratio of means. */
export function valueFromLog(
  { weight, reward, modelled, expected }: LoggedRows,
  estimator: LogEstimator,
  clip: number = Number.POSITIVE_INFINITY,
): {
  readonly value: number
  readonly standardError: number | null
  readonly effectiveSampleSize: number
  readonly largestWeight: number
} {
  const n = weight.length
  const w = estimator === 'clipped' ? weight.map((each) => Math.min(each, clip)) : weight
  const sumOf = (of: (i: number) => number): number => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += of(i)
    return sum
  }
  const sum = sumOf((i) => w[i]!)
  const worth = {
    effectiveSampleSize: sum === 0 ? 0 : sum ** 2 / sumOf((i) => w[i]! * w[i]!),
    largestWeight: w.reduce((most, each) => Math.max(most, each), 0),
  }
  const mean = (of: (i: number) => number): { value: number; standardError: number } => {
    const value = sumOf(of) / n
    const squares = sumOf((i) => (of(i) - value) ** 2)
    return { value, standardError: Math.sqrt(squares / (n - 1) / n) }
  }
  /** A weighted mean by weights that sum to one, with the error of a ratio (the delta method). */
  const ratio = (of: (i: number) => number): { value: number; influence: (i: number) => number } => {
    const value = sumOf((i) => w[i]! * of(i)) / sum
    return { value, influence: (i) => (n / sum) * w[i]! * (of(i) - value) }
  }
  if (estimator === 'dm') return { ...mean((i) => expected[i]!), standardError: null, ...worth }
  if (estimator === 'ips' || estimator === 'clipped') return { ...mean((i) => w[i]! * reward[i]!), ...worth }
  if (estimator === 'dr') return { ...mean((i) => expected[i]! + w[i]! * (reward[i]! - modelled[i]!)), ...worth }
  if (estimator === 'snips') {
    const { value, influence } = ratio((i) => reward[i]!)
    return { value, standardError: mean(influence).standardError, ...worth }
  }
  const believed = mean((i) => expected[i]!).value
  const corrected = ratio((i) => reward[i]! - modelled[i]!)
  const { standardError } = mean((i) => expected[i]! + corrected.influence(i))
  return { value: believed + corrected.value, standardError, ...worth }
}
