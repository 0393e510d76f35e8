import { tie, withTies } from './nearest-buffer.js'
import type { Found } from './nearest-neighbours.js'

/** Rows that serve as a match at most once. */
export interface RowsNotUsed extends Found {
  /** Takes the nearest rows that were found, the earlier of those that are as near; and forgets the others. */
  readonly take: () => number[]
}

/**
 * @param wanted - how many rows are taken at a time
 * @param rowsAt - the rows at each place, in ascending order
 * @param caliper - the largest distance
 * @param empty - told of a place whose rows are all used
 */
export function rowsNotUsed(
  wanted: number,
  rowsAt: readonly (readonly number[])[],
  caliper: number,
  empty: (place: number) => void,
): RowsNotUsed {
  const usedAt = new Int32Array(rowsAt.length)
  const limit = new Float64Array(1).fill(withTies(caliper))
  let best: { row: number; square: number; place: number }[] = []
  return {
    limit,
    add: (place, square) => {
      if (Math.sqrt(square) > caliper + tie) return
      const rows = rowsAt[place]!
      for (let k = usedAt[place]!; k < rows.length; k++) {
        const row = rows[k]!
        let at = best.length
        while (at > 0 && (best[at - 1]!.square - square || best[at - 1]!.row - row) > 0) at--
        if (at >= wanted) break
        best.splice(at, 0, { row, square, place })
        if (best.length > wanted) best.pop()
      }
      if (best.length === wanted) limit[0] = Math.min(limit[0]!, best[wanted - 1]!.square)
    },
    take: () => {
      const taken = best
      best = []
      limit[0] = withTies(caliper)
      for (const { place } of taken) if (++usedAt[place]! === rowsAt[place]!.length) empty(place)
      return taken.map(({ row }) => row)
    },
  }
}
