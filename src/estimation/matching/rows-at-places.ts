import { type NeighbourTree, neighbourTree } from './nearest-neighbours.js'
import type { Places } from './places.js'

/** Rows where they stand: those at one point of one cell together, and the points of each cell in a tree. */
export interface PlacedRows {
  readonly places: Places
  readonly rows: readonly number[]
  /** The rows at each place, in ascending order. */
  readonly rowsAt: readonly (readonly number[])[]
  /** Of each cell: its places, and their tree, whose points are positions in that list. */
  readonly cells: readonly { readonly list: readonly number[]; readonly tree: NeighbourTree }[]
}

/** @param rows - in ascending order */
export function placedRows(rows: readonly number[], places: Places): PlacedRows {
  const { dimension, cell, cells } = places
  const rowsAt = rowsAtPlaces(rows, places)
  const lists = Array.from({ length: cells }, (): number[] => [])
  for (const [place, [first]] of rowsAt.entries()) lists[cell[first!]!]!.push(place)
  return {
    places,
    rows,
    rowsAt,
    cells: lists.map((list) => {
      const points = new Float64Array(list.length * dimension)
      for (const [j, place] of list.entries()) points.set(pointOf(rowsAt[place]![0]!, places), j * dimension)
      return { list, tree: neighbourTree(points, list.length, dimension) }
    }),
  }
}

/** Where a row stands. */
export function pointOf(row: number, { points, dimension }: Places): Float64Array {
  return points.subarray(row * dimension, (row + 1) * dimension)
}

/** Rows that stand at the same point of the same cell: a list for each such place. */
function rowsAtPlaces(rows: readonly number[], { points, dimension, cell }: Places): number[][] {
  const places: number[][] = []
  // a hash table with open addresses, at most half full
  const size = 2 << (32 - Math.clz32(rows.length))
  const table = new Int32Array(size).fill(-1)
  const number = new Float64Array(1)
  const bits = new Int32Array(number.buffer)
  for (const i of rows) {
    let hash = cell[i]!
    for (let d = 0; d < dimension; d++) {
      // 0 and −0 are one number
      number[0] = points[i * dimension + d]! + 0
      hash = Math.imul(hash ^ bits[0]!, 0x85ebca6b)
      hash = Math.imul(hash ^ (hash >>> 15) ^ bits[1]!, 0xc2b2ae35)
    }
    let at = (hash ^ (hash >>> 13)) & (size - 1)
    while (table[at]! >= 0 && !alike(places[table[at]!]![0]!, i)) at = (at + 1) & (size - 1)
    if (table[at]! >= 0) places[table[at]!]!.push(i)
    else {
      table[at] = places.length
      places.push([i])
    }
  }
  return places

  function alike(i: number, j: number): boolean {
    if (cell[i] !== cell[j]) return false
    for (let d = 0; d < dimension; d++) if (points[i * dimension + d] !== points[j * dimension + d]) return false
    return true
  }
}
