import { type ChangeMethod, changeEffect } from './change-effect.js'

/** A balanced panel with the beginning of each unit's treatment. */
export interface StaggeredPanel {
  /** outcome[unit · times + time]. */
  readonly outcome: Float64Array
  readonly units: number
  readonly times: number
  /** The time at which each unit's treatment begins; −1 for never. */
  readonly start: Int32Array
  /** Each unit's covariates, row-major units × k with a first column of 1; null for none. */
  readonly x: Float64Array | null
  readonly k: number
}

/** ATT(g, t): the effect at time t on the group whose treatment begins at g. */
export interface GroupTimeCell {
  readonly group: number
  readonly time: number
  readonly estimate: number
  /** One number a unit, mean 0. */
  readonly influence: Float64Array
}

export interface CellRules {
  readonly comparison: 'never-treated' | 'not-yet-treated'
  readonly base: 'varying' | 'universal'
  readonly anticipation: number
  readonly method: ChangeMethod
}

/**
 * The group-time effects: Callaway & Sant'Anna 2021, equations 2.4 to 2.9. Base period: the last before treatment
 * (and anticipation); before that, the period before (`varying`) or the same one (`universal`).
 */
export function groupTimeCells(
  panel: StaggeredPanel,
  rules: CellRules,
): {
  readonly cells: readonly GroupTimeCell[]
  readonly skipped: readonly { group: number; time: number; why: string }[]
} {
  const { times, start } = panel
  const groups = [...new Set(start)].filter((g) => g > rules.anticipation).sort((a, b) => a - b)
  const cells: GroupTimeCell[] = []
  const skipped: { group: number; time: number; why: string }[] = []
  for (const group of groups) {
    const last = group - 1 - rules.anticipation
    for (let time = 0; time < times; time++) {
      if (time <= last && rules.base === 'varying' && time === 0) continue
      const base = time <= last && rules.base === 'varying' ? time - 1 : last
      if (base === time) {
        cells.push({ group, time, estimate: 0, influence: new Float64Array(panel.units) })
        continue
      }
      const found = cellOf(panel, rules, group, time, base)
      if (typeof found === 'string') skipped.push({ group, time, why: found })
      else cells.push({ group, time, ...found })
    }
  }
  return { cells, skipped }
}

function cellOf(
  { outcome, units, times, start, x, k }: StaggeredPanel,
  { comparison, anticipation, method }: CellRules,
  group: number,
  time: number,
  base: number,
): { estimate: number; influence: Float64Array } | string {
  const late = Math.max(time, base) + anticipation
  const chosen: number[] = []
  let controls = 0
  for (let u = 0; u < units; u++) {
    const s = start[u]!
    const control = s === -1 || (comparison === 'not-yet-treated' && s > late && s !== group)
    if (control) controls++
    if (control || s === group) chosen.push(u)
  }
  if (controls === 0) return 'nobody is untreated by then'
  const m = chosen.length
  const found = changeEffect(
    Float64Array.from(chosen, (u) => outcome[u * times + time]! - outcome[u * times + base]!),
    Uint8Array.from(chosen, (u) => (start[u] === group ? 1 : 0)),
    x === null ? null : Float64Array.from(chosen.flatMap((u) => [...x.subarray(u * k, u * k + k)])),
    k,
    method,
  )
  if (!found.ok) return found.why
  // influence among the units compared becomes influence among all
  const influence = new Float64Array(units)
  for (const [i, u] of chosen.entries()) influence[u] = (found.influence[i]! * units) / m
  return { estimate: found.estimate, influence }
}
