import { programSolver } from '../../numeric/linear-program.js'
import { groupCosts } from '../../numeric/scaled-region.js'
import { distinctColumns } from '../../numeric/sparse-columns.js'
import type { TypesRegion } from '../core/functional-bounds.js'

/** A linear function of known probabilities that lies below the lower end of the bounds wherever a model gives these. */
export interface Corner {
  readonly constant: number
  /** One price for each known probability. */
  readonly prices: Float64Array
}

/**
 * Finds the best corner of the dual at any probabilities, on or off the model: the greatest constant + y · p over the prices y
 * of the dual, none of a known probability larger than `mostPrice`; null where no solution passed its check. Off the model, where the dual
 * is without bound, the limit on prices keeps it. For a region whose first `known` rows are known probabilities; the sum of all
 * and limits follow.
 */
export function cornerFinder(
  { rows, right, unknowns }: TypesRegion,
  known: number,
  objective: Float64Array,
  mostPrice: number,
): (p: ArrayLike<number>) => Corner | null {
  // unknowns that no equation tells apart are one, at the least cost
  const { matrix, groupOf } = distinctColumns(rows, unknowns)
  const { cost } = groupCosts(objective, groupOf, matrix.columns)
  const width = matrix.columns + 2 * known
  // what each known probability is exceeded by and falls short of is paid at the greatest price
  const equations = rows.map(() => new Float64Array(width))
  for (let j = 0; j < matrix.columns; j++)
    for (let k = matrix.start[j]!; k < matrix.start[j + 1]!; k++) equations[matrix.row[k]!]![j] = matrix.value[k]!
  for (let i = 0; i < known; i++) {
    equations[i]![matrix.columns + 2 * i] = 1
    equations[i]![matrix.columns + 2 * i + 1] = -1
  }
  const costs = new Float64Array(width).fill(mostPrice)
  costs.set(cost)
  return (p) => {
    const region = { rows: equations, right: right.map((b, i) => (i < known ? p[i]! : b)) }
    const result = programSolver(region, width).minimise(costs)
    if (result.status !== 'optimal') return null
    const constant = right.reduce((sum, b, i) => (i < known ? sum : sum + b * result.prices[i]!), 0)
    return { constant, prices: result.prices.slice(0, known) }
  }
}

/** The value of a corner at probabilities. */
export function valueAt({ constant, prices }: Corner, p: ArrayLike<number>): number {
  return prices.reduce((sum, price, i) => sum + price * p[i]!, constant)
}
