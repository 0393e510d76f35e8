import { brandesKoepf } from './brandes-koepf.js'
import { corridorsOf } from './corridors.js'
import { forwardEdges, type Links } from './forward-edges.js'
import { type Box, clearance, type Point } from './geometry.js'
import { isotonicSweeps } from './isotonic-sweeps.js'
import { type LayeredItems, layeredItems } from './layered-items.js'
import { type Bands, routesOf } from './layered-routes.js'
import { orderLayers } from './order-layers.js'
import { halfWidths } from './separations.js'

/** Nodes by their centres and sizes, and one route for each edge: control points of cubics, from centre to centre. */
export interface Placed {
  readonly boxes: readonly Box[]
  readonly routes: readonly (readonly Point[])[]
}

/** The room between two layers, at least; more where edges have far to go across. */
const rankGap = 44
const mostGap = 120

/**
 * A graph in layers along x: ranks by the network simplex, few crossings, long edges straight, and routes that keep to the
 * corridors between nodes.
 *
 * @param sizes - width and height of each node
 * @param tick - called while the order of layers is sought
 */
export function layeredLayout(
  links: Links,
  sizes: readonly { readonly width: number; readonly height: number }[],
  tick: (done: number, total: number) => void,
): Placed {
  const items = layeredItems(links, forwardEdges(links))
  const order = orderLayers(items, tick)
  const half = halfWidths(
    items,
    Float64Array.from(sizes, ({ height }) => height),
  )
  const across = brandesKoepf(items, order, half)
  isotonicSweeps(items, order, half, links.kind, across)
  const bands = bandsOf(items, sizes, across)
  const corridors = corridorsOf(items, order, half, across)
  const boxes = sizes.map((size, v): Box => ({ x: bands.centre[items.rank[v]!]!, y: across[v]!, ...size }))
  return { boxes, routes: routesOf(links, items, order, corridors, bands, boxes) }
}

/** Where the layers lie: each as thick as its thickest node, with the clearance on both sides. */
function bandsOf(items: LayeredItems, sizes: readonly { readonly width: number }[], across: Float64Array): Bands {
  const { rank, rankCount, before } = items
  const thick = new Float64Array(rankCount)
  const far = new Float64Array(rankCount)
  for (const [v, { width }] of sizes.entries()) thick[rank[v]!] = Math.max(thick[rank[v]!]!, width / 2)
  for (let v = 0; v < items.count; v++) {
    for (let i = before.start[v]!; i < before.start[v + 1]!; i++) {
      far[rank[v]!] = Math.max(far[rank[v]!]!, Math.abs(across[v]! - across[before.item[i]!]!))
    }
  }
  const centre = new Float64Array(rankCount)
  for (let r = 1; r < rankCount; r++) {
    centre[r] = centre[r - 1]! + thick[r - 1]! + Math.min(mostGap, rankGap + 0.12 * far[r]!) + thick[r]!
  }
  return {
    centre,
    low: centre.map((x, r) => x - thick[r]! - clearance),
    high: centre.map((x, r) => x + thick[r]! + clearance),
  }
}
