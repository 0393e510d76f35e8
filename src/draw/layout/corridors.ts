import type { Ordering } from './crossings.js'
import { clearance } from './geometry.js'
import type { LayeredItems } from './layered-items.js'

/** The room between two edges that pass a layer side by side, where there is that much. */
const lane = 10

/** Where each item's edges may run while they are in its layer: from `low` to `high` across. */
export interface Corridors {
  readonly low: Float64Array
  readonly high: Float64Array
}

/** Corridors between the nearest nodes on both sides, less the clearance and a lane for each edge that passes in between. */
export function corridorsOf(
  { count, nodeCount }: LayeredItems,
  { layers }: Ordering,
  half: Float64Array,
  across: Float64Array,
): Corridors {
  const low = new Float64Array(count)
  const high = new Float64Array(count)
  for (const layer of layers) {
    for (let first = 0; first <= layer.length; ) {
      // a run of bends between two nodes, or beside one; the node after it ends the run and begins the next
      let end = first
      while (end < layer.length && layer[end]! >= nodeCount) end++
      const [left, right] = [layer[first - 1], layer[end]]
      const least = left === undefined ? Number.NEGATIVE_INFINITY : across[left]! + half[left]! + clearance
      const most = right === undefined ? Number.POSITIVE_INFINITY : across[right]! - half[right]! - clearance
      const bends = end - first
      const step = Math.min(lane, (most - least) / (bends + 1))
      for (let k = first; k < end; k++) {
        low[layer[k]!] = least + (k - first) * step
        high[layer[k]!] = most - (end - 1 - k) * step
      }
      // a node's own edges leave the lanes of the others free
      if (left !== undefined) high[left] = right === undefined && bends > 0 ? least : most - bends * step
      if (right !== undefined) low[right] = left === undefined && bends > 0 ? most : least + bends * step
      first = end + 1
    }
  }
  return { low, high }
}
