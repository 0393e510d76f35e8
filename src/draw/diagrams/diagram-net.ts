import type { IndexedDiagram } from '../../diagram/terms/indexed.js'

/** What stands in a layer: a box, a copy dot, a discard ground, a bend of a wire, or an end of the boundary. */
export type NetKind = 'box' | 'dot' | 'ground' | 'bend' | 'input' | 'output'

export interface NetNode {
  readonly kind: NetKind
  readonly layer: number
  /** The box for `box`, the wire for all others. */
  readonly of: number
  /** How many edges come in and go out: ports of a box, in order. */
  readonly ins: number
  readonly outs: number
}

/** A piece of a wire between neighbouring layers. */
export interface NetEdge {
  readonly from: number
  readonly fromPort: number
  readonly to: number
  readonly toPort: number
  readonly wire: number
}

/** A diagram cut into layers: every edge leads to the next one. */
export interface Net {
  readonly nodes: readonly NetNode[]
  readonly edges: readonly NetEdge[]
  readonly layers: readonly (readonly number[])[]
}

/**
 * Boxes stand in even layers, as late as their readers allow for states and as early as possible for the others; dots and
 * grounds in the odd layer after the wire's producer. Long wires get a bend in every layer that they pass.
 */
export function layeredNet(d: IndexedDiagram): Net {
  const { diagram } = d
  const depth = depths(d)
  const deepest = depth.reduce((most, x) => Math.max(most, x), 0)
  const last = 2 * (deepest + 1)
  const nodes: NetNode[] = []
  const edges: NetEdge[] = []
  const add = (kind: NetKind, layer: number, of: number, ins: number, outs: number): number =>
    nodes.push({ kind, layer, of, ins, outs }) - 1
  const inputs = diagram.inputWires.map((v) => add('input', 0, v, 0, 1))
  const boxes = diagram.boxes.map((placed, b) =>
    add('box', 2 * depth[b]!, b, placed.inputs.length, placed.outputs.length),
  )
  const outputs = diagram.outputWires.map((v) => add('output', last, v, 1, 0))
  const readers: [number, number][][] = diagram.wires.map(() => [])
  for (const [b, placed] of diagram.boxes.entries()) {
    for (const [port, v] of placed.inputs.entries()) readers[v]!.push([boxes[b]!, port])
  }
  for (const [i, v] of diagram.outputWires.entries()) readers[v]!.push([outputs[i]!, 0])
  const lead = (from: number, fromPort: number, to: number, toPort: number, wire: number): void => {
    let at = from
    let port = fromPort
    for (let layer = nodes[from]!.layer + 1; layer < nodes[to]!.layer; layer++) {
      const bend = add('bend', layer, wire, 1, 1)
      edges.push({ from: at, fromPort: port, to: bend, toPort: 0, wire })
      at = bend
      port = 0
    }
    edges.push({ from: at, fromPort: port, to, toPort, wire })
  }
  for (const [v, list] of readers.entries()) {
    const p = d.producer[v]!
    const source = p < 0 ? inputs[-1 - p]! : boxes[p]!
    const port = p < 0 ? 0 : diagram.boxes[p]!.outputs.indexOf(v)
    if (list.length === 1) {
      lead(source, port, list[0]![0], list[0]![1], v)
      continue
    }
    const branch = add(list.length === 0 ? 'ground' : 'dot', nodes[source]!.layer + 1, v, 1, list.length)
    edges.push({ from: source, fromPort: port, to: branch, toPort: 0, wire: v })
    for (const [k, [to, toPort]] of list.entries()) lead(branch, k, to, toPort, v)
  }
  const layers: number[][] = Array.from({ length: last + 1 }, () => [])
  for (const [i, node] of nodes.entries()) layers[node.layer]!.push(i)
  return { nodes, edges, layers }
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
