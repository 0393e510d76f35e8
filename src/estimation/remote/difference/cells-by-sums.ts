import type { CellRules, GroupTimeCell } from '../../difference-in-differences/group-time-cells.js'
import type { GroupShares } from '../../difference-in-differences/summarize-cells.js'
import type { ChangeSums } from './unit-sums.js'

/**
 * The effects by group and time from sums over units. Without covariates each is a difference of mean changes, so that the influence of
 * a unit is a linear function of its own changes and of the group it is in: T numbers for each group in place of one for each unit, the
 * first for being in the group, the others for the deviations of its T − 1 changes from the group's means.
 */
export function cellsBySums(
  groups: readonly ChangeSums[],
  times: number,
  { comparison, base, anticipation }: Omit<CellRules, 'method'>,
): {
  readonly cells: readonly GroupTimeCell[]
  readonly skipped: readonly { group: number; time: number; why: string }[]
} {
  const units = groups.reduce((sum, { count }) => sum + count, 0)
  const cells: GroupTimeCell[] = []
  const skipped: { group: number; time: number; why: string }[] = []
  for (const [g, own] of groups.entries()) {
    if (own.start < 0) continue
    const last = own.start - 1 - anticipation
    for (let time = 0; time < times; time++) {
      if (time <= last && base === 'varying' && time === 0) continue
      const from = time <= last && base === 'varying' ? time - 1 : last
      const influence = new Float64Array(groups.length * times)
      if (from === time) {
        cells.push({ group: own.start, time, estimate: 0, influence })
        continue
      }
      const late = Math.max(time, from) + anticipation
      const isControl = ({ start }: ChangeSums): boolean =>
        start === -1 || (comparison === 'not-yet-treated' && start > late && start !== own.start)
      const controls = groups.reduce((sum, each) => sum + (isControl(each) ? each.count : 0), 0)
      if (controls === 0) {
        skipped.push({ group: own.start, time, why: 'nobody is untreated by then' })
        continue
      }
      // the change from one time to another is a sum of changes from each to the next
      const sign = time > from ? 1 : -1
      const [low, high] = [Math.min(time, from), Math.max(time, from)]
      const change = ({ mean }: ChangeSums): number =>
        sign * mean.subarray(low, high).reduce((sum, each) => sum + each, 0)
      const other = groups.reduce((sum, each) => sum + (isControl(each) ? each.count * change(each) : 0), 0) / controls
      const spread = (at: number, factor: number): void => {
        for (let j = low; j < high; j++) influence[at * times + 1 + j]! += sign * factor
      }
      spread(g, units / own.count)
      for (const [s, each] of groups.entries()) {
        if (!isControl(each)) continue
        influence[s * times]! -= (units / controls) * (change(each) - other)
        spread(s, -units / controls)
      }
      cells.push({ group: own.start, time, estimate: change(own) - other, influence })
    }
  }
  return { cells, skipped }
}

/** The shares of units in the groups, in the same coordinates. */
export function sharesBySums(groups: readonly ChangeSums[], times: number): GroupShares {
  const units = groups.reduce((sum, { count }) => sum + count, 0)
  const of = (group: number): number => (groups.find(({ start }) => start === group)?.count ?? 0) / units
  return {
    length: groups.length * times,
    of,
    influence: (group) => {
      const out = new Float64Array(groups.length * times)
      for (const [s, { start }] of groups.entries()) out[s * times] = (start === group ? 1 : 0) - of(group)
      return out
    },
  }
}

/** The covariance of estimates: Σ over units of products of their influences, over the square of their number. */
export function covarianceBySums(
  groups: readonly ChangeSums[],
  times: number,
): (influences: readonly Float64Array[]) => Float64Array {
  const units = groups.reduce((sum, { count }) => sum + count, 0)
  const p = times - 1
  const product = (a: Float64Array, b: Float64Array): number =>
    groups.reduce((sum, { count, scatter }, s) => {
      let own = count * a[s * times]! * b[s * times]!
      for (let i = 0; i < p; i++)
        for (let j = 0; j < p; j++) own += a[s * times + 1 + i]! * scatter[i * p + j]! * b[s * times + 1 + j]!
      return sum + own
    }, 0)
  return (influences) => {
    const k = influences.length
    const out = new Float64Array(k * k)
    for (let a = 0; a < k; a++)
      for (let b = 0; b <= a; b++)
        out[a * k + b] = out[b * k + a] = product(influences[a]!, influences[b]!) / units / units
    return out
  }
}
