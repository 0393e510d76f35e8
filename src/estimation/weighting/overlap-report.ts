import { unitsOf } from '../core/problem/row-weights.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { ArmWeights } from './arm-weights.js'
import { expectedWorth, weak as weakly } from './expected-worth.js'
import type { ArmPropensities } from './propensity.js'

/** Fewer rows than this say little, however they are weighted. */
const fewRows = 20

/** Figures that show how far the arms overlap, and what to be wary of. */
export function overlapReport(
  propensity: ArmPropensities,
  problem: EffectProblem,
  weights: ArmWeights,
  target: TargetPopulation = 'ATE',
): { diagnostics: Record<string, unknown>; warnings: string[] } {
  const { treatment } = problem
  const { treated, control } = propensity
  const expected = expectedWorth(propensity, problem)
  const own = problem.weights ?? null
  const counts = unitsOf(problem)
  let [least, most, held] = [1, 0, 0]
  for (const { e, clipped } of control === null ? [treated] : [treated, control]) {
    for (let i = 0; i < e.length; i++) {
      least = Math.min(least, e[i]!)
      most = Math.max(most, e[i]!)
      held += clipped[i]! * (counts?.[i] ?? 1)
    }
  }
  const rows = (arm: 0 | 1): number => treatment.reduce((sum, t, i) => sum + (t === arm ? (counts?.[i] ?? 1) : 0), 0)
  const size = { treated: effectiveSize(weights.treated, own), control: effectiveSize(weights.control, own) }
  const warnings: string[] = []
  if (held > 0) warnings.push(`${held} propensities were clipped: the estimate is of another, nearby population.`)
  if (least < 0.01 || (control === null && most > 0.99)) {
    warnings.push(
      `propensities run from ${least.toPrecision(2)} to ${most.toPrecision(4)}: a few rows may decide the estimate.`,
    )
  }
  const share = Math.max(largestShare(weights.treated, own), largestShare(weights.control, own))
  for (const arm of [1, 0] as const) {
    const worth = arm === 1 ? size.treated : size.control
    const most = largestShare(arm === 1 ? weights.treated : weights.control, own)
    // for the ATE both arms must stand for everybody; of other targets an arm may well be worth less than its rows
    const weak =
      target === 'ATE'
        ? worth < weakly * rows(arm) || expected[arm] < weakly
        : target !== 'ATO' && worth < Math.min(fewRows, 0.5 * rows(arm))
    if (!weak && (target === 'ATO' || !(most > 0.1 && most * rows(arm) > 3))) continue
    const name = problem.arms?.[arm] ?? 'an arm'
    warnings.push(
      `overlap is weak: the ${rows(arm)} rows with ${name} are worth ${worth.toPrecision(3)} after weighting${target === 'ATE' ? ` (${(expected[arm] * rows(arm)).toPrecision(3)} were to be expected)` : ''}, and one carries ${(100 * most).toPrecision(2)} % of their weight. An interval at 95 % then holds the truth less often: by weighting alone some 85 to 90 % of the time where 30 to 60 % of the rows' worth is left, and 60 to 80 % where less is; by aipw() about 90 % if the outcome model is right. Trim (ipw({ trim: [0.1, 0.9] })), or ask for the overlap population (ipw({ population: 'ATO' })).`,
    )
    break
  }
  return {
    diagnostics: {
      propensity: Object.freeze({ min: least, max: most }),
      effectiveSampleSize: Object.freeze(size),
      expectedWorth: Object.freeze({ treated: expected[1], control: expected[0] }),
      largestWeightShare: share,
      rows: Object.freeze({ treated: rows(1), control: rows(0) }),
      clipped: held,
    },
    warnings,
  }
}

/** (Σ w)² / Σ w²: as many rows of equal weight would give the same variance (Kish 1965). `own` are weights of the rows. */
export function effectiveSize(weights: Float64Array, own: Float64Array | null): number {
  let sum = 0
  let square = 0
  for (let i = 0; i < weights.length; i++) {
    const times = own?.[i] ?? 1
    sum += times * weights[i]!
    square += times * weights[i]! ** 2
  }
  return square === 0 ? 0 : (sum * sum) / square
}

/** What share of all weight one unit carries. */
function largestShare(weights: Float64Array, own: Float64Array | null): number {
  let [sum, most] = [0, 0]
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]! * (own?.[i] ?? 1)
    most = Math.max(most, weights[i]!)
  }
  return sum > 0 ? most / sum : 0
}
