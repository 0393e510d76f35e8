import { type IndexedDiagram, indexedDiagram } from '../../diagram/terms/indexed.js'
import type { Diagram } from '../../diagram/terms/types.js'
import type { Point } from '../layout/geometry.js'
import type { Report } from '../layout-options.js'
import { textWidth } from '../svg.js'
import { layeredNet, type Net, type NetNode } from './diagram-net.js'
import { orderLayers } from './diagram-order.js'
import { pitch, portOffset, spread } from './diagram-spread.js'

/** A node of the picture, its centre and size in px. */
export interface PlacedNode extends Point, Pick<NetNode, 'kind' | 'of' | 'ins' | 'outs'> {
  readonly width: number
  readonly height: number
}

/** A piece of a wire: from port to port. */
export interface WirePiece {
  readonly wire: number
  readonly from: Point
  readonly to: Point
}

export interface DiagramLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly pieces: readonly WirePiece[]
  readonly direction: 'right' | 'down'
}

const margin = 18
const labelled = 16

/** The text that stands on a box; the uniform state has none. */
export function boxText(diagram: Diagram, b: number): string {
  const { box } = diagram.boxes[b]!
  return box.kind === 'uniform' ? '' : box.name
}

/** The objects that are written beside their wires: those that neither their box nor an end of the picture names. */
export function wireTexts(d: IndexedDiagram): readonly string[] {
  const readers = new Int32Array(d.wireCount)
  const ends = new Int32Array(d.wireCount)
  for (const v of d.reads) readers[v]!++
  for (const v of d.diagram.outputWires) ends[v]!++
  return d.diagram.wires.map((object, v) => {
    const p = d.producer[v]!
    if (p < 0) return ''
    const { box } = d.diagram.boxes[p]!
    if (box.kind === 'point' || (box.outputs.length === 1 && box.name === object)) return ''
    return ends[v] === 1 && readers[v] === 0 ? '' : object
  })
}

/** Places a diagram: layers along the direction of time, an order with few crossings, wires as straight as can be. */
export function layoutDiagram(diagram: Diagram, direction: 'right' | 'down', report: Report): DiagramLayout {
  const d = indexedDiagram(diagram)
  const texts = wireTexts(d)
  const net = layeredNet(d)
  const layers = orderLayers(net, report)
  const sizes = net.nodes.map((node) => sizeOf(d, node, direction))
  const across = spread(net, layers, sizes)
  const along = new Float64Array(net.nodes.length)
  const gap = gaps(net, layers.length, across)
  const stub = new Float64Array(layers.length)
  let at = margin
  let reach = 0
  for (const [l, layer] of layers.entries()) {
    const thick = layer.reduce((most, i) => Math.max(most, sizes[i]!.thick), 0)
    at += l === 0 ? 0 : gap[l]! + stub[l - 1]!
    for (const i of layer) along[i] = at + thick / 2
    stub[l] = direction === 'right' ? labelWidth(d, texts, net, layer) : 0
    // a bend is as thick as its layer, so that wires pass boxes in a straight line
    for (const i of layer) if (net.nodes[i]!.kind === 'bend') sizes[i]!.thick = thick
    at += thick
    reach = at
  }
  const least = across.reduce((low, y, i) => Math.min(low, y - sizes[i]!.wide / 2), Number.POSITIVE_INFINITY)
  const most = across.reduce((high, y, i) => Math.max(high, y + sizes[i]!.wide / 2), Number.NEGATIVE_INFINITY)
  const point = (a: number, c: number): Point => {
    const shifted = c - least + margin
    return direction === 'right' ? { x: a, y: shifted } : { x: shifted, y: a }
  }
  const nodes = net.nodes.map((node, i): PlacedNode => {
    const { thick, wide } = sizes[i]!
    const centre = point(along[i]!, across[i]!)
    const [width, height] = direction === 'right' ? [thick, wide] : [wide, thick]
    return { ...centre, kind: node.kind, of: node.of, ins: node.ins, outs: node.outs, width, height }
  })
  const pieces: WirePiece[] = []
  for (const { from, fromPort, to, toPort, wire } of net.edges) {
    const start = point(
      along[from]! + sizes[from]!.thick / 2,
      across[from]! + portOffset(net.nodes[from]!, fromPort, 'out'),
    )
    const end = point(along[to]! - sizes[to]!.thick / 2, across[to]! + portOffset(net.nodes[to]!, toPort, 'in'))
    // wires meet a dot in its middle and a ground at its first line
    const centre = (i: number, p: Point): Point => (net.nodes[i]!.kind === 'dot' ? point(along[i]!, across[i]!) : p)
    const length = stub[net.nodes[from]!.layer]!
    if (length === 0) {
      pieces.push({ wire, from: centre(from, start), to: centre(to, end) })
      continue
    }
    // a straight piece beside which the name stands, then the bend
    const straight = { x: start.x + length, y: start.y }
    pieces.push({ wire, from: centre(from, start), to: straight }, { wire, from: straight, to: centre(to, end) })
  }
  for (const [i, node] of net.nodes.entries()) {
    if (node.kind !== 'bend' || sizes[i]!.thick === 0) continue
    const half = sizes[i]!.thick / 2
    pieces.push({ wire: node.of, from: point(along[i]! - half, across[i]!), to: point(along[i]! + half, across[i]!) })
  }
  const thickness = reach + margin
  const breadth = Number.isFinite(least) ? most - least + 2 * margin : 2 * margin
  const [width, height] = direction === 'right' ? [thickness, breadth] : [breadth, thickness]
  return { width, height, nodes, pieces, direction }
}

