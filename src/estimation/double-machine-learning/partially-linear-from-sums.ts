import { CausalError } from '../../errors.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { show } from '../../show.js'
import { alias, number, sql } from '../../sql/text/fragment.js'
import { refused } from '../core/report/refused.js'
import type { EstimatorFit } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { SumsProblem } from '../core/types/sums.js'
import { linear } from '../remote/linear-terms.js'
import { byFold } from '../remote/logistic-by-folds.js'
import { standardErrorBySums } from '../remote/standard-error-by-sums.js'
import { block } from '../remote/standardized-grams.js'

/**
 * Partialling out with linear models from sums over rows: those of products by fold give the models of all other folds (total less
 * fold) and the products of the residuals, so that the effect needs no scan more; the squared scores need one.
 */
export async function partiallyLinearFromSums(problem: SumsProblem): Promise<EstimatorFit | RefusedEffect> {
  const { k, n, row, treatmentName } = problem
  const folds = problem.folds!
  const size = k + 2
  const grams = folds.grams.map(([gram]) => gram!)
  const models = grams.map((own, f) => othersFit(grams, own, f, k, size))
  const [t, y] = [0, 1].map((at) => (f: number) => models[f]![at]!) as [Model, Model]
  const products = (a: Model, b: Model, from: 0 | 1, to: 0 | 1): number =>
    grams.reduce((sum, gram, f) => sum + bilinear(gram, size, residual(a(f), from), residual(b(f), to)), 0)
  const [tt, ty, yy] = [products(t, t, 0, 0), products(t, y, 0, 1), products(y, y, 1, 1)]
  const about = grams.reduce((sum, gram) => sum + gram[k * size + k]!, 0)
  if (!(tt > 1e-12 * about)) {
    return refused(
      'no-overlap',
      `the learner predicts ${show(treatmentName)} without any error: nothing of it is left to compare.`,
    )
  }
  const estimate = ty / tt
  const fitted = (model: Model) => byFold(folds, (f) => linear(problem, model(f)))
  const [u, v] = [alias('u'), alias('v')]
  const { error, warnings } = await standardErrorBySums(problem, {
    columns: [
      { name: 'v', is: sql`(${row.t} - ${fitted(t)})` },
      { name: 'u', is: sql`(${row.y} - ${fitted(y)})` },
    ],
    influence: sql`((${u} - ${number(estimate)} * ${v}) * ${v} * ${number(n / tt)})`,
    method: 'orthogonal score (sandwich)',
  })
  return {
    estimate,
    influence: new Float64Array(0),
    ...error,
    diagnostics: { outcomeLoss: Math.sqrt(yy / n), treatmentLoss: Math.sqrt(tt / n) },
    warnings,
  }
}

type Model = (fold: number) => Float64Array

/** The regressions of treatment and outcome on the covariates in all rows but those of a fold. */
function othersFit(
  grams: readonly Float64Array[],
  own: Float64Array,
  fold: number,
  k: number,
  size: number,
): readonly Float64Array[] {
  const others = grams.reduce(
    (sum, gram) => (gram === own ? sum : sum.map((value, at) => value + gram[at]!)),
    new Float64Array(size * size),
  )
  const root = cholesky(block(others, size, k), k)
  if (!root.ok) {
    throw new CausalError(
      'collinear',
      `without the rows of fold ${fold} the covariates determine one another: ask for fewer folds, merge rare states, or adjust for less.`,
      { fold },
    )
  }
  return [k, k + 1].map((at) =>
    solveCholesky(
      root.factor,
      k,
      Float64Array.from({ length: k }, (_, j) => others[j * size + at]!),
    ),
  )
}

/** What is left of treatment (0) or outcome (1), as a combination of (x, t, y). */
function residual(coefficients: Float64Array, of: 0 | 1): Float64Array {
  return Float64Array.of(...coefficients.map((c) => -c), of === 0 ? 1 : 0, of)
}

function bilinear(gram: Float64Array, size: number, a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) sum += a[i]! * gram[i * size + j]! * b[j]!
  return sum
}
