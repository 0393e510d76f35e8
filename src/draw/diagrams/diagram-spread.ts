import type { Net } from './diagram-net.js'

/** The distance between the ports of a box. */
export const pitch = 24
const rounds = 8
/** The room between two items of a layer. */
const apart = 10

/** How far a port lies from the middle of its item. */
export function portOffset(isBox: boolean, count: number, port: number): number {
  return isBox ? (port - (count - 1) / 2) * pitch : 0
}

/**
 * Positions across: each item towards the mean of its neighbours, bends of one wire holding on to each other, order and
 * distances kept (isotonic regression in each layer: pool adjacent violators).
 */
export function spread(net: Net, layers: readonly Int32Array[], wide: Float64Array): Float64Array {
  const { count, kind, from, to, into, outOf } = net
  const { out, inn } = portOffsets(net)
  const at = new Float64Array(count)
  for (const layer of layers) {
    let y = 0
    for (const i of layer) {
      at[i] = y + wide[i]! / 2
      y += wide[i]! + apart
    }
    for (const i of layer) at[i]! -= y / 2
  }
  const stiff = Float64Array.from(kind, (what) => (what === 'bend' ? 3 : 1))
  const widest = layers.reduce((most, layer) => Math.max(most, layer.length), 0)
  const offset = new Float64Array(widest)
  const sums = new Float64Array(widest)
  const sizes = new Int32Array(widest)
  for (let round = 0; round < rounds; round++) {
    for (let l = 0; l < layers.length; l++) {
      const layer = layers[round % 2 === 0 ? l : layers.length - 1 - l]!
      let blocks = 0
      for (let k = 0; k < layer.length; k++) {
        const i = layer[k]!
        let sum = 0
        let weight = 0
        for (let p = into.start[i]!; p < into.start[i + 1]!; p++) {
          const e = into.edge[p]!
          const w = stiff[from[e]!]! * stiff[i]!
          sum += w * (at[from[e]!]! + out[e]! - inn[e]!)
          weight += w
        }
        for (let p = outOf.start[i]!; p < outOf.start[i + 1]!; p++) {
          const e = outOf.edge[p]!
          const w = stiff[to[e]!]! * stiff[i]!
          sum += w * (at[to[e]!]! + inn[e]! - out[e]!)
          weight += w
        }
        offset[k] = k === 0 ? 0 : offset[k - 1]! + (wide[layer[k - 1]!]! + wide[i]!) / 2 + apart
        let total = (weight > 0 ? sum / weight : at[i]!) - offset[k]!
        let size = 1
        while (blocks > 0 && sums[blocks - 1]! / sizes[blocks - 1]! > total / size) {
          blocks--
          total += sums[blocks]!
          size += sizes[blocks]!
        }
        sums[blocks] = total
        sizes[blocks++] = size
      }
      for (let b = 0, k = 0; b < blocks; b++) {
        for (let c = 0; c < sizes[b]!; c++, k++) at[layer[k]!] = sums[b]! / sizes[b]! + offset[k]!
      }
    }
  }
  straighten(net, layers, wide, at, out, inn)
  return at
}

/** How far off the middle of their items each piece of wire begins and ends. */
function portOffsets({ kind, from, fromPort, to, toPort, ins, outs }: Net): { out: Float64Array; inn: Float64Array } {
  return {
    out: Float64Array.from(from, (i, e) => portOffset(kind[i] === 'box', outs[i]!, fromPort[e]!)),
    inn: Float64Array.from(to, (i, e) => portOffset(kind[i] === 'box', ins[i]!, toPort[e]!)),
  }
}

/**
 * Takes out the small kinks that averaging leaves: the bends of a long wire get one height, and outputs and boxes with one
 * input stand level with what they read, wherever their neighbours leave room.
 */
function straighten(
  { count, kind, layer, from, to, ins, into, outOf }: Net,
  layers: readonly Int32Array[],
  wide: Float64Array,
  at: Float64Array,
  out: Float64Array,
  inn: Float64Array,
): void {
  const rank = new Int32Array(count)
  for (const items of layers) for (let k = 0; k < items.length; k++) rank[items[k]!] = k
  const fits = (i: number, y: number): boolean => {
    const items = layers[layer[i]!]!
    const [above, below] = [items[rank[i]! - 1], items[rank[i]! + 1]]
    const room = (j: number): number => (wide[i]! + wide[j]!) / 2 + 4
    return (
      (above === undefined || y - at[above]! >= room(above)) && (below === undefined || at[below]! - y >= room(below))
    )
  }
  const onward = (i: number): number => {
    for (let p = outOf.start[i]!; p < outOf.start[i + 1]!; p++) {
      if (kind[to[outOf.edge[p]!]!] === 'bend') return to[outOf.edge[p]!]!
    }
    return -1
  }
  const chain: number[] = []
  for (const items of layers) {
    for (const i of items) {
      if (ins[i] !== 1) continue
      const e = into.edge[into.start[i]!]!
      const source = at[from[e]!]! + out[e]!
      if (kind[i] !== 'bend') {
        const y = source - inn[e]!
        if (Math.abs(y - at[i]!) < 14 && fits(i, y)) at[i] = y
        continue
      }
      if (kind[from[e]!] === 'bend') continue
      chain.length = 0
      for (let j = i; j >= 0; j = onward(j)) chain.push(j)
      const end = chain.at(-1)!
      const last = outOf.edge[outOf.start[end]!]!
      const target = at[to[last]!]! + inn[last]!
      const mean = chain.reduce((sum, j) => sum + at[j]!, 0) / chain.length
      for (const y of [target, source, mean, ...chain.map((j) => at[j]!)]) {
        if (Math.abs(y - mean) > 40 || !chain.every((j) => fits(j, y))) continue
        for (const j of chain) at[j] = y
        break
      }
    }
  }
}
