import type { GroupTimeCell } from './group-time-cells.js'

/** A weighted mean of cells with the influence of each unit. */
export interface CellSummary {
  readonly estimate: number
  readonly influence: Float64Array
}

/**
 * Σ p_g ATT(g, t) / Σ p_g over some cells, p_g the share of units in the group, whose own uncertainty counts:
 * Callaway & Sant'Anna 2021, section 3 and corollary 2.
 */
export function byGroupSize(cells: readonly GroupTimeCell[], start: Int32Array): CellSummary {
  const units = start.length
  const share = (group: number): number => start.filter((s) => s === group).length / units
  const shares = cells.map(({ group }) => share(group))
  const total = shares.reduce((sum, p) => sum + p, 0)
  const estimate = cells.reduce((sum, cell, j) => sum + (shares[j]! / total) * cell.estimate, 0)
  const influence = new Float64Array(units)
  for (const [j, cell] of cells.entries()) {
    const weight = shares[j]! / total
    const pull = (cell.estimate - estimate) / total
    for (let u = 0; u < units; u++) {
      influence[u]! += weight * cell.influence[u]! + pull * ((start[u] === cell.group ? 1 : 0) - shares[j]!)
    }
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
