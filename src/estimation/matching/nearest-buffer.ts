import type { Found } from './nearest-neighbours.js'

/** Distances within this of each other are ties. */
export const tie = 1e-9

/** The square of a distance with its ties, rounded up. */
export const withTies = (distance: number): number => ((distance + tie) * (1 + 1e-12)) ** 2

/** The nearest points found so far, with all that tie with the farthest of them. */
export interface NearestBuffer extends Found {
  /** Forgets what it holds. */
  readonly clear: () => void
  /** The points, in ascending order. */
  readonly points: () => number[]
}

/**
 * Room for the nearest points that stand for `wanted` rows together, and for all points that tie with the farthest of them.
 *
 * @param rowsAt - how many rows a point stands for
 * @param caliper - the largest distance
 */
export function nearestBuffer(wanted: number, rowsAt: (point: number) => number, caliper: number): NearestBuffer {
  // squares of the nearest rows, in order
  const best = new Float64Array(wanted)
  const limit = new Float64Array(1)
  const points: number[] = []
  const squares: number[] = []
  return {
    limit,
    clear: () => {
      best.fill(Number.POSITIVE_INFINITY)
      limit[0] = withTies(caliper)
      points.length = squares.length = 0
    },
    add: (point, square) => {
      if (Math.sqrt(square) > caliper + tie) return
      points.push(point)
      squares.push(square)
      for (let rows = rowsAt(point); rows > 0 && square < best[wanted - 1]!; rows--) {
        let at = wanted - 1
        for (; at > 0 && best[at - 1]! > square; at--) best[at] = best[at - 1]!
        best[at] = square
      }
      const far = Math.sqrt(best[wanted - 1]!) + tie
      limit[0] = Math.min(limit[0]!, far * far)
    },
    points: () => points.filter((_, k) => squares[k]! <= limit[0]!).sort((a, b) => a - b),
  }
}
