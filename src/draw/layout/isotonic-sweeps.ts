import type { Ordering } from './crossings.js'
import { ARC, type Links } from './forward-edges.js'
import type { LayeredItems } from './layered-items.js'
import { separation } from './separations.js'

const rounds = 8
/** How strongly the pieces of an edge pull: long edges stay straight, arcs hardly disturb. */
const bendToBend = 8
const bendToNode = 2
const nodeToNode = 1
const arc = 0.02
const arcBends = 0.1

/**
 * Moves each item towards the weighted mean of its neighbours, layer by layer, order and distances kept: an isotonic regression
 * in each layer (pool adjacent violators; Ayer et al. 1955).
 */
export function isotonicSweeps(
  items: LayeredItems,
  { layers }: Ordering,
  half: Float64Array,
  kind: Links['kind'],
  x: Float64Array,
): void {
  const { nodeCount, before, after, edgeOf } = items
  const pull = (a: number, b: number): number => {
    const bends = (a < nodeCount ? 0 : 1) + (b < nodeCount ? 0 : 1)
    const edge = a < nodeCount ? edgeOf[b]! : edgeOf[a]!
    if (edge >= 0 && kind[edge] === ARC) return bends === 2 ? arcBends : arc
    return bends === 2 ? bendToBend : bends === 1 ? bendToNode : nodeToNode
  }
  const pulls = [before, after].map(({ start, item }) => {
    const weight = new Float64Array(item.length)
    for (let v = 0; v + 1 < start.length; v++) {
      for (let i = start[v]!; i < start[v + 1]!; i++) weight[i] = pull(v, item[i]!)
    }
    return { start, item, weight }
  })
  const widest = layers.reduce((most, layer) => Math.max(most, layer.length), 0)
  const offset = new Float64Array(widest)
  const sums = new Float64Array(widest)
  const weights = new Float64Array(widest)
  const sizes = new Int32Array(widest)
  for (let round = 0; round < rounds; round++) {
    for (let r = 0; r < layers.length; r++) {
      const layer = layers[round % 2 === 0 ? r : layers.length - 1 - r]!
      let blocks = 0
      for (let k = 0; k < layer.length; k++) {
        const v = layer[k]!
        offset[k] = k === 0 ? 0 : offset[k - 1]! + separation(items, half, layer[k - 1]!, v)
        let sum = 0
        let weight = 0
        for (const side of pulls) {
          for (let i = side.start[v]!; i < side.start[v + 1]!; i++) {
            sum += side.weight[i]! * x[side.item[i]!]!
            weight += side.weight[i]!
          }
        }
        // what nothing pulls stays, and gives way
        if (weight === 0) {
          weight = 0.01
          sum = weight * x[v]!
        }
        sum -= weight * offset[k]!
        let size = 1
        while (blocks > 0 && sums[blocks - 1]! / weights[blocks - 1]! > sum / weight) {
          blocks--
          sum += sums[blocks]!
          weight += weights[blocks]!
          size += sizes[blocks]!
        }
        sums[blocks] = sum
        weights[blocks] = weight
        sizes[blocks++] = size
      }
      for (let b = 0, k = 0; b < blocks; b++) {
        for (let c = 0; c < sizes[b]!; c++, k++) x[layer[k]!] = sums[b]! / weights[b]! + offset[k]!
      }
    }
  }
}
