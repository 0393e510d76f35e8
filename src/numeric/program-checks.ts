import { columnProduct, type SparseColumns, timesVector } from './sparse-columns.js'

/** The greatest error, relative to the sizes of the numbers that are summed, with which a solution is accepted. */
const tolerance = 1e-9

/**
 * Whether a point is a least one, from the programme alone (whose greatest coefficients, right-hand sides and costs are of
 * order one): it meets the equations, none of its numbers is negative, and no
 * point can cost less than 1e-9 less.
 *
 * The bound holds for any prices y: `c · x = b · y + Σ (c − y A)ⱼ xⱼ`, and the sum is at least `total` times the least reduced
 * cost, where that is negative (Neumaier & Shcherbina 2004). Prices that are whole numbers but for rounding are rounded, so
 * that a bound on probabilities is the plain sum of some of them.
 */
export function checkedOptimum(
  matrix: SparseColumns,
  right: ArrayLike<number>,
  cost: Float64Array,
  solution: Float64Array,
  found: Float64Array,
  total: number,
): { value: number; lowerBound: number; prices: Float64Array } | null {
  const met = timesVector(matrix, solution)
  const sizes = timesVector({ ...matrix, value: matrix.value.map(Math.abs) }, solution)
  for (const [i, sum] of met.entries()) {
    const size = Math.max(sizes[i]!, Math.abs(right[i]!), largest(right))
    if (!(Math.abs(sum - right[i]!) <= tolerance * size)) return null
  }
  let value = 0
  let scale = largest(cost) * largest(right)
  for (const [j, x] of solution.entries()) {
    if (!(x >= 0)) return null
    value += cost[j]! * x
    scale += Math.abs(cost[j]!) * x
  }
  const rounded = found.map(Math.round)
  const isWhole = found.every((price, i) => Math.abs(price - rounded[i]!) <= 1e-9)
  const prices = isWhole ? rounded : found
  const reduced = leastReducedCost(matrix, cost, prices)
  // without a known total the reduced costs themselves have to pass
  if (total === Number.POSITIVE_INFINITY && reduced < -tolerance * Math.max(largest(cost), largest(prices))) return null
  let lowerBound = total === Number.POSITIVE_INFINITY ? 0 : total * Math.min(0, reduced)
  for (const [i, price] of prices.entries()) {
    lowerBound += price * right[i]!
    scale = Math.max(scale, Math.abs(price * right[i]!))
  }
  if (!(Math.abs(value - lowerBound) <= tolerance * scale || value === lowerBound)) return null
  return { value, lowerBound, prices }
}

/** Whether the weights prove that no point meets the equations. */
export function isFarkasProof(
  matrix: SparseColumns,
  right: ArrayLike<number>,
  proof: Float64Array,
  total: number,
): boolean {
  const most = -leastReducedCost(matrix, new Float64Array(matrix.columns), proof)
  let product = 0
  for (const [i, weight] of proof.entries()) product += weight * right[i]!
  if (total !== Number.POSITIVE_INFINITY) return product > total * Math.max(0, most)
  return product > 0 && most <= tolerance * largest(proof)
}

/** Whether costs fall without end along a direction that keeps all equations. */
export function isRay(matrix: SparseColumns, cost: Float64Array, column: number, ray: Float64Array): boolean {
  const size = largest(ray)
  if (ray.some((x) => x < -tolerance * size) || !(ray[column]! > 0)) return false
  if (timesVector(matrix, ray).some((moved) => Math.abs(moved) > tolerance * size)) return false
  let slope = 0
  for (const [j, x] of ray.entries()) slope += cost[j]! * x
  return slope < 0
}

function leastReducedCost(matrix: SparseColumns, cost: ArrayLike<number>, prices: ArrayLike<number>): number {
  let least = Number.POSITIVE_INFINITY
  for (let j = 0; j < matrix.columns; j++) least = Math.min(least, cost[j]! - columnProduct(matrix, j, prices))
  return least
}

function largest(list: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < list.length; i++) most = Math.max(most, Math.abs(list[i]!))
  return most
}
