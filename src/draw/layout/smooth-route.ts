import type { Point } from './geometry.js'
import { tautString } from './taut-string.js'

/** A stretch of a route: from `from` to `to` along, it must keep between `low` and `high` across. */
export interface Pass {
  readonly from: number
  readonly to: number
  readonly low: number
  readonly high: number
}

/** How far a curve may leave its corridor: less than the clearance, so that it touches no node. */
const tolerance = 2
/** Tries in which only the worst stretch is mended; after them all at once. */
const gentle = 12

/**
 * A smooth route along x from start to end that keeps to all its passes: a string drawn tight through them, rounded.
 *
 * The route is y(x), made of cubics whose slopes agree where they meet (Hermite); between two chords the slope is their mean, the
 * shorter one counting more. Each cubic is checked exactly, at the ends of the pass and where its slope vanishes. Where it
 * leaves a corridor, both ends of that pass are put on the string, with the string's slope: in the limit the route is the
 * string in each pass, which keeps to all of them.
 *
 * @returns the control points: start, then three for each cubic
 */
export function smoothRoute(start: Point, end: Point, passes: readonly Pass[]): readonly Point[] {
  const gates = passes.flatMap(({ from, to, low, high }) =>
    from === to
      ? [{ x: from, low, high }]
      : [from, to].filter((x) => x > start.x && x < end.x).map((x) => ({ x, low, high })),
  )
  const string = tautString(start, gates, end)
  const straight = new Set<number>()
  for (let tries = 0; ; tries++) {
    const knots = knotsOf(string, passes, straight)
    let worst = -1
    let most = tolerance
    for (const [k, pass] of passes.entries()) {
      if (straight.has(k)) continue
      const off = departure(knots, pass)
      if (off <= tolerance) continue
      if (tries >= gentle) straight.add(k)
      if (off > most) {
        most = off
        worst = k
      }
    }
    if (worst < 0) return controlPoints(knots)
    straight.add(worst)
  }
}

interface Knot extends Point {
  slope: number
}

/** The bends of the string and the ends of the passes that follow it, with slopes. */
function knotsOf(string: readonly Point[], passes: readonly Pass[], straight: ReadonlySet<number>): Knot[] {
  const fixed = new Map<number, Knot>()
  for (const k of straight) {
    const { from, to } = passes[k]!
    if (from === to) continue
    const [a, b] = [heightAt(string, from), heightAt(string, to)]
    const slope = (b - a) / (to - from)
    fixed.set(from, { x: from, y: a, slope })
    fixed.set(to, { x: to, y: b, slope })
  }
  const knots: Knot[] = [...fixed.values()]
  for (const { x, y } of string) if (!fixed.has(x)) knots.push({ x, y, slope: Number.NaN })
  knots.sort((a, b) => a.x - b.x)
  const chord = (i: number): number => (knots[i + 1]!.y - knots[i]!.y) / (knots[i + 1]!.x - knots[i]!.x)
  const last = knots.length - 1
  const slopes = knots.map(({ slope }, i) => {
    if (!Number.isNaN(slope)) return slope
    if (i === 0) return chord(0)
    if (i === last) return chord(last - 1)
    const before = knots[i]!.x - knots[i - 1]!.x
    const after = knots[i + 1]!.x - knots[i]!.x
    return (chord(i - 1) * after + chord(i) * before) / (before + after)
  })
  for (const [i, slope] of slopes.entries()) knots[i]!.slope = slope
  return knots
}

function heightAt(string: readonly Point[], x: number): number {
  let i = 1
  while (i < string.length - 1 && string[i]!.x < x) i++
  const [a, b] = [string[i - 1]!, string[i]!]
  return x <= a.x ? a.y : x >= b.x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x)
}

/** How far a route leaves the corridor of a pass at most; not above 0 where it keeps to it. */
function departure(knots: readonly Knot[], { from, to, low, high }: Pass): number {
  let most = Number.NEGATIVE_INFINITY
  for (let i = 1; i < knots.length; i++) {
    const [a, b] = [knots[i - 1]!, knots[i]!]
    const [first, last] = [Math.max(from, a.x), Math.min(to, b.x)]
    if (first > last) continue
    const length = b.x - a.x
    // y = a.y + c1 t + c2 t² + c3 t³ with t from 0 to 1
    const c1 = a.slope * length
    const rise = b.y - a.y
    const c2 = 3 * rise - 2 * c1 - b.slope * length
    const c3 = c1 + b.slope * length - 2 * rise
    const look = (t: number): void => {
      const y = a.y + t * (c1 + t * (c2 + t * c3))
      most = Math.max(most, low - y, y - high)
    }
    const [t0, t1] = [(first - a.x) / length, (last - a.x) / length]
    look(t0)
    look(t1)
    // where 3 c3 t² + 2 c2 t + c1 = 0, in the form that loses no digits
    const root = c2 * c2 - 3 * c3 * c1
    if (root < 0) continue
    const q = -(c2 + (c2 < 0 ? -1 : 1) * Math.sqrt(root))
    for (const t of [q / (3 * c3), c1 / q]) if (t > t0 && t < t1) look(t)
  }
  return most
}

function controlPoints(knots: readonly Knot[]): readonly Point[] {
  const points: Point[] = [{ x: knots[0]!.x, y: knots[0]!.y }]
  for (let i = 1; i < knots.length; i++) {
    const [a, b] = [knots[i - 1]!, knots[i]!]
    const third = (b.x - a.x) / 3
    points.push(
      { x: a.x + third, y: a.y + a.slope * third },
      { x: b.x - third, y: b.y - b.slope * third },
      { x: b.x, y: b.y },
    )
  }
  return points
}
