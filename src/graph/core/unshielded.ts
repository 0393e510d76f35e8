import { isAdjacent } from '../classes/marked.js'
import type { Adjacency } from './indexed.js'

/** One number for a triple x — middle — y of n nodes, whichever end comes first. */
export function tripleKey(n: number, x: number, middle: number, y: number): number {
  return x < y ? (x * n + y) * n + middle : (y * n + x) * n + middle
}

/**
 * Visits every unshielded triple a — c — b (two edges, and none between a and b), once, with a < b.
 *
 * @param visit - also gets the half-edges from c to a and to b
 */
export function eachUnshielded(
  g: Adjacency,
  visit: (a: number, c: number, b: number, toA: number, toB: number) => void,
): void {
  const { start, node } = g
  for (let c = 0; c + 1 < start.length; c++) {
    for (let i = start[c]!; i < start[c + 1]!; i++) {
      for (let j = i + 1; j < start[c + 1]!; j++) {
        if (!isAdjacent(g, node[i]!, node[j]!)) visit(node[i]!, c, node[j]!, i, j)
      }
    }
  }
}
