import type { GroupTimeCell } from './group-time-cells.js'

/** A weighted mean of cells with its influence: of each unit, or in other coordinates. */
export interface CellSummary {
  readonly estimate: number
  readonly influence: Float64Array
}

/** How the units are spread over the groups. */
export interface GroupShares {
  /** How long an influence is. */
  readonly length: number
  /** The share of units in a group. */
  readonly of: (group: number) => number
  /** The influence on that share. */
  readonly influence: (group: number) => Float64Array
}

/** The shares of units that are known one by one, by when their treatment begins. */
export function sharesOf(start: Int32Array): GroupShares {
  const counts = new Map<number, number>()
  for (const s of start) counts.set(s, (counts.get(s) ?? 0) + 1)
  const of = (group: number): number => (counts.get(group) ?? 0) / start.length
  return {
    length: start.length,
    of,
    influence: (group) => Float64Array.from(start, (s) => (s === group ? 1 : 0) - of(group)),
  }
}

/**
 * Σ p_g ATT(g, t) / Σ p_g over some cells, p_g the share of units in the group, whose own uncertainty counts:
 * Callaway & Sant'Anna 2021, section 3 and corollary 2.
 */
export function byGroupSize(cells: readonly GroupTimeCell[], shares: GroupShares): CellSummary {
  const own = cells.map(({ group }) => shares.of(group))
  const total = own.reduce((sum, p) => sum + p, 0)
  const estimate = cells.reduce((sum, cell, j) => sum + (own[j]! / total) * cell.estimate, 0)
  const influence = new Float64Array(shares.length)
  for (const [j, cell] of cells.entries()) {
    const weight = own[j]! / total
    const pull = (cell.estimate - estimate) / total
    const moved = shares.influence(cell.group)
    for (let u = 0; u < influence.length; u++) influence[u]! += weight * cell.influence[u]! + pull * moved[u]!
  }
  return { estimate, influence }
}

/** The plain mean of summaries. */
export function meanOf(parts: readonly CellSummary[]): CellSummary {
  const influence = new Float64Array(parts[0]?.influence.length ?? 0)
  for (const part of parts)
    for (let u = 0; u < influence.length; u++) influence[u]! += part.influence[u]! / parts.length
  return { estimate: parts.reduce((sum, part) => sum + part.estimate, 0) / parts.length, influence }
}
