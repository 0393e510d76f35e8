import { CausalError } from '../../errors.js'
import type { Edge } from '../../graph/types.js'
import { lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { DrawnGraph } from '../graphs/drawn-graph.js'
import type { Box, Point } from './geometry.js'
import { type Sheet, sheetOf } from './graph-sheet.js'

/**
 * Where a node stands: its centre and its size, in px; y grows downwards.
 *
 * @category Drawing
 */
export interface NodePlace<N extends string = string> {
  /** The node. */
  readonly node: N
  /** The centre, from the left. */
  readonly x: number
  /** The centre, from the top. */
  readonly y: number
  /** How wide the node is. */
  readonly width: number
  /** How high it is. */
  readonly height: number
}

/**
 * The way of an edge: cubic Bézier curves that follow each other.
 *
 * @category Drawing
 */
export interface EdgeRoute<N extends string = string> extends Edge<N> {
  /**
   * The control points: the start, then three for each curve, as in an SVG path `M p0 C p1 p2 p3 …`. Routes may begin and end
   * in the middle of a node: draw nodes over them, or cut them where they leave it, as {@link toSvg} does.
   */
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

/**
 * A layout of a graph, whoever made it: plain data that can be kept as JSON.
 *
 * @category Drawing
 */
export interface GraphLayout<N extends string = string> {
  /** One place for each node. */
  readonly positions: readonly NodePlace<N>[]
  /** One route for each edge. */
  readonly routes: readonly EdgeRoute<N>[]
  /** The size of the sheet, in px. */
  readonly size: { readonly width: number; readonly height: number }
}

/** A sheet as a value for users. */
export function layoutOf(drawn: DrawnGraph, { width, height, boxes, routes }: Sheet): GraphLayout {
  return Object.freeze({
    positions: Object.freeze(
      boxes.map((box, i) =>
        Object.freeze({ node: drawn.names[i]!, x: box.x, y: box.y, width: box.width, height: box.height }),
      ),
    ),
    routes: Object.freeze(
      drawn.edges.map(({ from, to, fromMark, toMark }, e) =>
        Object.freeze({
          from: drawn.names[from]!,
          to: drawn.names[to]!,
          fromMark,
          toMark,
          points: Object.freeze(routes[e]!.map(({ x, y }) => Object.freeze({ x, y }))),
        }),
      ),
    ),
    size: Object.freeze({ width, height }),
  })
}

/** A layout that the user gives, matched by names and marks, with margins around it. */
export function givenSheet(drawn: DrawnGraph, layout: GraphLayout): Sheet {
  checkOptions('layout', layout, ['positions', 'routes', 'size'])
  const { positions, routes } = layout
  if (!Array.isArray(positions) || !Array.isArray(routes)) {
    throw new CausalError('invalid-argument', `a layout has lists of positions and routes, got ${show(layout)}.`)
  }
  const index = new Map(drawn.names.map((name, i) => [name, i]))
  const boxes: (Box | undefined)[] = drawn.names.map(() => undefined)
  for (const place of positions) {
    const i = lookUp('node', index, place?.node)
    const { x, y, width, height } = place
    if (![x, y, width, height].every(Number.isFinite) || !(width > 0) || !(height > 0)) {
      throw new CausalError(
        'invalid-argument',
        `the place of ${show(place.node)} in the layout needs finite x and y, and a positive width and height, got ${show(place)}.`,
        { node: place.node },
      )
    }
    boxes[i] = { x, y, width, height }
  }
  const missing = drawn.names.filter((_, i) => boxes[i] === undefined)
  if (missing.length > 0) {
    throw new CausalError('invalid-argument', `the layout has no place for ${quoteNames(missing)}.`, { missing })
  }
  const known = new Map<string, readonly Point[]>()
  for (const route of routes) {
    lookUp('node', index, route?.from)
    lookUp('node', index, route.to)
    known.set(keyOf(route), checkedPoints(route))
  }
  const ways = drawn.edges.map(({ from, to, fromMark, toMark }) => {
    const [a, b] = [drawn.names[from]!, drawn.names[to]!]
    const way = known.get(keyOf({ from: a, to: b, fromMark, toMark }))
    if (way !== undefined) return way
    const back = known.get(keyOf({ from: b, to: a, fromMark: toMark, toMark: fromMark }))
    if (back !== undefined) return [...back].reverse()
    throw new CausalError(
      'invalid-argument',
      `the layout has no route for the edge between ${show(a)} and ${show(b)}.`,
      {
        from: a,
        to: b,
      },
    )
  })
  return sheetOf({ boxes: boxes as readonly Box[], routes: ways })
}

function keyOf({ from, to, fromMark, toMark }: Edge): string {
  return JSON.stringify([from, to, fromMark, toMark])
}

function checkedPoints(route: EdgeRoute): readonly Point[] {
  const { points } = route
  const isRight =
    Array.isArray(points) &&
    points.length >= 4 &&
    points.length % 3 === 1 &&
    points.every((point) => Number.isFinite(point?.x) && Number.isFinite(point.y))
  if (isRight) return points
  throw new CausalError(
    'invalid-argument',
    `the route from ${show(route.from)} to ${show(route.to)} needs a start and three points { x, y } for each curve, got ${show(points)}.`,
    { from: route.from, to: route.to },
  )
}
