import type { LayeredItems } from './layered-items.js'

/** An order of the items in each rank, and the place of each item in its own. */
export interface Ordering {
  readonly layers: readonly Int32Array[]
  readonly place: Int32Array
}

/** Counts crossings between neighbouring ranks with a tree of sums (Barth, Jünger & Mutzel 2004; Fenwick 1994). */
export function crossingCounter(items: LayeredItems): (order: Ordering) => number {
  const sums = new Int32Array(items.count + 1)
  const { start, item } = items.after
  const between = (layer: Int32Array, next: Int32Array, place: Int32Array): number => {
    const size = next.length
    sums.fill(0, 0, size + 1)
    let inserted = 0
    let count = 0
    for (const v of layer) {
      for (let i = start[v]!; i < start[v + 1]!; i++) {
        let upTo = 0
        for (let k = place[item[i]!]! + 1; k > 0; k -= k & -k) upTo += sums[k]!
        count += inserted - upTo
      }
      // edges of one item do not cross each other
      for (let i = start[v]!; i < start[v + 1]!; i++) {
        for (let k = place[item[i]!]! + 1; k <= size; k += k & -k) sums[k]!++
        inserted++
      }
    }
    return count
  }
  return ({ layers, place }) => {
    let count = 0
    for (let r = 1; r < layers.length; r++) count += between(layers[r - 1]!, layers[r]!, place)
    return count
  }
}

/**
 * What neighbours in one layer cost: the places of each item's neighbours in the ranks around, sorted, so that two items
 * are compared in one merge. Right as long as the ranks around keep their order.
 */
export interface LayerCosts {
  /** Looks at the ranks around a layer. */
  prepare(layer: Int32Array, place: Int32Array): void
  /** Crossings of a standing before b, less those of b standing before a. */
  difference(a: number, b: number): number
}

export function layerCosts({ before, after, count }: LayeredItems): LayerCosts {
  const sides = [before, after].map(({ start, item }) => ({ start, item, places: new Int32Array(item.length) }))
  const [up, down] = sides as [(typeof sides)[0], (typeof sides)[0]]
  const oneSide = (start: Int32Array, places: Int32Array, a: number, b: number): number => {
    const [endA, endB] = [start[a + 1]!, start[b + 1]!]
    let i = start[a]!
    let j = start[b]!
    const [sizeA, sizeB] = [endA - i, endB - j]
    let difference = 0
    // each pair (x of a, y of b): +1 where x > y, -1 where x < y
    if (sizeA === 1 && sizeB === 1) return places[i]! > places[j]! ? 1 : places[i]! < places[j]! ? -1 : 0
    const firstB = j
    const firstA = i
    while (i < endA && j < endB) {
      if (places[i]! < places[j]!) {
        difference += j - firstB - (endB - j)
        i++
      } else if (places[i]! > places[j]!) j++
      else {
        // equal places cross in neither order
        let same = j
        while (same < endB && places[same]! === places[i]!) same++
        difference += j - firstB - (endB - same)
        i++
      }
    }
    for (; i < endA; i++) difference += sizeB
    return firstA === endA ? 0 : difference
  }
  return {
    prepare(layer, place) {
      for (const { start, item, places } of sides) {
        for (const v of layer) {
          for (let i = start[v]!; i < start[v + 1]!; i++) {
            const at = place[item[i]!]!
            let k = i
            for (; k > start[v]! && places[k - 1]! > at; k--) places[k] = places[k - 1]!
            places[k] = at
          }
        }
      }
    },
    difference(a, b) {
      return a >= count ? 0 : oneSide(up.start, up.places, a, b) + oneSide(down.start, down.places, a, b)
    },
  }
}