function sizeOf(d: IndexedDiagram, node: NetNode, direction: 'right' | 'down'): { thick: number; wide: number } {
  const right = direction === 'right'
  switch (node.kind) {
    case 'box': {
      const text = textWidth(boxText(d.diagram, node.of))
      const state = node.ins === 0 || node.outs === 0
      const length = Math.max(text + (state ? 34 : 20), text === 0 ? 26 : 36)
      const ports = Math.max(node.ins, node.outs, 1) * pitch + 12
      return right ? { thick: length, wide: ports } : { thick: 36, wide: Math.max(length, ports) }
    }
    case 'dot':
      return { thick: 8, wide: 16 }
    case 'ground':
      return { thick: 12, wide: 22 }
    case 'bend':
      return { thick: 0, wide: 12 }
    default: {
      const text = textWidth(d.diagram.wires[node.of]!)
      return right ? { thick: text + 10, wide: labelled + 6 } : { thick: labelled + 6, wide: text + 10 }
    }
  }
}

/** The gaps before the layers: wider where wires have far to go sideways. */
function gaps(net: Net, count: number, across: Float64Array): Float64Array {
  const far = new Float64Array(count)
  for (const { from, fromPort, to, toPort } of net.edges) {
    const a = across[from]! + portOffset(net.nodes[from]!, fromPort, 'out')
    const b = across[to]! + portOffset(net.nodes[to]!, toPort, 'in')
    const { layer } = net.nodes[to]!
    far[layer] = Math.max(far[layer]!, Math.abs(a - b))
  }
  return far.map((distance) => 14 + Math.min(34, distance * 0.35))
}

/** The width of the names that stand beside the wires leaving a layer. */
function labelWidth(d: IndexedDiagram, texts: readonly string[], net: Net, layer: readonly number[]): number {
  let width = 0
  for (const i of layer) {
    const { kind, of } = net.nodes[i]!
    if (kind !== 'box') continue
    for (const v of d.diagram.boxes[of]!.outputs) {
      const text = texts[v]!
      if (text !== '') width = Math.max(width, textWidth(text) * 0.86 + 6)
    }
  }
  return width
}
