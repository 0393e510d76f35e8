import type { Point } from './geometry.js'

/** What a route must pass: at `x`, no lower than `low` and no higher than `high`. */
export interface Gate {
  readonly x: number
  readonly low: number
  readonly high: number
}

/**
 * The shortest line through gates whose `x` grow: a string drawn tight. It bends at the ends of gates alone.
 *
 * From each bend the slopes that pass all gates so far form an interval; the gate that empties it makes the next bend,
 * at the end of the gate that bounded it (the funnel algorithm of Lee & Preparata 1984, for gates that are parallel).
 */
export function tautString(start: Point, gates: readonly Gate[], end: Point): readonly Point[] {
  const route: Point[] = [start]
  const all = [...gates, { x: end.x, low: end.y, high: end.y }]
  let from = start
  let lowest = Number.NEGATIVE_INFINITY
  let highest = Number.POSITIVE_INFINITY
  let lowAt = -1
  let highAt = -1
  for (let i = 0; i < all.length; i++) {
    const { x, low, high } = all[i]!
    const least = (low - from.y) / (x - from.x)
    const most = (high - from.y) / (x - from.x)
    if (least > highest || most < lowest) {
      const up = least > highest
      const at = up ? highAt : lowAt
      from = { x: all[at]!.x, y: up ? all[at]!.high : all[at]!.low }
      route.push(from)
      lowest = Number.NEGATIVE_INFINITY
      highest = Number.POSITIVE_INFINITY
      i = at
      continue
    }
    if (least > lowest) {
      lowest = least
      lowAt = i
    }
    if (most < highest) {
      highest = most
      highAt = i
    }
  }
  return [...route, end]
}
