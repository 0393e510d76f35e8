import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import type { GroupTimeCell } from './group-time-cells.js'
import { byGroupSize, type CellSummary, type GroupShares, meanOf } from './summarize-cells.js'

/** The refusal where the never treated are asked for, and there are none. */
export function nobodyNever(units: number): RefusedDesign {
  return refusedDesign(
    'no-comparison',
    "every unit is treated in the end: compare with those not yet treated, { comparison: 'not-yet-treated' }.",
    { units },
  )
}

/** Means of cells, by what they have in common. */
interface CellMeans {
  readonly event: Map<number, CellSummary>
  readonly group: Map<number, CellSummary>
  readonly time: Map<number, CellSummary>
  readonly simple: CellSummary
}

/** Means of cells: by event time, by group, by calendar time, and of all after treatment. */
export function summarize(
  cells: readonly GroupTimeCell[],
  after: readonly GroupTimeCell[],
  shares: GroupShares,
): CellMeans {
  const grouped = <K>(list: readonly GroupTimeCell[], key: (cell: GroupTimeCell) => K): [K, GroupTimeCell[]][] => {
    const found = new Map<K, GroupTimeCell[]>()
    for (const cell of list) found.set(key(cell), [...(found.get(key(cell)) ?? []), cell])
    return [...found]
  }
  const sorted = (parts: [number, GroupTimeCell[]][]) => parts.sort(([a], [b]) => a - b)
  return {
    event: new Map(
      sorted(grouped(cells, ({ group, time }) => time - group)).map(([e, list]) => [e, byGroupSize(list, shares)]),
    ),
    group: new Map(sorted(grouped(after, ({ group }) => group)).map(([g, list]) => [g, meanOf(list)])),
    time: new Map(sorted(grouped(after, ({ time }) => time)).map(([t, list]) => [t, byGroupSize(list, shares)])),
    simple: byGroupSize(after, shares),
  }
}

export function skippedWarning(
  skipped: readonly { group: number; time: number; why: string }[],
  times: readonly number[],
): string {
  const first = skipped[0]!
  return `${skipped.length} of the effects by group and time could not be estimated, such as that of group ${times[first.group]} at time ${times[first.time]}: ${first.why}.`
}

export function smallGroups(least: number, pieces: number): string[] {
  if (least < 5)
    return [`one of the groups has ${least} unit${least === 1 ? '' : 's'} only: its errors can't be trusted.`]
  return pieces < 40 ? [`${pieces} units or clusters are few for normal intervals: they are likely too narrow.`] : []
}
