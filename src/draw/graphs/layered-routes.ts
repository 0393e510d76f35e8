import { type Box, clearance, type Point } from './geometry.js'
import { type Gate, tautString } from './taut-string.js'

/** An edge that passes layers: its ends, and where it stands in the layers between, on the way from `from` to `to`. */
export interface LayeredEdge {
  readonly from: number
  readonly to: number
  readonly through: readonly Point[]
}

/** How far a layer reaches beyond its thickest node: room for an arrowhead before a bend. */
const reach = 11
/** The room between two edges that pass a layer side by side, where there is that much. */
const lane = 10

interface Layer {
  readonly at: number
  readonly nodes: number[]
  readonly passing: { readonly edge: number; readonly across: number }[]
  /** Where the layer begins and ends along the layers. */
  low: number
  high: number
}

/**
 * Routes of edges between nodes in layers (those with the same `x`), none through a node that is not its own: undefined for
 * an edge that does not pass each layer between its ends once.
 *
 * All nodes lie inside the bands of their layers. In a band an edge keeps to its corridor between the nodes on both
 * sides, so its route is a string drawn tight through the gates where corridors begin and end.
 */
export function layeredRoutes(boxes: readonly Box[], edges: readonly LayeredEdge[]): (readonly Point[] | undefined)[] {
  const layers = layersOf(boxes)
  const layerAt = new Map(layers.map((layer, l) => [key(layer.at), l]))
  const layerOf = boxes.map((box) => layerAt.get(key(box.x))!)
  for (const [e, { through }] of edges.entries()) {
    for (const { x, y } of through) {
      const l = layerAt.get(key(x))
      if (l !== undefined) layers[l]!.passing.push({ edge: e, across: y })
    }
  }
  const corridors = edges.map(() => new Map<number, Gate>())
  const own: Gate[] = []
  for (const [l, layer] of layers.entries()) takeCorridors(layer, l, boxes, corridors, own)
  return edges.map(({ from, to }, e) => {
    const [first, last] = [Math.min(layerOf[from]!, layerOf[to]!), Math.max(layerOf[from]!, layerOf[to]!)]
    const [left, right] = layerOf[from]! <= layerOf[to]! ? [from, to] : [to, from]
    if (first === last) return undefined
    const gates: Gate[] = [{ ...own[left]!, x: layers[first]!.high }]
    for (let l = first + 1; l < last; l++) {
      const corridor = corridors[e]!.get(l)
      if (corridor === undefined) return undefined
      gates.push({ ...corridor, x: layers[l]!.low }, { ...corridor, x: layers[l]!.high })
    }
    gates.push({ ...own[right]!, x: layers[last]!.low })
    const route = tautString(boxes[left]!, gates, boxes[right]!)
    return left === from ? route : [...route].reverse()
  })
}

const key = (x: number): number => Math.round(x * 100)

function layersOf(boxes: readonly Box[]): readonly Layer[] {
  const layers = new Map<number, Layer>()
  for (const [i, { x, width }] of boxes.entries()) {
    const layer = layers.get(key(x)) ?? { at: x, nodes: [], passing: [], low: x, high: x }
    layers.set(key(x), layer)
    layer.nodes.push(i)
    layer.low = Math.min(layer.low, x - width / 2 - reach)
    layer.high = Math.max(layer.high, x + width / 2 + reach)
  }
  return [...layers.values()].sort((a, b) => a.at - b.at)
}

/** The corridors of a layer: of each edge that passes it, and of each of its nodes between its neighbours. */
function takeCorridors(
  layer: Layer,
  l: number,
  boxes: readonly Box[],
  corridors: Map<number, Gate>[],
  own: Gate[],
): void {
  const nodes = [...layer.nodes].sort((a, b) => boxes[a]!.y - boxes[b]!.y)
  const passing = [...layer.passing].sort((a, b) => a.across - b.across || a.edge - b.edge)
  const top = (k: number): number => {
    const box = boxes[nodes[k]!]
    return box === undefined ? Number.POSITIVE_INFINITY : box.y - box.height / 2 - clearance
  }
  const bottom = (k: number): number => {
    const box = boxes[nodes[k]!]
    return box === undefined ? Number.NEGATIVE_INFINITY : box.y + box.height / 2 + clearance
  }
  let next = 0
  for (let k = 0; k <= nodes.length; k++) {
    const group: number[] = []
    while (next < passing.length && (k === nodes.length || passing[next]!.across < boxes[nodes[k]!]!.y)) {
      group.push(passing[next++]!.edge)
    }
    const [low, high] = [bottom(k - 1), top(k)]
    const step = Math.min(lane, (high - low) / (group.length + 1))
    for (const [j, e] of group.entries()) {
      corridors[e]!.set(l, { x: layer.at, low: low + j * step, high: high - (group.length - 1 - j) * step })
    }
    if (k < nodes.length) own[nodes[k]!] = { x: layer.at, low: bottom(k - 1), high: top(k + 1) }
  }
}
