import type { InvariantPrediction, NoInvariantPrediction, PredictorFinding, SetTest, TestedSet } from './types.js'

/** A question that was read: its predictors, and how sets of them are tested. */
export interface Found {
  readonly predictors: readonly string[]
  readonly environments: readonly { readonly name: string; readonly n: number }[]
  readonly test: SetTest
  /** Of each predictor the interval over accepted sets; null where the regression is not linear. */
  readonly intervals:
    | ((accepted: readonly (readonly number[])[], alpha: number) => readonly (readonly [number, number])[])
    | null
  readonly method: () => string
  readonly warnings: readonly string[]
}

/** What the p-values of the sets say. */
export function judged(
  { predictors, environments, intervals, method, warnings }: Found,
  sets: readonly (readonly number[])[],
  pValues: readonly (number | null)[],
  alpha: number,
): InvariantPrediction | NoInvariantPrediction {
  const isAccepted = (k: number): boolean => pValues[k] === null || pValues[k]! > alpha
  const tested = sets.map(
    (set, k): TestedSet =>
      Object.freeze({
        predictors: Object.freeze(set.map((i) => predictors[i]!)),
        pValue: pValues[k]!,
        accepted: isAccepted(k),
      }),
  )
  const untested = pValues.filter((p) => p === null).length
  const common = {
    sets: Object.freeze(tested),
    environments: Object.freeze([...environments]),
    method: method(),
    warnings: Object.freeze([
      ...warnings,
      ...(untested > 0
        ? [
            `${untested} of ${sets.length} sets could not be tested: they are not rejected, so that causes may be missing from the answer.`,
          ]
        : []),
    ]),
  }
  const accepted = sets.filter((_, k) => isAccepted(k))
  if (accepted.length === 0) {
    return Object.freeze({
      invariant: false,
      reason: 'no-invariant-set',
      message: `every set of predictors was rejected at ${alpha}: the outcome's mechanism differs between environments, a cause of it is not among the predictors, or its form is another than the regression's. No cause follows.`,
      ...common,
    })
  }
  const parents = predictors.filter((_, i) => accepted.every((set) => set.includes(i)))
  const bounds = intervals?.(accepted, alpha) ?? null
  const findings = predictors.map((name, i): PredictorFinding => {
    const without = sets.flatMap((set, k) => (set.includes(i) ? [] : [pValues[k] ?? 1]))
    return Object.freeze({ name, pValue: Math.max(...without), interval: bounds === null ? null : bounds[i]! })
  })
  return Object.freeze({
    invariant: true,
    parents: Object.freeze(parents),
    emptyBecause:
      parents.length > 0 ? null : accepted.some((set) => set.length === 0) ? 'empty-set-invariant' : 'sets-disagree',
    accepted: Object.freeze(tested.filter((each) => each.accepted)),
    predictors: Object.freeze(findings),
    level: Object.freeze({ parents: 1 - alpha, intervals: bounds === null ? null : 1 - 2 * alpha }),
    ...common,
  })
}
