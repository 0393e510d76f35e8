import { indexedDiagram } from '../../diagram/terms/indexed.js'
import type { Diagram } from '../../diagram/terms/types.js'
import type { Point } from '../layout/geometry.js'
import type { Report } from '../progress.js'
import { type ItemKind, layeredNet } from './diagram-net.js'
import { orderItems } from './diagram-order.js'
import { branching, branchKey, gaps, sizeOf, stubLength } from './diagram-sizes.js'
import { portOffset, spread } from './diagram-spread.js'
import { wireNames, wireTexts } from './wire-names.js'

/** What a picture shows: boxes, ends of the boundary, dots where wires branch, grounds where they are discarded. */
export type NodeKind = Exclude<ItemKind, 'bend'> | 'dot' | 'ground'

/** A node of the picture, its centre and size in px. */
export interface PlacedNode extends Point {
  readonly kind: NodeKind
  /** The box of a box, the wire of all others. */
  readonly of: number
  readonly ins: number
  readonly outs: number
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
const ground = { thick: 12, wide: 22 }

/** Places a diagram: layers along the direction of time, an order with few crossings, wires as straight as can be. */
export function layoutDiagram(diagram: Diagram, direction: 'right' | 'down', report: Report): DiagramLayout {
  const d = indexedDiagram(diagram)
  const texts = wireTexts(d)
  const names = wireNames(d)
  const net = layeredNet(d)
  const { count, kind, of, ins, outs, layer, from, fromPort, to, toPort, wire } = net
  const layers = orderItems(net, report)
  const thick = new Float64Array(count)
  const wide = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const size = sizeOf(d, net, i, direction === 'right', names)
    thick[i] = size[0]
    wide[i] = size[1]
  }
  const across = spread(net, layers, wide)
  const read = new Uint8Array(d.wireCount)
  for (const v of wire) read[v] = 1
  const branches = branching(net)
  const stub = new Float64Array(layers.length)
  const along = new Float64Array(count)
  const gap = gaps(net, layers.length, across)
  let at = margin
  let reach = 0
  for (const [l, items] of layers.entries()) {
    const most = items.reduce((largest, i) => Math.max(largest, thick[i]!), 0)
    at += l === 0 ? 0 : gap[l]! + stub[l - 1]!
    for (const i of items) along[i] = at + most / 2
    if (l < layers.length - 1) stub[l] = stubLength(d, texts, net, items, read, branches, direction)
    // a bend is as thick as its layer, so that wires pass boxes in a straight line
    for (const i of items) if (kind[i] === 'bend') thick[i] = most
    at += most
    reach = at
  }
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < count; i++) {
    least = Math.min(least, across[i]! - wide[i]! / 2)
    most = Math.max(most, across[i]! + wide[i]! / 2)
  }
  const isRight = direction === 'right'
  const shift = margin - least
  const point = (a: number, c: number): Point => (isRight ? { x: a, y: c + shift } : { x: c + shift, y: a })
  const nodes: PlacedNode[] = []
  const node = (kind: NodeKind, of: number, a: number, c: number, long: number, broad: number, i: number): void => {
    const { x, y } = point(a, c)
    const [width, height] = isRight ? [long, broad] : [broad, long]
    nodes.push({ x, y, kind, of, ins: i < 0 ? 1 : ins[i]!, outs: i < 0 ? 0 : outs[i]!, width, height })
  }
  const pieces: WirePiece[] = []
  for (let i = 0; i < count; i++) {
    const what = kind[i]!
    if (what === 'bend') {
      const half = thick[i]! / 2
      if (half > 0)
        pieces.push({
          wire: of[i]!,
          from: point(along[i]! - half, across[i]!),
          to: point(along[i]! + half, across[i]!),
        })
    } else node(what, of[i]!, along[i]!, across[i]!, thick[i]!, wide[i]!, i)
    // behind each port a straight piece, beside which the name stands; at its end the wire branches, or ends
    const made = what === 'box' ? diagram.boxes[of[i]!]!.outputs : what === 'output' ? [] : [of[i]!]
    for (const [port, v] of made.entries()) {
      const y = across[i]! + portOffset(what === 'box', outs[i]!, port)
      const start = along[i]! + thick[i]! / 2
      const end = start + stub[layer[i]!]!
      if (end > start && (read[v] === 1 || what !== 'bend'))
        pieces.push({ wire: v, from: point(start, y), to: point(end, y) })
      if (read[v] === 0) node('ground', v, end + ground.thick / 2, y, ground.thick, ground.wide, -1)
      else if (branches.has(branchKey(i, port))) node('dot', v, end, y, 8, 8, -1)
    }
  }
  for (let e = 0; e < from.length; e++) {
    const [i, j] = [from[e]!, to[e]!]
    const start = across[i]! + portOffset(kind[i] === 'box', outs[i]!, fromPort[e]!)
    const end = across[j]! + portOffset(kind[j] === 'box', ins[j]!, toPort[e]!)
    pieces.push({
      wire: wire[e]!,
      from: point(along[i]! + thick[i]! / 2 + stub[layer[i]!]!, start),
      to: point(along[j]! - thick[j]! / 2, end),
    })
  }
  const thickness = reach + margin
  const breadth = count === 0 ? 2 * margin : most - least + 2 * margin
  const [width, height] = direction === 'right' ? [thickness, breadth] : [breadth, thickness]
  return { width, height, nodes, pieces, direction }
}
