/**
 * Tuck(π, j, k): the node at place k, with those of its ancestors that stand between, comes before the node at place j,
 * a parent of it; all others keep their order (Lam et al. 2022, section 3).
 *
 * @param parents - the parents of each node
 */
export function tuck(order: Int32Array, j: number, k: number, parents: readonly (readonly number[])[]): Int32Array {
  const place = new Map<number, number>()
  for (let i = j + 1; i <= k; i++) place.set(order[i]!, i)
  const moved = new Set([order[k]!])
  for (const node of moved) for (const parent of parents[node]!) if (place.has(parent)) moved.add(parent)
  const segment = order.subarray(j, k + 1)
  const next = order.slice()
  next.set([...segment.filter((node) => moved.has(node)), ...segment.filter((node) => !moved.has(node))], j)
  return next
}
