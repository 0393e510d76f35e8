import { type ContractionTree, treeBuilder } from './contraction-tree.js'

/** More tensors than this are never searched through: the work grows with their third power of … 3ⁿ. */
export const MOST_SEARCHED = 12

/**
 * The cheapest sequence of pairwise joins, by dynamic programming over the subsets of tensors, outer products allowed.
 *
 * Variables held by the same tensors are taken as one. Null when there are too many tensors or groups for bit masks.
 *
 * @complexity O(3ᵗ) for t tensors
 */
export function optimalTree(
  inputs: readonly (readonly number[])[],
  cardinalities: ArrayLike<number>,
  kept: Uint8Array,
): ContractionTree | null {
  const tree = treeBuilder(inputs, cardinalities, kept)
  // what one tensor alone holds goes first: no join can be cheaper before than after
  const leaves = inputs.map((scope, t) =>
    scope.some((v) => kept[v] === 0 && tree.holders(v).length === 1) ? tree.join(t, -1) : t,
  )
  const t = leaves.length
  if (t > MOST_SEARCHED || t < 3) return null
  const groups = groupVariables(
    leaves.map((leaf) => tree.scopeOf(leaf)),
    cardinalities,
    kept,
  )
  if (groups.length > 30) return null

  const full = (1 << t) - 1
  // scope[S]: the groups that the joined S still holds; cost[S]: the least operations to make it
  const scope = new Int32Array(full + 1)
  const cost = new Float64Array(full + 1).fill(Number.POSITIVE_INFINITY)
  const left = new Int32Array(full + 1)
  for (let s = 1; s <= full; s++) {
    for (let g = 0; g < groups.length; g++) {
      const { holders, kept: stays } = groups[g]!
      if ((holders & s) !== 0 && (stays || (holders & ~s) !== 0)) scope[s]! |= 1 << g
    }
  }
  const sizes = new Map<number, number>()
  const sizeOf = (mask: number): number => {
    let size = sizes.get(mask)
    if (size === undefined) {
      size = 1
      for (let g = 0; g < groups.length; g++) if ((mask >>> g) & 1) size *= groups[g]!.size
      sizes.set(mask, size)
    }
    return size
  }
  for (let s = 1; s <= full; s++) {
    if ((s & (s - 1)) === 0) {
      cost[s] = 0
      continue
    }
    const lowest = s & -s
    for (let a = (s - 1) & s; a > 0; a = (a - 1) & s) {
      // each split once: the part with the lowest tensor is a
      if ((a & lowest) === 0) continue
      const b = s & ~a
      const before = cost[a]! + cost[b]!
      if (before >= cost[s]!) continue
      const total = before + 2 * sizeOf(scope[a]! | scope[b]!)
      if (total < cost[s]!) {
        cost[s] = total
        left[s] = a
      }
    }
  }
  const build = (s: number): number => {
    if ((s & (s - 1)) === 0) return leaves[31 - Math.clz32(s)]!
    return tree.join(build(left[s]!), build(s & ~left[s]!))
  }
  build(full)
  return tree.finish()
}

interface Group {
  /** The tensors that hold these variables, as a bit mask. */
  holders: number
  kept: boolean
  /** The product of their numbers of states. */
  size: number
}

function groupVariables(
  scopes: readonly (readonly number[])[],
  cardinalities: ArrayLike<number>,
  kept: Uint8Array,
): Group[] {
  const holders = new Map<number, number>()
  for (const [t, scope] of scopes.entries()) for (const v of scope) holders.set(v, (holders.get(v) ?? 0) | (1 << t))
  const groups = new Map<string, Group>()
  for (const [v, mask] of holders) {
    const key = `${mask} ${kept[v]}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { holders: mask, kept: kept[v] === 1, size: cardinalities[v]! })
    else group.size *= cardinalities[v]!
  }
  return [...groups.values()]
}
