/**
 * How a policy is valued from a log.
 *
 * @category Decisions
 */
export type LogEstimator = 'ips' | 'clipped' | 'snips' | 'dm' | 'dr' | 'sndr'

export const logEstimators: readonly LogEstimator[] = ['ips', 'clipped', 'snips', 'dm', 'dr', 'sndr']

/** A decision of the log. */
export interface LoggedRow {
  /** The chance of what was done under the policy to value, over that by which it was done. */
  readonly weight: number
  readonly reward: number
  /** What the model expects of what was done, and of the policy. */
  readonly modelled: number
  readonly expected: number
}

/** The value of a policy by one of the estimators, with the standard error of a mean, or of a ratio of means. */
export function valueFromLog(
  rows: readonly LoggedRow[],
  estimator: LogEstimator,
  clip: number = Number.POSITIVE_INFINITY,
): {
  readonly value: number
  readonly standardError: number | null
  readonly effectiveSampleSize: number
  readonly largestWeight: number
} {
  const weights = rows.map(({ weight }) => (estimator === 'clipped' ? Math.min(weight, clip) : weight))
  const sum = weights.reduce((all, w) => all + w, 0)
  const worth = {
    effectiveSampleSize: sum === 0 ? 0 : sum ** 2 / weights.reduce((all, w) => all + w * w, 0),
    largestWeight: weights.reduce((most, w) => Math.max(most, w), 0),
  }
  const mean = (of: (row: LoggedRow, w: number) => number): { value: number; standardError: number } => {
    const values = rows.map((row, i) => of(row, weights[i]!))
    const value = values.reduce((all, each) => all + each, 0) / rows.length
    const squares = values.reduce((all, each) => all + (each - value) ** 2, 0)
    return { value, standardError: Math.sqrt(squares / (rows.length - 1) / rows.length) }
  }
  /** A weighted mean by weights that sum to one, with the error of a ratio (the delta method). */
  const ratio = (
    of: (row: LoggedRow) => number,
  ): { value: number; influence: (row: LoggedRow, w: number) => number } => {
    const value = rows.reduce((all, row, i) => all + weights[i]! * of(row), 0) / sum
    return { value, influence: (row, w) => (rows.length / sum) * w * (of(row) - value) }
  }
  if (estimator === 'dm') return { ...mean(({ expected }) => expected), standardError: null, ...worth }
  if (estimator === 'ips' || estimator === 'clipped') return { ...mean(({ reward }, w) => w * reward), ...worth }
  if (estimator === 'dr')
    return { ...mean(({ reward, modelled, expected }, w) => expected + w * (reward - modelled)), ...worth }
  if (estimator === 'snips') {
    const { value, influence } = ratio(({ reward }) => reward)
    return { value, standardError: mean(influence).standardError, ...worth }
  }
  const believed = mean(({ expected }) => expected).value
  const corrected = ratio(({ reward, modelled }) => reward - modelled)
  const { standardError } = mean((row, w) => row.expected + corrected.influence(row, w))
  return { value: believed + corrected.value, standardError, ...worth }
}
