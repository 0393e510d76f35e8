import type { IndexedDiagram } from '../../diagram/terms/indexed.js'

/** What stands in a layer: a box, a bend of a wire that passes it, or an end of the boundary. */
export type ItemKind = 'box' | 'bend' | 'input' | 'output'

/** A piece of a wire leads from an item to one in the next layer, by ports. */
export interface Net {
  readonly count: number
  readonly kind: readonly ItemKind[]
  /** The box of a box, the wire of all others. */
  readonly of: Int32Array
  readonly layer: Int32Array
  /** How many ports an item has; a bend has one each. */
  readonly ins: Int32Array
  readonly outs: Int32Array
  readonly layers: readonly Int32Array[]
  readonly from: Int32Array
  readonly fromPort: Int32Array
  readonly to: Int32Array
  readonly toPort: Int32Array
  readonly wire: Int32Array
  /** Pieces by the item in which they end, and by that in which they begin. */
  readonly into: { readonly start: Int32Array; readonly edge: Int32Array }
  readonly outOf: { readonly start: Int32Array; readonly edge: Int32Array }
}

/**
 * A diagram cut into layers. Boxes stand as early as they can, states right before their first reader. Each wire is one trunk
 * through the layers up to its last reader, with a bend in each that it passes; readers in the next layer branch off.
 */
export function layeredNet(d: IndexedDiagram): Net {
  const { diagram } = d
  const depth = depths(d)
  const last = depth.reduce((most, x) => Math.max(most, x), 0) + 1
  const kind: ItemKind[] = []
  const of: number[] = []
  const layer: number[] = []
  const ins: number[] = []
  const outs: number[] = []
  const add = (what: ItemKind, at: number, which: number, inCount: number, outCount: number): number => {
    kind.push(what)
    layer.push(at)
    of.push(which)
    ins.push(inCount)
    outs.push(outCount)
    return kind.length - 1
  }
  const inputs = diagram.inputWires.map((v) => add('input', 0, v, 0, 1))
  const boxes = diagram.boxes.map((placed, b) => add('box', depth[b]!, b, placed.inputs.length, placed.outputs.length))
  const outputs = diagram.outputWires.map((v) => add('output', last, v, 1, 0))
  const readers: (readonly [item: number, port: number])[][] = diagram.wires.map(() => [])
  for (const [b, placed] of diagram.boxes.entries()) {
    for (const [port, v] of placed.inputs.entries()) readers[v]!.push([boxes[b]!, port])
  }
  for (const [i, v] of diagram.outputWires.entries()) readers[v]!.push([outputs[i]!, 0])
  const sources = new Int32Array(diagram.wires.length)
  const ports = new Int32Array(diagram.wires.length)
  for (const [i, v] of diagram.inputWires.entries()) sources[v] = inputs[i]!
  for (const [b, placed] of diagram.boxes.entries()) {
    for (const [port, v] of placed.outputs.entries()) {
      sources[v] = boxes[b]!
      ports[v] = port
    }
  }
  const pieces: number[][] = [[], [], [], [], []]
  const lead = (from: number, fromPort: number, to: number, toPort: number, wire: number): void => {
    for (const [k, value] of [from, fromPort, to, toPort, wire].entries()) pieces[k]!.push(value)
  }
  for (const [v, list] of readers.entries()) {
    // the layer of the last reader, and its readers in each layer
    list.sort((a, b) => layer[a[0]]! - layer[b[0]]!)
    let at = sources[v]!
    let port = ports[v]!
    let next = 0
    while (next < list.length) {
      const here = layer[at]!
      while (next < list.length && layer[list[next]![0]]! === here + 1) {
        const [to, toPort] = list[next++]!
        lead(at, port, to, toPort, v)
      }
      if (next === list.length) break
      const bend = add('bend', here + 1, v, 1, 1)
      lead(at, port, bend, 0, v)
      at = bend
      port = 0
    }
  }
  const [from, fromPort, to, toPort, wire] = pieces.map((list) => Int32Array.from(list)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const layers: number[][] = Array.from({ length: last + 1 }, () => [])
  for (const [i, l] of layer.entries()) layers[l]!.push(i)
  const count = kind.length
  return {
    count,
    kind,
    of: Int32Array.from(of),
    layer: Int32Array.from(layer),
    ins: Int32Array.from(ins),
    outs: Int32Array.from(outs),
    layers: layers.map((list) => Int32Array.from(list)),
    from,
    fromPort,
    to,
    toPort,
    wire,
    into: byItem(count, to),
    outOf: byItem(count, from),
  }
}

function byItem(count: number, item: Int32Array): { start: Int32Array; edge: Int32Array } {
  const start = new Int32Array(count + 1)
  for (const i of item) start[i + 1]!++
  for (let i = 0; i < count; i++) start[i + 1]! += start[i]!
  const next = start.slice()
  const edge = new Int32Array(item.length)
  for (let e = 0; e < item.length; e++) edge[next[item[e]!]!++] = e
  return { start, edge }
}

function depths(d: IndexedDiagram): Int32Array {
  const depth = new Int32Array(d.boxCount)
  const { boxes } = d.diagram
  const earliestReader = new Int32Array(d.boxCount).fill(-1)
  for (const b of d.order) {
    depth[b] = 1
    for (const v of boxes[b]!.inputs) {
      const p = d.producer[v]!
      if (p >= 0) depth[b] = Math.max(depth[b]!, depth[p]! + 1)
    }
  }
  for (const b of d.order) {
    for (const v of boxes[b]!.inputs) {
      const p = d.producer[v]!
      if (p < 0) continue
      const known = earliestReader[p]!
      earliestReader[p] = known < 0 ? depth[b]! : Math.min(known, depth[b]!)
    }
  }
  const deepest = depth.reduce((most, x) => Math.max(most, x), 0)
  for (const b of d.order) {
    // a state that only outputs read stands right before them
    if (boxes[b]!.inputs.length === 0) depth[b] = earliestReader[b]! > 0 ? Math.max(1, earliestReader[b]! - 1) : deepest
  }
  return depth
}
