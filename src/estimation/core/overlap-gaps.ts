import { quoteNames } from '../../names.js'
import { refused } from './refused.js'
import type { Covariate, EffectProblem, RefusedEffect, TargetPopulation } from './types.js'

/** A value of a covariate at which all rows had the same treatment. */
export interface OverlapGap {
  readonly column: string
  readonly value: string
  /** How many rows there are. */
  readonly rows: number
  /** The treatment that none of them had. */
  readonly missing: string
}

/** The categories (and the values of two-valued numbers) in which an arm that the target needs is empty. */
export function overlapGaps(problem: EffectProblem, target: TargetPopulation): OverlapGap[] {
  const gaps: OverlapGap[] = []
  const { treatment, arms } = problem
  // the overlap population has no weight where an arm is empty
  if (arms === null || target === 'ATO') return gaps
  for (const { name, values, levels } of problem.covariates) {
    for (const { value, label } of valuesOf(values, levels)) {
      let [rows, untreated, treated] = [0, 0, 0]
      for (let i = 0; i < values.length; i++) {
        if (values[i] !== value) continue
        rows++
        if (treatment[i] === 0) untreated++
        if (treatment[i] === 1) treated++
      }
      const share = target === 'ATT' ? treated : target === 'ATC' ? untreated : rows
      if (share === 0) continue
      if (untreated === 0) gaps.push({ column: name, value: label, rows, missing: arms[0] })
      if (treated === 0) gaps.push({ column: name, value: label, rows, missing: arms[1] })
    }
  }
  return gaps
}

function valuesOf(values: Covariate['values'], levels: Covariate['levels']): { value: number; label: string }[] {
  if (levels !== undefined) {
    const used = new Set(values)
    return levels.flatMap((label, value) => (used.has(value) ? [{ value, label }] : []))
  }
  const distinct = new Set<number>()
  for (let i = 0; i < values.length && distinct.size < 3; i++) distinct.add(values[i]!)
  return distinct.size === 2 ? [...distinct].sort((a, b) => a - b).map((value) => ({ value, label: `${value}` })) : []
}

/** The refusal for gaps found, or for arms that a combination of covariates parts. */
export function noOverlap(problem: EffectProblem, gaps: readonly OverlapGap[], what: string): RefusedEffect {
  const names = problem.covariates.map(({ name }) => name)
  const detail =
    gaps.length > 0
      ? gaps
          .slice(0, 3)
          .map(
            ({ column, value, rows, missing }) => `none of the ${rows} rows with ${column} = ${value} had ${missing}`,
          )
          .join('; ')
      : what
  return refused(
    'no-overlap',
    `the treatments compared do not overlap: ${detail}. Restrict the rows to where both occur, merge categories, or adjust for another set than ${quoteNames(names)}.`,
    { gaps, adjustment: names },
  )
}
