/** The nearest points found so far. */
export interface NearestBuffer {
  /** One number: the square beyond which a point can be neither among the nearest nor tie with the farthest of them. */
  readonly limit: Float64Array
  readonly add: (point: number, square: number) => void
  /** The nearest with those that tie, in order of position. */
  readonly inOrder: () => { points: number[]; squares: number[] }
}

/** Distances within this of each other are ties. */
const tie = 1e-9

/** Room for the `wanted` nearest points and for all that tie with the farthest of them. */
export function nearestBuffer(wanted: number): NearestBuffer {
  const best = new Float64Array(wanted).fill(Number.POSITIVE_INFINITY)
  const limit = new Float64Array(1).fill(Number.POSITIVE_INFINITY)
  const points: number[] = []
  const squares: number[] = []
  return {
    limit,
    add: (point, square) => {
      points.push(point)
      squares.push(square)
      if (square >= best[wanted - 1]!) return
      let at = wanted - 1
      for (; at > 0 && best[at - 1]! > square; at--) best[at] = best[at - 1]!
      best[at] = square
      const far = Math.sqrt(best[wanted - 1]!) + tie
      limit[0] = far * far
    },
    inOrder: () => {
      const kept = [...points.keys()].filter((k) => squares[k]! <= limit[0]!).sort((a, b) => points[a]! - points[b]!)
      return { points: kept.map((k) => points[k]!), squares: kept.map((k) => squares[k]!) }
    },
  }
}
