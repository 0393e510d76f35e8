import type { Report } from '../layout-options.js'
import type { Net } from './diagram-net.js'

const sweeps = 12

/**
 * The order of nodes within each layer: barycentre sweeps forth and back with ports in mind, then swaps of neighbours as
 * long as they help; the best order met is kept. The boundary keeps its order.
 */
export function orderLayers(net: Net, report: Report): readonly (readonly number[])[] {
  const { nodes, edges } = net
  const into: number[][] = nodes.map(() => [])
  const outOf: number[][] = nodes.map(() => [])
  for (const [e, edge] of edges.entries()) {
    into[edge.to]!.push(e)
    outOf[edge.from]!.push(e)
  }
  const rank = new Float64Array(nodes.length)
  let layers = net.layers.map((layer) => [...layer])
  const number = (layer: readonly number[]): void => {
    for (const [k, i] of layer.entries()) rank[i] = k
  }
  for (const layer of layers) number(layer)
  const fromAt = (e: number): number => rank[edges[e]!.from]! + (edges[e]!.fromPort + 0.5) / nodes[edges[e]!.from]!.outs
  const toAt = (e: number): number => rank[edges[e]!.to]! + (edges[e]!.toPort + 0.5) / nodes[edges[e]!.to]!.ins
  const fixed = (l: number): boolean => l === 0 || l === layers.length - 1
  const sortLayer = (l: number, forth: boolean): void => {
    if (fixed(l)) return
    const layer = layers[l]!
    const key = new Map(
      layer.map((i) => {
        const near = forth ? into[i]! : outOf[i]!
        // a dot's own branches may be drawn in any order, a box's ports may not: aim with the port's offset taken off
        const sum = near.reduce((total, e) => total + (forth ? fromAt(e) : toAt(e)), 0)
        return [i, near.length > 0 ? sum / near.length : rank[i]! + 0.5]
      }),
    )
    layer.sort((a, b) => key.get(a)! - key.get(b)! || rank[a]! - rank[b]!)
    number(layer)
  }
  const crossings = (l: number): number => {
    const list = layers[l]!.flatMap((i) => outOf[i]!)
    const dot = (e: number): boolean => nodes[edges[e]!.from]!.kind === 'dot'
    const at = list.map((e) => [dot(e) ? rank[edges[e]!.from]! + 0.5 : fromAt(e), toAt(e)] as const)
    return inversions(at)
  }
  const total = (): number => layers.reduce((sum, _, l) => sum + (l < layers.length - 1 ? crossings(l) : 0), 0)
  let best = layers.map((layer) => [...layer])
  let fewest = total()
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    report('layers', sweep, sweeps)
    const forth = sweep % 2 === 1
    for (let k = 0; k < layers.length; k++) sortLayer(forth ? k : layers.length - 1 - k, forth)
    const now = total()
    if (now >= fewest) continue
    fewest = now
    best = layers.map((layer) => [...layer])
  }
  layers = best
  for (const layer of layers) number(layer)
  // how many crossings two neighbours make when i stands before j: their edges into the layer, and out of it
  const pairCrossings = (i: number, j: number): number => {
    let count = 0
    for (const e of into[i]!) for (const f of into[j]!) if (fromAt(e) > fromAt(f)) count++
    for (const e of outOf[i]!) for (const f of outOf[j]!) if (toAt(e) > toAt(f)) count++
    return count
  }
  for (let moved = fewest > 0, round = 0; moved && round < 8; round++) {
    moved = false
    for (const layer of layers.slice(1, -1)) {
      for (let k = 1; k < layer.length; k++) {
        const [i, j] = [layer[k - 1]!, layer[k]!]
        if (pairCrossings(j, i) >= pairCrossings(i, j)) continue
        layer[k - 1] = j
        layer[k] = i
        rank[j] = k - 1
        rank[i] = k
        moved = true
      }
    }
  }
  return layers
}

/** Pairs whose second numbers stand the other way round than their first: counted with a tree of sums (Barth 2004). */
function inversions(pairs: (readonly [number, number])[]): number {
  const second = [...new Set(pairs.map((pair) => pair[1]))].sort((a, b) => a - b)
  const place = new Map(second.map((value, i) => [value, i + 1]))
  // of equal first numbers the lower second stands first, so that they do not count
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const sums = new Int32Array(second.length + 1)
  let count = 0
  for (const [k, pair] of sorted.entries()) {
    const at = place.get(pair[1])!
    let upTo = 0
    for (let i = at; i > 0; i -= i & -i) upTo += sums[i]!
    count += k - upTo
    for (let i = at; i < sums.length; i += i & -i) sums[i]!++
  }
  return count
}
