import type { Mark } from '../../graph/types.js'
import type { Report } from '../progress.js'
import { ARC, DIRECTED, FREE, type Links } from './forward-edges.js'
import { routerAmong } from './free-route.js'
import { type Box, curvesOf, type Point, pointAt, transposed } from './geometry.js'
import { layeredLayout, type Placed } from './layered-layout.js'

/** Where the nodes and edges of a graph stand on a sheet with margins. */
export interface Sheet extends Placed {
  readonly width: number
  readonly height: number
}

/** An edge between drawn nodes, by their positions. */
export interface Link {
  readonly from: number
  readonly to: number
  readonly fromMark: Mark
  readonly toMark: Mark
}

export const margin = 16

/** Whether an edge is drawn as a bow: it says nothing of order, and may stand beside a directed one. */
export function isBow({ fromMark, toMark }: { readonly fromMark: Mark; readonly toMark: Mark }): boolean {
  return fromMark === 'arrow' && toMark === 'arrow'
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Nodes in layers; time runs to the right or down. */
export function layeredSheet(
  sizes: readonly Size[],
  edges: readonly Link[],
  direction: 'right' | 'down',
  report: Report,
): Sheet {
  const links: Links = {
    n: sizes.length,
    from: Int32Array.from(edges, (edge) => edge.from),
    to: Int32Array.from(edges, (edge) => edge.to),
    kind: Uint8Array.from(edges, (edge) => (isBow(edge) ? ARC : edge.toMark === 'arrow' ? DIRECTED : FREE)),
    circles: Uint8Array.from(
      edges,
      ({ fromMark, toMark }) => (fromMark === 'circle' ? 1 : 0) + (toMark === 'circle' ? 2 : 0),
    ),
  }
  const turned = direction === 'down'
  const { boxes, routes } = layeredLayout(links, turned ? sizes.map(transposedSize) : sizes, (done, total) =>
    report('layers', done, total),
  )
  report('routes', edges.length, edges.length)
  return sheetOf(
    turned ? { boxes: boxes.map(transposed), routes: routes.map((r) => r.map(transposed)) } : { boxes, routes },
  )
}

function transposedSize({ width, height }: Size): Size {
  return { width: height, height: width }
}

/** Nodes where they are placed, edges straight where nothing is in the way. */
export function fixedSheet(boxes: readonly Box[], edges: readonly Link[], report: Report): Sheet {
  const router = routerAmong(boxes)
  const seen = new Set<number>()
  const routes = edges.map((edge, e): readonly Point[] => {
    if (e % 64 === 0) report('routes', e, edges.length)
    const { from, to } = edge
    const pair = Math.min(from, to) * boxes.length + Math.max(from, to)
    const isSecond = seen.has(pair)
    seen.add(pair)
    return curvesOf(isBow(edge) || isSecond ? router.bow(from, to) : router.straight(from, to))
  })
  return sheetOf({ boxes, routes })
}

/** Moves everything inside the margins, and finds the size of the sheet. */
export function sheetOf({ boxes, routes }: Placed): Sheet {
  if (boxes.length === 0) return { width: 2 * margin, height: 2 * margin, boxes: [], routes: [] }
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const take = (x: number, y: number): void => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  for (const { x, y, width, height } of boxes) {
    take(x - width / 2, y - height / 2)
    take(x + width / 2, y + height / 2)
  }
  for (const route of routes) {
    for (let k = 0; k + 3 < route.length; k += 3) {
      const cubic = route.slice(k, k + 4)
      // between these points a curve hardly leaves the margins
      for (let i = 0; i <= 8; i++) {
        const { x, y } = pointAt(cubic, i / 8)
        take(x, y)
      }
    }
  }
  const [dx, dy] = [margin - left, margin - top]
  return {
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
    boxes: boxes.map((box) => ({ ...box, x: box.x + dx, y: box.y + dy })),
    routes: routes.map((route) => route.map(({ x, y }) => ({ x: x + dx, y: y + dy }))),
  }
}
