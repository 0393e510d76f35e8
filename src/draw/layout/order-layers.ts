import { nextWord } from '../../probability/streams/xoshiro.js'
import { crossingCounter, type LayerCosts, layerCosts, type Ordering } from './crossings.js'
import { firstOrders } from './first-orders.js'
import type { LayeredItems } from './layered-items.js'
import { sweep } from './sweep.js'

const sweeps = 12
/** Sweeps without a better order after which a start is given up. */
const patience = 4
const restarts = 8
/** How many more crossings than the best order a start may have to be sifted. */
const hopeful = 1.15
/** The work of one round of sifting is about the sum of squared layer sizes: above these, less is done. */
const mostForRestarts = 4e4
const mostForSifting = 1e5
const mostForAnySifting = 3e5

/**
 * An order of the items in each rank with few crossings: sweeps by medians and barycentres from four first orders, then
 * exchanges of neighbours and sifting (Matuszewski, Schönfeld & Molitor 1999), then the same from shuffled orders, always with
 * the same seed. The best order met is kept.
 *
 * @param tick - called now and then
 */
export function orderLayers(items: LayeredItems, tick: (done: number, total: number) => void): Ordering {
  const crossings = crossingCounter(items)
  const costs = layerCosts(items)
  const starts = firstOrders(items)
  const work = starts[0]!.layers.reduce((sum, layer) => sum + layer.length * layer.length, 0)
  const siftRounds = work > mostForAnySifting ? 0 : work > mostForSifting ? 2 : 8
  const extra = work > mostForRestarts ? 0 : restarts
  const total = starts.length + extra
  let best = starts[0]!
  let fewest = crossings(best)
  const take = (order: Ordering): void => {
    const count = crossings(order)
    if (count >= fewest) return
    fewest = count
    best = copied(order)
  }
  const improve = (start: Ordering, median: boolean): void => {
    const order = copied(start)
    let kept = copied(order)
    let least = crossings(order)
    for (let k = 0, idle = 0; k < sweeps && least > 0 && idle < patience; k++, idle++) {
      sweep(items, order, k % 2 === 0, median)
      exchange(order, costs)
      const count = crossings(order)
      if (count >= least) continue
      least = count
      idle = -1
      kept = copied(order)
    }
    // sifting takes out a tenth, seldom more: a start that is far behind is not worth it
    if (least > 0 && least <= fewest * hopeful) sift(kept, costs, siftRounds)
    take(kept)
  }
  for (const [k, start] of starts.entries()) {
    tick(k, total)
    if (fewest > 0) improve(start, k % 2 === 0)
  }
  const seed = Int32Array.of(0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x1b873593)
  for (let k = 0; k < extra && fewest > 0; k++) {
    tick(starts.length + k, total)
    improve(shuffled(k % 2 === 0 ? best : starts[k % starts.length]!, seed), k % 2 === 1)
  }
  tick(total, total)
  return best
}

function copied({ layers, place }: Ordering): Ordering {
  return { layers: layers.map((layer) => layer.slice()), place: place.slice() }
}

/** Every layer in an order drawn anew. */
function shuffled(order: Ordering, seed: Int32Array): Ordering {
  const { layers, place } = copied(order)
  for (const layer of layers) {
    for (let k = layer.length - 1; k > 0; k--) {
      const j = (nextWord(seed) >>> 0) % (k + 1)
      const other = layer[j]!
      layer[j] = layer[k]!
      layer[k] = other
    }
    for (let k = 0; k < layer.length; k++) place[layer[k]!] = k
  }
  return { layers, place }
}

/** Exchanges neighbours in each layer as long as that removes crossings. */
function exchange({ layers, place }: Ordering, costs: LayerCosts): void {
  for (let moved = true, round = 0; moved && round < 6; round++) {
    moved = false
    for (const layer of layers) {
      costs.prepare(layer, place)
      for (let k = 1; k < layer.length; k++) {
        const [a, b] = [layer[k - 1]!, layer[k]!]
        if (costs.difference(a, b) <= 0) continue
        layer[k - 1] = b
        layer[k] = a
        place[b] = k - 1
        place[a] = k
        moved = true
      }
    }
  }
}

/** Takes each item through all places of its layer and leaves it at the best. */
function sift({ layers, place }: Ordering, costs: LayerCosts, rounds: number): void {
  for (let moved = true, round = 0; moved && round < rounds; round++) {
    moved = false
    for (let r = 0; r < layers.length; r++) {
      // forth and back
      const layer = layers[round % 2 === 0 ? r : layers.length - 1 - r]!
      costs.prepare(layer, place)
      for (const v of layer.slice()) {
        const from = place[v]!
        let [change, least, to] = [0, 0, from]
        for (let k = from - 1; k >= 0; k--) {
          change -= costs.difference(layer[k]!, v)
          if (change < least) [least, to] = [change, k]
        }
        change = 0
        for (let k = from + 1; k < layer.length; k++) {
          change -= costs.difference(v, layer[k]!)
          if (change < least) [least, to] = [change, k]
        }
        if (to === from) continue
        moved = true
        if (to < from) layer.copyWithin(to + 1, to, from)
        else layer.copyWithin(from, from + 1, to + 1)
        layer[to] = v
        for (let k = Math.min(from, to); k <= Math.max(from, to); k++) place[layer[k]!] = k
      }
    }
  }
}
