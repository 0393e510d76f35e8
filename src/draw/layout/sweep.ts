import type { Ordering } from './crossings.js'
import type { LayeredItems } from './layered-items.js'

/**
 * Goes through the layers and sorts each by the median or the mean place of its items' neighbours in the layer before
 * (Sugiyama, Tagawa & Toda 1981; medians weighted as in Gansner et al. 1993, section 3). Items without neighbours there keep
 * their places.
 */
export function sweep(items: LayeredItems, { layers, place }: Ordering, forth: boolean, median: boolean): void {
  const { start, item } = forth ? items.before : items.after
  const key = new Float64Array(items.count)
  const near: number[] = []
  for (let k = 1; k < layers.length; k++) {
    const layer = layers[forth ? k : layers.length - 1 - k]!
    const moving: number[] = []
    for (const v of layer) {
      const [first, last] = [start[v]!, start[v + 1]!]
      if (first === last) continue
      moving.push(v)
      if (median) {
        near.length = 0
        for (let i = first; i < last; i++) near.push(place[item[i]!]!)
        key[v] = middle(near.sort((a, b) => a - b))
      } else {
        let sum = 0
        for (let i = first; i < last; i++) sum += place[item[i]!]!
        key[v] = sum / (last - first)
      }
    }
    moving.sort((a, b) => key[a]! - key[b]! || place[a]! - place[b]!)
    let next = 0
    for (let i = 0; i < layer.length; i++) {
      const v = layer[i]!
      if (start[v] !== start[v + 1]) layer[i] = moving[next++]!
    }
    for (let i = 0; i < layer.length; i++) place[layer[i]!] = i
  }
}

/** The median; of an even number of places, the one nearer to where they are dense. */
function middle(sorted: readonly number[]): number {
  const m = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[m]!
  if (sorted.length === 2) return (sorted[0]! + sorted[1]!) / 2
  const left = sorted[m - 1]! - sorted[0]!
  const right = sorted.at(-1)! - sorted[m]!
  return left + right === 0 ? sorted[m]! : (sorted[m - 1]! * right + sorted[m]! * left) / (left + right)
}
