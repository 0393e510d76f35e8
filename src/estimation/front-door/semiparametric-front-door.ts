import { CausalError } from '../../errors.js'
import { noOverlap } from '../core/problem/overlap-gaps.js'
import { totalWeight, unitCount } from '../core/problem/row-weights.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { type Design, designOf } from '../core/regression/design.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import type { EffectProblem, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { crossFitted } from '../doubly-robust/cross-fit.js'
import type { NuisancePlan } from '../doubly-robust/nuisance.js'

/**
 * The front door for mediators of any kind (Fulcher, Shpitser, Marealle & Tchetgen Tchetgen 2020): the one-step estimator
 * from the efficient influence function. Its parts are the outcome's mean μ(m, t) in each arm and the chance π(t | m), by
 * which the ratio of densities f(m | a) / f(m | t) = π(a | m) P(t) / (π(t | m) P(a)) is known without a model of the mediators.
 */
export function semiparametricFrontDoor(problem: EffectProblem, plan: NuisancePlan): PreparedEstimator | RefusedEffect {
  requireArms(problem, 'the semiparametric front door')
  if (problem.treatmentLevels !== undefined) {
    throw new CausalError(
      'not-supported',
      'the semiparametric front door takes a treatment with two values, no more.',
      {
        treatment: problem.treatmentName,
      },
    )
  }
  const { n, through } = problem
  const design = designOf(through, n, unitCount(problem))
  requireRows(problem, design.k + 1)
  const mediated = { ...problem, covariates: through }
  const run = (weights: Float64Array | null): EstimatorFit | null => oneStep(mediated, design, plan, weights)
  const first = run(problem.weights ?? null)
  if (first === null) {
    return noOverlap(
      problem,
      [],
      'the mediators tell perfectly who was treated, or an arm does not determine its regression',
    )
  }
  return {
    fit: () => first,
    reweighted: (weights) => run(weights)?.estimate ?? null,
    reweightedMeans: (weights) => run(weights)?.arms?.means ?? null,
  }
}

function oneStep(
  problem: EffectProblem,
  design: Design,
  plan: NuisancePlan,
  weights: Float64Array | null,
): EstimatorFit | null {
  const { n, treatment, outcome } = problem
  const found = crossFitted(problem, design, plan, null, weights)
  if (found === null) return null
  const total = totalWeight(weights, n)
  const share: [number, number] = [0, 0]
  for (let i = 0; i < n; i++) share[treatment[i] as 0 | 1] += (weights?.[i] ?? 1) / total
  const e = found.propensity.treated.e
  const chance = (arm: 0 | 1, i: number): number => (arm === 1 ? e[i]! : 1 - e[i]!)
  const [m0, m1] = found.outcome
  const means: [number, number] = [0, 0]
  const influence = [new Float64Array(n), new Float64Array(n)] as const
  for (const a of [0, 1] as const) {
    // ξ(m) = Σ_t μ(m, t) P(t), and η(t) = E[μ(M, t) | A = a]
    const eta: [number, number] = [0, 0]
    let psi = 0
    for (let i = 0; i < n; i++) {
      if (treatment[i] !== a) continue
      const weight = (weights?.[i] ?? 1) / (total * share[a])
      eta[0] += weight * m0[i]!
      eta[1] += weight * m1[i]!
      psi += weight * (m0[i]! * share[0] + m1[i]! * share[1])
    }
    let mean = 0
    for (let i = 0; i < n; i++) {
      const t = treatment[i] as 0 | 1
      const ratio = (chance(a, i) * share[t]) / (chance(t, i) * share[a])
      const residual = outcome[i]! - (t === 1 ? m1[i]! : m0[i]!)
      const xi = m0[i]! * share[0] + m1[i]! * share[1]
      const value = ratio * residual + (t === a ? (xi - psi) / share[a] : 0) + eta[t]
      influence[a][i] = value
      mean += ((weights?.[i] ?? 1) * value) / total
    }
    means[a] = mean
    for (let i = 0; i < n; i++) influence[a][i]! -= mean
  }
  return {
    ...differenceOf(means, influence),
    standardErrorMethod: 'efficient influence values',
    diagnostics: { mediators: Object.freeze(problem.covariates.map(({ name }) => name)), ...meansIn(means) },
    warnings: [],
  }
}
