/** The estimators that the panel offers, with what each does in a few words. */
export const estimators = {
  regressionAdjustment: ['Regression adjustment', 'a regression of the outcome in each arm, averaged over all rows'],
  ipw: ['Weighting (IPW)', 'each row weighted by the inverse of its chance to be treated as it was'],
  aipw: ['Doubly robust (AIPW)', 'regression and weighting together: right if one of both is'],
  tmle: ['Targeted (TMLE)', 'doubly robust too, with estimates that stay within the range of the outcome'],
  matching: ['Matching', 'each row compared with the most alike of the other arm'],
  twoStageLeastSquares: ['Two-stage least squares', 'needs an instrument in the graph'],
  frontDoor: ['Front door', 'needs mediators that carry the whole effect'],
} as const
export type EstimatorName = keyof typeof estimators

export const refuters = {
  placebo: ['Placebo treatment', 'the treatment is shuffled: the effect must vanish'],
  randomCause: ['Random common cause', 'a column of noise is adjusted for too: the effect must stay'],
  subset: ['Subset', 'only a part of the rows is used: the effect must stay'],
} as const
export type RefuterName = keyof typeof refuters

/** What is asked, as it is kept in the work. */
export interface Settings {
  readonly chosen: readonly EstimatorName[]
  /** Adjust for what was chosen in the work rather than for the best set that was found. */
  readonly useAdjusted: boolean
  readonly confidence: number
  readonly draws: number
}

export const firstSettings: Settings = {
  chosen: ['regressionAdjustment', 'ipw', 'aipw'],
  useAdjusted: false,
  confidence: 0.95,
  draws: 50,
}

/** Whether kept settings are such: they come from addresses too. */
export function isSettings(value: unknown): value is Settings {
  if (typeof value !== 'object' || value === null) return false
  const { chosen, useAdjusted, confidence, draws } = value as Record<string, unknown>
  return (
    Array.isArray(chosen) &&
    chosen.every((name) => typeof name === 'string' && Object.hasOwn(estimators, name)) &&
    typeof useAdjusted === 'boolean' &&
    Number.isFinite(confidence) &&
    Number.isFinite(draws)
  )
}
