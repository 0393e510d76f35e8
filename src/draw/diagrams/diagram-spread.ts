import type { Net, NetNode } from './diagram-net.js'

/** The distance between the ports of a box. */
export const pitch = 24

/** How far a port lies from the middle of its node. */
export function portOffset(node: NetNode, port: number, side: 'in' | 'out'): number {
  if (node.kind !== 'box') return 0
  const count = side === 'in' ? node.ins : node.outs
  return (port - (count - 1) / 2) * pitch
}

/** Positions across: each node towards the mean of its neighbours, order and distances kept (isotonic regression). */
export function spread(
  net: Net,
  layers: readonly (readonly number[])[],
  sizes: readonly { wide: number }[],
): Float64Array {
  const { nodes, edges } = net
  const at = new Float64Array(nodes.length)
  for (const layer of layers) {
    let y = 0
    for (const i of layer) {
      at[i] = y + sizes[i]!.wide / 2
      y += sizes[i]!.wide + 10
    }
    for (const i of layer) at[i]! -= y / 2
  }
  // each node's pieces of wire: the node at the other end, how far off level it should stand, and the weight
  const others: number[][] = nodes.map(() => [])
  const offsets: number[][] = nodes.map(() => [])
  const weights: number[][] = nodes.map(() => [])
  // bends hold on to each other: long wires stay straight
  const stiff = (i: number): number => (nodes[i]!.kind === 'bend' ? 3 : 1)
  for (const { from, fromPort, to, toPort } of edges) {
    const shift = portOffset(nodes[from]!, fromPort, 'out') - portOffset(nodes[to]!, toPort, 'in')
    const weight = stiff(from) * stiff(to)
    others[from]!.push(to)
    offsets[from]!.push(-shift)
    weights[from]!.push(weight)
    others[to]!.push(from)
    offsets[to]!.push(shift)
    weights[to]!.push(weight)
  }
  const wanted: number[] = []
  for (let round = 0; round < 28; round++) {
    for (let l = 0; l < layers.length; l++) {
      const layer = layers[round % 2 === 0 ? l : layers.length - 1 - l]!
      wanted.length = layer.length
      for (let k = 0; k < layer.length; k++) {
        const i = layer[k]!
        let sum = 0
        let weight = 0
        for (let e = 0; e < others[i]!.length; e++) {
          sum += weights[i]![e]! * (at[others[i]![e]!]! + offsets[i]![e]!)
          weight += weights[i]![e]!
        }
        wanted[k] = weight > 0 ? sum / weight : at[i]!
      }
      place(layer, wanted, sizes, at)
    }
  }
  straighten(net, layers, sizes, at)
  return at
}

/** The positions nearest to those wanted that keep the order and the distances: pool adjacent violators. */
function place(
  layer: readonly number[],
  wanted: readonly number[],
  sizes: readonly { wide: number }[],
  at: Float64Array,
): void {
  const offset: number[] = []
  const sums: number[] = []
  const counts: number[] = []
  for (let k = 0; k < layer.length; k++) {
    const near = k === 0 ? 0 : (sizes[layer[k - 1]!]!.wide + sizes[layer[k]!]!.wide) / 2 + 10
    offset.push(k === 0 ? 0 : offset[k - 1]! + near)
    let sum = wanted[k]! - offset[k]!
    let count = 1
    while (sums.length > 0 && sums[sums.length - 1]! / counts[counts.length - 1]! > sum / count) {
      sum += sums.pop()!
      count += counts.pop()!
    }
    sums.push(sum)
    counts.push(count)
  }
  let k = 0
  for (let b = 0; b < sums.length; b++) {
    for (let c = 0; c < counts[b]!; c++, k++) at[layer[k]!] = sums[b]! / counts[b]! + offset[k]!
  }
}

/**
 * Takes out the small kinks that averaging leaves: the bends of a long wire get one height, and dots, outputs and boxes with
 * one input stand level with what they read, wherever their neighbours leave room.
 */
function straighten(
  net: Net,
  layers: readonly (readonly number[])[],
  sizes: readonly { wide: number }[],
  at: Float64Array,
): void {
  const { nodes, edges } = net
  const rank = new Int32Array(nodes.length)
  for (const layer of layers) for (const [k, i] of layer.entries()) rank[i] = k
  const into = new Map<number, number>()
  const onward = new Map<number, number>()
  for (const [e, { from, to }] of edges.entries()) {
    if (nodes[to]!.ins === 1) into.set(to, e)
    if (nodes[from]!.kind === 'bend') onward.set(from, e)
  }
  const fits = (i: number, y: number): boolean => {
    const layer = layers[nodes[i]!.layer]!
    const apart = (j: number): number => (sizes[i]!.wide + sizes[j]!.wide) / 2 + 4
    const [above, below] = [layer[rank[i]! - 1], layer[rank[i]! + 1]]
    return (
      (above === undefined || y - at[above]! >= apart(above)) && (below === undefined || at[below]! - y >= apart(below))
    )
  }
  const sourceOf = (e: number): number =>
    at[edges[e]!.from]! + portOffset(nodes[edges[e]!.from]!, edges[e]!.fromPort, 'out')
  for (const layer of layers) {
    for (const i of layer) {
      const e = into.get(i)
      if (e === undefined) continue
      if (nodes[i]!.kind !== 'bend') {
        const y = sourceOf(e)
        if (Math.abs(y - at[i]!) < 14 && fits(i, y)) at[i] = y
        continue
      }
      if (nodes[edges[e]!.from]!.kind === 'bend') continue
      const chain = [i]
      let next = edges[onward.get(i)!]!
      while (nodes[next.to]!.kind === 'bend') {
        chain.push(next.to)
        next = edges[onward.get(next.to)!]!
      }
      const target = at[next.to]! + portOffset(nodes[next.to]!, next.toPort, 'in')
      const mean = chain.reduce((sum, j) => sum + at[j]!, 0) / chain.length
      for (const y of [target, sourceOf(e), mean, ...chain.map((j) => at[j]!)]) {
        if (Math.abs(y - mean) > 40 || !chain.every((j) => fits(j, y))) continue
        for (const j of chain) at[j] = y
        break
      }
    }
  }
}
