import type { Report } from '../progress.js'
import type { Net } from './diagram-net.js'

const sweeps = 8
const exchanges = 8

/**
 * The order of items within each layer: barycentre sweeps forth and back with ports in mind, then exchanges of neighbours as
 * long as they help; the best order met is kept. The boundary keeps its order.
 */
export function orderItems(net: Net, report: Report): readonly Int32Array[] {
  const { count, from, fromPort, to, toPort, ins, outs, into, outOf } = net
  const place = new Float64Array(count)
  const layers = net.layers.map((layer) => layer.slice())
  const number = (layer: Int32Array): void => {
    for (let k = 0; k < layer.length; k++) place[layer[k]!] = k
  }
  for (const layer of layers) number(layer)
  const fromAt = (e: number): number => place[from[e]!]! + (fromPort[e]! + 0.5) / outs[from[e]!]!
  const toAt = (e: number): number => place[to[e]!]! + (toPort[e]! + 0.5) / ins[to[e]!]!
  const key = new Float64Array(count)
  const sort = (l: number, forth: boolean): void => {
    if (l === 0 || l === layers.length - 1) return
    const layer = layers[l]!
    const { start, edge } = forth ? into : outOf
    for (const i of layer) {
      let sum = 0
      for (let k = start[i]!; k < start[i + 1]!; k++) sum += forth ? fromAt(edge[k]!) : toAt(edge[k]!)
      const size = start[i + 1]! - start[i]!
      key[i] = size > 0 ? sum / size : place[i]! + 0.5
    }
    layer.sort((a, b) => key[a]! - key[b]! || place[a]! - place[b]!)
    number(layer)
  }
  const crossings = crossingCounter(net)
  let best = layers.map((layer) => layer.slice())
  let fewest = crossings(layers)
  for (let sweep = 0, idle = 0; sweep < sweeps && fewest > 0 && idle < 3; sweep++, idle++) {
    report('layers', sweep, sweeps)
    const forth = sweep % 2 === 1
    for (let k = 0; k < layers.length; k++) sort(forth ? k : layers.length - 1 - k, forth)
    const now = crossings(layers)
    if (now >= fewest) continue
    fewest = now
    idle = -1
    best = layers.map((layer) => layer.slice())
  }
  for (const layer of best) number(layer)
  if (fewest > 0) exchange(net, best, place, fromAt, toAt)
  return best
}

/** Exchanges neighbours where that takes out crossings of their pieces of wire. */
function exchange(
  { into, outOf }: Net,
  layers: readonly Int32Array[],
  place: Float64Array,
  fromAt: (e: number) => number,
  toAt: (e: number) => number,
): void {
  /** Crossings of i before j, less those of j before i. */
  const difference = (i: number, j: number): number => {
    let sum = 0
    for (let a = into.start[i]!; a < into.start[i + 1]!; a++) {
      const x = fromAt(into.edge[a]!)
      for (let b = into.start[j]!; b < into.start[j + 1]!; b++) sum += Math.sign(x - fromAt(into.edge[b]!))
    }
    for (let a = outOf.start[i]!; a < outOf.start[i + 1]!; a++) {
      const x = toAt(outOf.edge[a]!)
      for (let b = outOf.start[j]!; b < outOf.start[j + 1]!; b++) sum += Math.sign(x - toAt(outOf.edge[b]!))
    }
    return sum
  }
  for (let moved = true, round = 0; moved && round < exchanges; round++) {
    moved = false
    for (let l = 1; l < layers.length - 1; l++) {
      const layer = layers[l]!
      for (let k = 1; k < layer.length; k++) {
        const [i, j] = [layer[k - 1]!, layer[k]!]
        if (difference(i, j) <= 0) continue
        layer[k - 1] = j
        layer[k] = i
        place[j] = k - 1
        place[i] = k
        moved = true
      }
    }
  }
}

/** Counts crossings port by port with a tree of sums (Barth, Jünger & Mutzel 2004). */
function crossingCounter(net: Net): (layers: readonly Int32Array[]) => number {
  const { count, ins, outOf, fromPort, to, toPort } = net
  const slot = new Int32Array(count)
  const sums = new Int32Array(net.from.length + count + 2)
  const byPort: number[] = []
  return (layers) => {
    let crossings = 0
    for (let l = 1; l < layers.length; l++) {
      let slots = 0
      for (const i of layers[l]!) {
        slot[i] = slots
        slots += ins[i]!
      }
      sums.fill(0, 0, slots + 1)
      let inserted = 0
      for (const i of layers[l - 1]!) {
        byPort.length = 0
        for (let k = outOf.start[i]!; k < outOf.start[i + 1]!; k++) byPort.push(outOf.edge[k]!)
        byPort.sort((a, b) => fromPort[a]! - fromPort[b]!)
        for (let first = 0; first < byPort.length; ) {
          // pieces of one port do not cross each other
          let end = first
          const port = fromPort[byPort[first]!]!
          for (; end < byPort.length && fromPort[byPort[end]!] === port; end++) {
            const e = byPort[end]!
            let upTo = 0
            for (let k = slot[to[e]!]! + toPort[e]! + 1; k > 0; k -= k & -k) upTo += sums[k]!
            crossings += inserted - upTo
          }
          for (let k = first; k < end; k++) {
            const e = byPort[k]!
            for (let at = slot[to[e]!]! + toPort[e]! + 1; at <= slots; at += at & -at) sums[at]!++
          }
          inserted += end - first
          first = end
        }
      }
    }
    return crossings
  }
}
