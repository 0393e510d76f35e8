import { makeCategorical, makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import type { Learner } from '../../learners/core/types.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { sharedWork } from '../../shared-work.js'
import { show } from '../../show.js'
import type { Design } from '../core/regression/design.js'
import type { Covariate, EffectProblem } from '../core/types/estimator.js'
import { armFit } from '../outcome/arm-fit.js'
import { type ArmPropensities, fitArmPropensities, type Propensity } from '../weighting/propensity.js'
import type { NuisancePlan } from './nuisance.js'

/** Predictions of both outcomes and of the chance of both arms, for each row from models that did not see it. */
export interface Predictions {
  readonly outcome: readonly [Float64Array, Float64Array]
  readonly propensity: ArmPropensities
}

/** What the models of the folds are fitted from. */
interface FoldsInput {
  readonly problem: EffectProblem
  readonly design: Design
  readonly plan: NuisancePlan
  readonly weights: Float64Array | null
}

/** What the models that did not see a fold predict, for all rows: the outcome in each arm, and the chance of each. */
interface FoldPredictions {
  readonly means: readonly [Float64Array, Float64Array]
  readonly chances: readonly [Float64Array | null, Float64Array]
}

/** The predictions for each fold, null when the other rows do not determine a model. */
export function foldPredictions({
  problem,
  design,
  plan,
  weights,
}: FoldsInput): (fold: number) => FoldPredictions | null {
  const { n, treatment, outcome, covariates } = problem
  const fold = foldsOf(n, plan)
  const features = plan.outcomeLearner || plan.propensityLearner ? tableOf(covariates, n) : null
  return (f) => {
    const seen = Float64Array.from({ length: n }, (_, i) => (plan.folds > 1 && fold[i] === f ? 0 : (weights?.[i] ?? 1)))
    const meanIn = (arm: 0 | 1): Float64Array | null => {
      if (plan.outcomeLearner === undefined)
        return armFit(design, outcome, treatment, arm, seen, plan.model)?.predicted ?? null
      const inArm = seen.map((w, i) => (treatment[i] === arm ? w : 0))
      return learnt(features!, outcome, inArm, plan.outcomeLearner, plan)
    }
    const from = meanIn(0)
    const to = from && meanIn(1)
    if (from === null || to === null) return null
    const chances = propensitiesOf(problem, design, plan, seen, features)
    return chances && { means: [from, to], chances }
  }
}

/** Cross-fitted predictions, or null when the rows of some folds do not determine a model. */
export function crossFitted(
  problem: EffectProblem,
  design: Design,
  plan: NuisancePlan,
  clip: readonly [number, number] | null,
  weights: Float64Array | null,
): Predictions | null {
  const { n, treatment } = problem
  const fold = foldsOf(n, plan)
  const means = [new Float64Array(n), new Float64Array(n)] as const
  const chances = [new Float64Array(n), new Float64Array(n)] as const
  const clipped = [new Uint8Array(n), new Uint8Array(n)] as const
  const others = treatment.includes(-1)
  let f = 0
  for (const fits of sharedWork('cross-fit', foldPredictions, { problem, design, plan, weights }, plan.folds)) {
    if (fits === null) return null
    for (const arm of [0, 1] as const) {
      for (let i = 0; i < n; i++) {
        if (plan.folds > 1 && fold[i] !== f) continue
        means[arm][i] = fits.means[arm][i]!
        const e = fits.chances[arm] === null ? 1 - fits.chances[1]![i]! : fits.chances[arm][i]!
        const held = clip === null ? e : Math.min(clip[1], Math.max(clip[0], e))
        clipped[arm][i] = held === e ? 0 : 1
        chances[arm][i] = held
        // a chance of 0 or 1 that was learnt is no number to divide by
        if (!(held > 0 && (held < 1 || others))) return null
      }
    }
    f++
  }
  const none = new Float64Array(0)
  const part = (arm: 0 | 1): Propensity => ({
    e: chances[arm],
    clipped: clipped[arm],
    coefficients: none,
    factor: none,
    score: none,
  })
  return { outcome: means, propensity: { treated: part(1), control: others ? part(0) : null } }
}

function propensitiesOf(
  { n, treatment }: EffectProblem,
  design: Design,
  plan: NuisancePlan,
  seen: Float64Array,
  features: Table<unknown, string> | null,
): readonly [Float64Array | null, Float64Array] | null {
  if (plan.propensityLearner === undefined) {
    const fit = fitArmPropensities(design, treatment, null, seen)
    return fit === null ? null : [fit.control?.e ?? null, fit.treated.e]
  }
  const of = (arm: 0 | 1): Float64Array | null => {
    const indicator = treatment.map((t) => (t === arm ? 1 : 0))
    return learnt(features!, indicator, seen, plan.propensityLearner!, plan)
  }
  const treated = of(1)
  const control = treatment.includes(-1) ? of(0) : null
  return treated === null || treated.length !== n ? null : [control, treated]
}

/** What a learner that saw the rows of weight above 0 predicts for all rows; null when those rows hold one value alone. */
function learnt(
  features: Table<unknown, string>,
  outcome: Float64Array,
  weights: Float64Array,
  learner: Learner,
  { seed }: NuisancePlan,
): Float64Array | null {
  const rows = Int32Array.from({ length: outcome.length }, (_, i) => i).filter((i) => weights[i]! > 0)
  if (rows.length < 2) return null
  const binary = outcome.every((y) => y === 0 || y === 1)
  const name = freeName(features.columns)
  const pickCell = (column: Table['data'][number]) =>
    column instanceof Float64Array
      ? Float64Array.from(rows, (i) => column[i]!)
      : makeCategorical(
          Int32Array.from(rows, (i) => column.codes[i]!),
          column.levels,
        )
  const own = Float64Array.from(rows, (i) => outcome[i]!)
  const target = binary ? makeCategorical(Int32Array.from(own), ['0', '1']) : own
  if (binary && (own.every((y) => y === 0) || own.every((y) => y === 1))) return null
  const part = makeTable([...features.columns, name], rows.length, [...features.data.map(pickCell), target])
  const fitted = learner.fit(part, name, { seed, weights: Float64Array.from(rows, (i) => weights[i]!) })
  const predicted = fitted.predict(features as Table)
  if (
    !(predicted instanceof Float64Array) ||
    predicted.length !== outcome.length ||
    !predicted.every(Number.isFinite)
  ) {
    throw new CausalError(
      'invalid-data',
      `the learner ${show(learner.name)} must predict one finite number a row as a Float64Array, got ${show(predicted)}.`,
      { learner: learner.name },
    )
  }
  return predicted
}

function freeName(columns: readonly string[]): string {
  let name = 'outcome'
  while (columns.includes(name)) name += '_'
  return name
}

function tableOf(covariates: readonly Covariate[], n: number): Table<unknown, string> {
  return makeTable<unknown>(
    covariates.map(({ name }) => name),
    n,
    covariates.map(({ values, levels }) =>
      levels === undefined ? (values as Float64Array) : makeCategorical(values as Int32Array, levels),
    ),
  ) as Table<unknown, string>
}

/** Which fold each row is in: folds of equal size, drawn by the seed. */
function foldsOf(n: number, { folds, seed }: NuisancePlan): Int32Array {
  const fold = Int32Array.from({ length: n }, (_, i) => i % folds)
  if (folds > 1) generator(seedStream(seed)).shuffle(fold)
  return fold
}
