import type { IndexedGraph } from '../../graph/core/indexed.js'
import { reach } from '../../graph/core/reach.js'

/**
 * The border of the smallest territory of y: the parents of a set that holds y, whatever shares hidden causes with a member, and
 * whatever a member leads to, all among the ancestors of y (Lee & Bareinboim 2018, definitions 3 and 4).
 */
export function interventionBorder(g: IndexedGraph, y: number): readonly number[] {
  const above = reach(g.parents, [y])
  const territory = new Uint8Array(g.size)
  const stack = [y]
  territory[y] = 1
  while (stack.length > 0) {
    const i = stack.pop()!
    for (const { start, node } of [g.spouses, g.children]) {
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        const j = node[k]!
        if (above[j] !== 1 || territory[j] === 1) continue
        territory[j] = 1
        stack.push(j)
      }
    }
  }
  const { start, node } = g.children
  const isBorder = (i: number): boolean =>
    node.subarray(start[i]!, start[i + 1]!).some((child) => territory[child] === 1)
  return [...territory.keys()].filter((i) => territory[i] === 0 && isBorder(i))
}
