import type { LayeredItems } from './layered-items.js'

const nodeGap = 26
const bendGap = 10

/** Half the width of each item across the layers; a bend is hardly wider than its edge. */
export function halfWidths({ count, nodeCount }: LayeredItems, across: Float64Array): Float64Array {
  const half = new Float64Array(count).fill(1)
  for (let v = 0; v < nodeCount; v++) half[v] = across[v]! / 2
  return half
}

/** The least distance of the centres of two neighbours in a layer. */
export function separation(items: LayeredItems, half: Float64Array, a: number, b: number): number {
  const nodes = (a < items.nodeCount ? 1 : 0) + (b < items.nodeCount ? 1 : 0)
  const gap = nodes === 2 ? nodeGap : nodes === 1 ? (nodeGap + bendGap) / 2 : bendGap
  return half[a]! + half[b]! + gap
}
