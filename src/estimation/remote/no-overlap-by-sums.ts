import { number, sql } from '../../sql/text/fragment.js'
import { type ArmRanges, noOverlap, rangeGaps, rangeWarnings } from '../core/problem/overlap-gaps.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { SumsAsked, SumsProblem } from '../core/types/sums.js'

/** The refusal of arms that do not overlap, for this reason. */
export function apart({ covariates }: SumsProblem, reason: string): RefusedEffect {
  return noOverlap({ covariates: covariates.map((name) => ({ name, values: new Float64Array(0) })) }, [], reason)
}

/** A number in which one arm lies wholly beside the other, in words. */
export function besideEachOther({ arms, ranges }: SumsProblem): string | undefined {
  return rangeGaps({ arms }, ranges)[0]
}

/** What is summed up to know how many rows of an arm lie outside the other's range: two sums for each number. */
export function outsideSums({ ranges, row }: SumsProblem): SumsAsked['sums'] {
  return ranges.flatMap(({ x, scaled }) =>
    ([0, 1] as const).map((arm) => {
      const [low, high] = scaled[(1 - arm) as 0 | 1]
      const value = row.x[x]!
      return sql`(CASE WHEN ${row.t} = ${number(arm)} AND (${value} < ${number(low)} OR ${value} > ${number(high)}) THEN 1e0 ELSE 0e0 END)`
    }),
  )
}

/** Warnings where a regression goes beyond what an arm knows, from the sums of {@link outsideSums}. */
export function extrapolationWarnings(
  { arms, armRows, ranges }: SumsProblem,
  outside: Float64Array,
): readonly string[] {
  const found: ArmRanges[] = ranges.map(({ column, range }, j) => ({
    column,
    range,
    outside: [outside[2 * j]!, outside[2 * j + 1]!],
    rows: armRows,
  }))
  return rangeWarnings({ arms }, found)
}
