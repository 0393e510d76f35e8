import { firstCombination, nextCombination } from '../core/combinations.js'

/** Visits the subsets of `size` of the items in lexicographic order until `visit` returns true: whether it did. */
export function someSubset(items: Int32Array, size: number, visit: (given: Int32Array) => boolean): boolean {
  if (size > items.length) return false
  const chosen = new Int32Array(size)
  const given = new Int32Array(size)
  firstCombination(chosen, size)
  do {
    for (let i = 0; i < size; i++) given[i] = items[chosen[i]!]!
    if (visit(given)) return true
  } while (nextCombination(chosen, size, items.length))
  return false
}
