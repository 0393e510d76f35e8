import { quoteNames } from '../../../names.js'
import type { TargetPopulation } from '../question/contrast.js'
import { refused } from '../report/refused.js'
import type { Covariate, EffectProblem } from '../types/estimator.js'
import type { RefusedEffect } from '../types/refusal.js'

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
export function noOverlap(
  { covariates }: Pick<EffectProblem, 'covariates'>,
  gaps: readonly OverlapGap[],
  what: string,
): RefusedEffect {
  const names = covariates.map(({ name }) => name)
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

/** Where the arms stand in a covariate of numbers: the range of each, and how many rows lie outside the other's. */
export interface ArmRanges {
  readonly column: string
  readonly range: readonly [from: readonly [number, number], to: readonly [number, number]]
  /** Rows of each arm outside the range of the other. */
  readonly outside: readonly [number, number]
  readonly rows: readonly [number, number]
}

/** The ranges of both arms in each covariate of more than two numbers. */
export function armRanges({ treatment, covariates }: EffectProblem): ArmRanges[] {
  let [rows0, rows1] = [0, 0]
  for (let i = 0; i < treatment.length; i++) {
    rows0 += Number(treatment[i] === 0)
    rows1 += Number(treatment[i] === 1)
  }
  const rows = [rows0, rows1] as const
  return covariates.flatMap(({ name, values, levels }) =>
    levels === undefined ? [{ column: name, ...rangesOf(values, treatment), rows }] : [],
  )
}

/** Most rows are within the ranges of both arms, and those are passed over by one look. */
function rangesOf(values: Covariate['values'], treatment: Float64Array): Pick<ArmRanges, 'range' | 'outside'> {
  let [low0, low1] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let [high0, high1] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!
    if (v >= lowest && v <= highest) continue
    if (treatment[i] === 0) {
      if (v < low0) low0 = v
      if (v > high0) high0 = v
    } else if (treatment[i] === 1) {
      if (v < low1) low1 = v
      if (v > high1) high1 = v
    }
    lowest = Math.max(low0, low1)
    highest = Math.min(high0, high1)
  }
  let [outside0, outside1] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!
    if (v >= lowest && v <= highest) continue
    if (treatment[i] === 0) outside0 += v < low1 || v > high1 ? 1 : 0
    else if (treatment[i] === 1) outside1 += v < low0 || v > high0 ? 1 : 0
  }
  return { range: [[low0, high0] as const, [low1, high1] as const], outside: [outside0, outside1] }
}

const round = (value: number): string => String(Number(value.toPrecision(4)))
const between = ([low, high]: readonly [number, number]): string => `${round(low)} to ${round(high)}`

/** Numbers in which one arm lies wholly beside the other: a regression would compare by its line alone. */
export function rangeGaps(
  { arms }: Pick<EffectProblem, 'arms'>,
  ranges: readonly Pick<ArmRanges, 'column' | 'range'>[],
): string[] {
  if (arms === null) return []
  return ranges
    .filter(({ range: [a, b] }) => a[1] < b[0] || b[1] < a[0])
    .map(
      ({ column, range: [a, b] }) =>
        `${column} runs from ${between(a)} with ${arms[0]} and from ${between(b)} with ${arms[1]}, so it tells perfectly who had which`,
    )
}

/** Warnings where a good part of an arm lies outside what the other arm knows of a number. */
export function rangeWarnings({ arms }: Pick<EffectProblem, 'arms'>, ranges: readonly ArmRanges[]): string[] {
  if (arms === null) return []
  const told = ranges.flatMap(({ column, range, outside, rows }) =>
    ([0, 1] as const)
      .filter((arm) => outside[arm] > 0.25 * rows[arm])
      .map(
        (arm) =>
          `${outside[arm]} of ${rows[arm]} rows with ${arms[arm]} have ${column} outside ${between(range[(1 - arm) as 0 | 1])}, all that the rows with ${arms[(1 - arm) as 0 | 1]} know`,
      ),
  )
  if (told.length === 0) return []
  return [
    `the regression extrapolates: ${told.slice(0, 3).join('; ')}. Restrict the rows to where both treatments occur, or weigh by overlap: ipw({ population: 'ATO' }).`,
  ]
}

/** Why the propensities have no maximum likelihood: the number that parts the arms where one does, else a combination. */
export function partedBy(problem: EffectProblem): string {
  const [gap] = rangeGaps(problem, armRanges(problem))
  return gap ?? 'a combination of the covariates tells perfectly who was treated'
}
