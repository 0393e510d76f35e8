import { standardized } from '../../numeric/standardized.js'
import { noOverlap } from '../core/problem/overlap-gaps.js'
import type { Design } from '../core/regression/design.js'
import type { EffectProblem, EstimatorFit } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { armFit } from '../outcome/arm-fit.js'
import { matchRows } from './match-rows.js'
import type { MatchingSettings } from './matching-settings.js'
import type { Places } from './places.js'
import { type PlacedRows, placedRows } from './rows-at-places.js'

/** Matches the rows of the population and compares: with Abadie & Imbens's standard error (2006, theorem 7). */
export function matchedEffect(
  problem: EffectProblem,
  design: Design,
  places: Places & { readonly priority: Float64Array },
  settings: MatchingSettings,
): EstimatorFit | RefusedEffect {
  const { n, treatment, outcome } = problem
  const { population, neighbours, replacement, distance } = settings
  const arms = [0, 1].map((arm) => [...treatment.keys()].filter((i) => treatment[i] === arm)) as [number[], number[]]
  const unit = distance === 'propensity' && places.dimension === 1 ? (standardized(places.points)?.scale ?? 1) : 1
  const plan = { neighbours, replacement, caliper: settings.caliper * unit, priority: places.priority }
  const matched = ([1, 0] as const).filter((arm) => population !== (arm === 1 ? 'ATC' : 'ATT'))
  /** How often each row serves as a match, by its share of each; and the squares of the shares. */
  const used = new Float64Array(n)
  const squares = new Float64Array(n)
  const gap = new Map<number, number>()
  let lost = 0
  const matchesOf = new Map<number, readonly number[]>()
  const placed = arms.map((rows) => placedRows(rows, places)) as [PlacedRows, PlacedRows]
  for (const arm of matched) {
    const pool = replacement ? placed[1 - arm]! : placedRows(arms[1 - arm]!, places)
    for (const [i, others] of matchRows(placed[arm], pool, plan)) {
      if (others.length === 0) lost++
      else matchesOf.set(i, others)
    }
  }
  if (matchesOf.size < 2) {
    return noOverlap(
      problem,
      [],
      `${matchesOf.size} of the rows have a match${settings.caliper < Number.POSITIVE_INFINITY ? ' within the caliper' : ''}`,
    )
  }
  // rows at one place share their list: it is gone through once
  const sharing = new Map<readonly number[], number>()
  for (const others of matchesOf.values()) sharing.set(others, (sharing.get(others) ?? 0) + 1)
  for (const [others, times] of sharing) {
    for (const j of others) {
      used[j]! += times / others.length
      squares[j]! += times / others.length ** 2
    }
  }
  const adjustment = settings.biasAdjusted ? modelsOfMatched(problem, design, used) : null
  if (settings.biasAdjusted && adjustment === null)
    return noOverlap(problem, [], 'the matched rows do not determine a regression on the covariates')
  const means = new Map<readonly number[], number>()
  for (const [i, others] of matchesOf) {
    const arm = treatment[i] as 0 | 1
    const model = adjustment?.[1 - arm] ?? null
    let mean = means.get(others)
    if (mean === undefined) {
      mean = 0
      for (const j of others) mean += (outcome[j]! - (model?.[j] ?? 0)) / others.length
      means.set(others, mean)
    }
    const counterfactual = mean + (model?.[i] ?? 0)
    gap.set(i, arm === 1 ? outcome[i]! - counterfactual : counterfactual - outcome[i]!)
  }
  const size = gap.size
  let estimate = 0
  for (const value of gap.values()) estimate += value / size
  const influence = new Float64Array(n)
  let variance = 0
  for (const [i, value] of gap) {
    influence[i] = (n / size) * (value - estimate)
    variance += (value - estimate) ** 2
  }
  const spread = places.dimension === 0 ? spreadsInCells(arms, places, outcome) : spreadsWithin(placed, outcome)
  for (let i = 0; i < n; i++) {
    if (used[i] === 0) continue
    const own = gap.has(i) ? 2 * used[i]! : 0
    variance += (used[i]! ** 2 + own - squares[i]!) * spread[i]!
  }
  return {
    estimate,
    influence,
    rowsOnly: true,
    standardError: Math.sqrt(Math.max(0, variance)) / size,
    standardErrorMethod: `Abadie and Imbens (2006)${distance === 'propensity' ? ', propensity taken as known' : ''}`,
    diagnostics: {
      matched: size,
      unmatched: lost,
      usedAsMatch: used.reduce((count, times) => count + (times > 0 ? 1 : 0), 0),
      mostUsed: used.reduce((most, times) => Math.max(most, times), 0),
    },
    warnings: lost > 0 ? [`${lost} rows have no match and are left out: the effect is that of the others.`] : [],
  }
}

/** Linear outcome models of each arm on the rows that serve as matches, weighted by how often. */
function modelsOfMatched(
  { outcome, treatment }: EffectProblem,
  design: Design,
  used: Float64Array,
): readonly [Float64Array | null, Float64Array | null] | null {
  const serves = (arm: 0 | 1): boolean => used.some((times, i) => times > 0 && treatment[i] === arm)
  const of = (arm: 0 | 1) => (serves(arm) ? armFit(design, outcome, treatment, arm, used) : undefined)
  const [zero, one] = [of(0), of(1)]
  if (zero === null || one === null) return null
  return [zero?.predicted ?? null, one?.predicted ?? null]
}

/**
 * σ² of each row from the nearest rows of its own arm: J / (J + 1) (y − their mean)², with J = 1 and ties. With the row itself
 * among them this is (J + 1) / J (y − the mean of all)².
 */
function spreadsWithin(arms: readonly PlacedRows[], outcome: Float64Array): Float64Array {
  const spread = new Float64Array(outcome.length)
  const plan = { neighbours: 2, replacement: true, caliper: Number.POSITIVE_INFINITY, priority: spread }
  for (const rows of arms) {
    // where rows stand at one place, their list is one
    const means = new Map<readonly number[], number>()
    for (const [i, near] of matchRows(rows, rows, plan)) {
      if (near.length < 2) continue
      const mean = means.get(near) ?? near.reduce((sum, j) => sum + outcome[j]!, 0) / near.length
      means.set(near, mean)
      spread[i] = (near.length / (near.length - 1)) * (outcome[i]! - mean) ** 2
    }
  }
  return spread
}

/** The sample variance of each row's arm in its cell; 0 for a row alone there. */
function spreadsInCells(
  arms: readonly [number[], number[]],
  { n, cell, cells }: Places,
  outcome: Float64Array,
): Float64Array {
  const spread = new Float64Array(n)
  for (const rows of arms) {
    const [count, sum, square] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)]
    for (const i of rows) {
      count[cell[i]!]!++
      sum[cell[i]!]! += outcome[i]!
    }
    for (const i of rows) square[cell[i]!]! += (outcome[i]! - sum[cell[i]!]! / count[cell[i]!]!) ** 2
    for (const i of rows) spread[i] = count[cell[i]!]! > 1 ? square[cell[i]!]! / (count[cell[i]!]! - 1) : 0
  }
  return spread
}
