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
  return overlapInWords({
    propensity: [least, most],
    clipped: held,
    rows: [rows(0), rows(1)],
    worth: [effectiveSize(weights.control, own), effectiveSize(weights.treated, own)],
    largest: [largestShare(weights.control, own), largestShare(weights.treated, own)],
    expected: expectedWorth(propensity, problem),
    arms: problem.arms,
    models: control === null ? 1 : 2,
    target,
  })
}

/** How far the arms overlap, in figures: of `from` first, then of `to`. */
export interface OverlapFigures {
  /** The lowest and the highest propensity. */
  readonly propensity: readonly [number, number]
  /** How many were held at a bound. */
  readonly clipped: number
  readonly rows: readonly [number, number]
  /** How many rows of equal weight each arm is worth. */
  readonly worth: readonly [number, number]
  /** What the rows of each arm were expected to be worth, as a share of them. */
  readonly expected: readonly [number, number]
  /** The share of an arm's weight that one row carries. */
  readonly largest: readonly [number, number]
  readonly arms: readonly [string, string] | null
  /** How many models of propensities there are: one for two arms, two where there are more. */
  readonly models: 1 | 2
  readonly target: TargetPopulation
}

/** The figures as they stand in a result, and what to be wary of. */
export function overlapInWords(figures: OverlapFigures): {
  diagnostics: Record<string, unknown>
  warnings: string[]
} {
  const { propensity, clipped, rows, worth, expected, largest, arms, models, target } = figures
  const [least, most] = propensity
  const warnings: string[] = []
  if (clipped > 0) warnings.push(`${clipped} propensities were clipped: the estimate is of another, nearby population.`)
  if (least < 0.01 || (models === 1 && most > 0.99)) {
    warnings.push(
      `propensities run from ${least.toPrecision(2)} to ${most.toPrecision(4)}: a few rows may decide the estimate.`,
    )
  }
  for (const arm of [1, 0] as const) {
    // for the ATE both arms must stand for everybody; of other targets an arm may well be worth less than its rows
    const weak =
      target === 'ATE'
        ? worth[arm] < weakly * rows[arm] || expected[arm] < weakly
        : target !== 'ATO' && worth[arm] < Math.min(fewRows, 0.5 * rows[arm])
    if (!weak && (target === 'ATO' || !(largest[arm] > 0.1 && largest[arm] * rows[arm] > 3))) continue
    const name = arms?.[arm] ?? 'an arm'
    warnings.push(
      `overlap is weak: the ${rows[arm]} rows with ${name} are worth ${worth[arm].toPrecision(3)} after weighting${target === 'ATE' ? ` (${(expected[arm] * rows[arm]).toPrecision(3)} were to be expected)` : ''}, and one carries ${(100 * largest[arm]).toPrecision(2)} % of their weight. An interval at 95 % then holds the truth less often: by weighting alone some 85 to 90 % of the time where 30 to 60 % of the rows' worth is left, and 60 to 80 % where less is; by aipw() about 90 % if the outcome model is right. Trim (ipw({ trim: [0.1, 0.9] })), or ask for the overlap population (ipw({ population: 'ATO' })).`,
    )
    break
  }
  return {
    diagnostics: {
      propensity: Object.freeze({ min: least, max: most }),
      effectiveSampleSize: Object.freeze({ treated: worth[1], control: worth[0] }),
      expectedWorth: Object.freeze({ treated: expected[1], control: expected[0] }),
      largestWeightShare: Math.max(...largest),
      rows: Object.freeze({ treated: rows[1], control: rows[0] }),
      clipped,
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
