import { onRows } from '../core/problem/on-rows.js'
import type { EffectProblem, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'

/**
 * Prepares an estimator on the rows of the two arms alone, where its model says that one effect holds for all: rows with
 * another treatment then say nothing about it. They keep their place among the influence values, with 0.
 */
export function onRowsOfArms(
  problem: EffectProblem,
  prepare: (part: EffectProblem) => PreparedEstimator | RefusedEffect,
): PreparedEstimator | RefusedEffect {
  if (problem.treatmentLevels === undefined) return prepare(problem)
  const kept = problem.treatment.map((t) => (t === -1 ? 0 : 1))
  return onRows(problem, kept, ({ treatmentLevels: _, ...part }) => prepare(part))
}
