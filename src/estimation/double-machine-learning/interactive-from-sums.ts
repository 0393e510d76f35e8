import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { alias, number, sql } from '../../sql/text/fragment.js'
import type { EstimatorFit } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { SumsProblem } from '../core/types/sums.js'
import { chance, linear } from '../remote/linear-terms.js'
import { byFold, propensityByFolds } from '../remote/logistic-by-folds.js'
import { apart, besideEachOther } from '../remote/no-overlap-by-sums.js'
import { standardErrorBySums } from '../remote/standard-error-by-sums.js'
import { block } from '../remote/standardized-grams.js'
import { overlapReport, withoutChance } from './held-chances.js'

/**
 * The interactive model with linear outcomes and logistic propensities from sums over rows: those of products by fold and arm give
 * the outcome models of all other folds, steps of Newton's kind their propensities; a scan for the mean score, one for its spread.
 */
export async function interactiveFromSums(problem: SumsProblem): Promise<EstimatorFit | RefusedEffect> {
  const { n, row, ask } = problem
  const folds = problem.folds!
  const models = armModels(problem)
  const propensity = models === null ? null : await propensityByFolds(problem)
  if (models === null || propensity === null) {
    const parted = besideEachOther(problem) ?? 'a combination of the covariates tells perfectly who was treated'
    return apart(
      problem,
      `without the rows of one of the folds, ${parted}, or an arm does not determine its regression`,
    )
  }
  const [h, g, p, q] = [alias('h'), alias('p_g'), alias('p'), alias('q')]
  const [m0, m1, score] = [alias('m0'), alias('m1'), alias('score')]
  const columns = [
    { name: 'h', is: byFold(folds, (f) => linear(problem, propensity[f]!)) },
    ...([0, 1] as const).map((arm) => ({
      name: `m${arm}`,
      is: byFold(folds, (f) => linear(problem, models[f]![arm])),
    })),
    ...chance('h', 'p'),
    // of a chance near 1 what is missing keeps its digits, and is not 0
    { name: 'q', is: sql`(CASE WHEN ${h} >= 0e0 THEN ${g} / (1e0 + ${g}) ELSE 1e0 / (1e0 + ${g}) END)` },
    // Chernozhukov et al. 2018, equation 5.3
    {
      name: 'score',
      is: sql`(${m1} - ${m0} + (CASE WHEN ${row.t} = 1e0 THEN (${row.y} - ${m1}) / ${p} ELSE -(${row.y} - ${m0}) / ${q} END))`,
    },
  ]
  const { sums, largest } = await ask({
    columns,
    sums: [score, sql`(CASE WHEN ${p} > 0e0 AND 1e0 - ${p} > 0e0 THEN 0e0 ELSE 1e0 END)`],
    largest: [p, sql`-${p}`],
  })
  if (sums[1]! > 0) return withoutChance(problem, sums[1]!)
  const estimate = sums[0]! / n
  const { error, warnings } = await standardErrorBySums(problem, {
    columns,
    influence: sql`(${score} - ${number(estimate)})`,
    method: 'orthogonal score (sandwich)',
  })
  const overlap = overlapReport(-largest[1]!, largest[0]!, 0)
  return {
    estimate,
    influence: new Float64Array(0),
    ...error,
    diagnostics: overlap.diagnostics,
    warnings: [...overlap.warnings, ...warnings],
  }
}

/** For each fold the linear models of both arms in all other rows; null where these do not determine one. */
function armModels({ k, folds }: SumsProblem): readonly (readonly [Float64Array, Float64Array])[] | null {
  const size = k + 1
  const models: (readonly [Float64Array, Float64Array])[] = []
  for (const [f] of folds!.grams.entries()) {
    const pair = ([0, 1] as const).map((arm) => {
      const others = new Float64Array(size * size)
      for (const [other, grams] of folds!.grams.entries())
        if (other !== f) for (const [at, value] of grams[arm]!.entries()) others[at]! += value
      const root = cholesky(block(others, size, k), k)
      if (!root.ok) return null
      const target = Float64Array.from({ length: k }, (_, j) => others[j * size + k]!)
      return solveCholesky(root.factor, k, target)
    })
    if (pair[0] == null || pair[1] == null) return null
    models.push([pair[0], pair[1]])
  }
  return models
}
