import { groupRows } from '../../data/statistics/collapse-rows.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { codesOf } from '../core/columns/discrete-codes.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import {
  emptyCells,
  type FrontDoorCells,
  type FrontDoorSums,
  frontDoorMeans,
  frontDoorSums,
} from './front-door-sums.js'

/** The front door of discrete treatments and mediators: the formula with every probability and mean as the rows have it. */
export function plugInFrontDoor(problem: EffectProblem): PreparedEstimator | RefusedEffect {
  requireArms(problem, 'the front door without a model')
  requireRows(problem, 2)
  const columns = problem.through.map((mediator) => codesOf(mediator, "or say { model: 'linear' }"))
  const { group, first } = groupRows(
    columns.map(({ codes }) => codes),
    columns.map(({ size }) => size),
  )
  const treatment = problem.treatmentLevels ?? Int32Array.from(problem.treatment)
  const cells: FrontDoorCells = {
    mediator: group,
    mediators: first.length,
    treatment,
    treatments: treatment.reduce((most, level) => Math.max(most, level), 0) + 1,
    arm: problem.treatment,
  }
  const sums = frontDoorSums(cells, problem.outcome, problem.weights ?? null)
  const empty = emptyCells(sums)
  if (empty.length > 0) return unseen(problem, cells, first, empty)
  return {
    fit: () => influenced(problem, cells, sums),
    reweighted: (weights) => {
      const means = meansOfSample(cells, problem.outcome, weights)
      return means === null ? null : means[1] - means[0]
    },
    reweightedMeans: (weights) => meansOfSample(cells, problem.outcome, weights),
  }
}

function meansOfSample(
  cells: FrontDoorCells,
  outcome: Float64Array,
  weights: Float64Array,
): readonly [number, number] | null {
  const again = frontDoorSums(cells, outcome, weights)
  const determined = again.armSize[0] > 0 && again.armSize[1] > 0 && emptyCells(again).length === 0
  return determined ? frontDoorMeans(again).means : null
}

/**
 * The influence values of each arm's mean Σ_m P(m | arm) g(m): of P(m | arm) by the arm's rows, of E[Y | m, t] by residuals,
 * of P(t) by all rows.
 */
function influenced(problem: EffectProblem, cells: FrontDoorCells, sums: FrontDoorSums): EstimatorFit {
  const { n, outcome, through } = problem
  const { mediators, treatments, size, mean, armSize, treatmentSize, total } = sums
  const { means, meanGiven } = frontDoorMeans(sums)
  const influence = [new Float64Array(n), new Float64Array(n)] as const
  for (const side of [0, 1] as const) {
    const chance = sums.arm[side].map((weight) => weight / armSize[side])
    // h(t) = Σ_m P(m | arm) E[Y | m, t]: its mean over t is the arm's mean
    const byTreatment = new Float64Array(treatments)
    for (let m = 0; m < mediators; m++) {
      if (chance[m] === 0) continue
      for (let t = 0; t < treatments; t++)
        if (treatmentSize[t]! > 0) byTreatment[t]! += chance[m]! * mean[m * treatments + t]!
    }
    for (let i = 0; i < n; i++) {
      const [m, t] = [cells.mediator[i]!, cells.treatment[i]!]
      const cell = m * treatments + t
      const toMediator = cells.arm[i] === side ? (total * (meanGiven[m]! - means[side])) / armSize[side] : 0
      const toOutcome =
        chance[m] === 0 ? 0 : (chance[m]! * treatmentSize[t]! * (outcome[i]! - mean[cell]!)) / size[cell]!
      influence[side][i] = toMediator + toOutcome + byTreatment[t]! - means[side]
    }
  }
  const rows = problem.weightKind === 'sampling' ? frontDoorSums(cells, outcome, null).size : size
  const single = rows.reduce((count, units) => count + (units === 1 ? 1 : 0), 0)
  return {
    ...differenceOf(means, influence),
    standardErrorMethod: 'influence values of the saturated model (sandwich)',
    diagnostics: {
      mediators: Object.freeze(through.map(({ name }) => name)),
      ...meansIn(means),
      cells: size.length,
      singleRows: single,
    },
    warnings:
      single > 0
        ? [
            `${single} combinations of mediators and treatment hold a single row, whose spread cannot be seen: the standard error is too small.`,
          ]
        : [],
  }
}

function unseen(
  problem: EffectProblem,
  cells: FrontDoorCells,
  first: Int32Array,
  empty: readonly [number, number][],
): RefusedEffect {
  const rowOf = new Map<number, number>()
  for (let i = 0; i < cells.treatment.length; i++)
    if (!rowOf.has(cells.treatment[i]!)) rowOf.set(cells.treatment[i]!, i)
  const mediators = problem.through.map(({ name }) => name)
  const witness = empty.map(([m, t]) => ({
    mediators: Object.fromEntries(
      problem.through.map(({ name, values, levels }): [string, string] => {
        const value = values[first[m]!]!
        return [name, levels?.[value] ?? String(value)]
      }),
    ),
    treatment: wordOf(problem, rowOf.get(t)!),
  }))
  const shown = witness.slice(0, 3).map(({ mediators: values, treatment }) => {
    const cell = Object.entries(values).map(([name, value]) => `${name} = ${value}`)
    return `${cell.join(', ')} with ${treatment}`
  })
  return refused(
    'no-overlap',
    `no row has ${shown.join('; ')}${empty.length > 3 ? `; and ${empty.length - 3} more` : ''}, so what ${quoteNames(mediators)} ${mediators.length > 1 ? 'do' : 'does'} to ${show(problem.outcomeName)} cannot be told apart from ${show(problem.treatmentName)} there. Merge values, or, where all effects are linear, say frontDoorEstimator({ model: 'linear' }).`,
    { cells: witness },
  )
}

/** The treatment of a row in words. */
function wordOf({ treatment, arms, treatmentName }: EffectProblem, row: number): string {
  const arm = treatment[row]!
  return arm === -1 ? `another ${treatmentName}` : arms![arm as 0 | 1]
}
