/**
 * Visits every set of at most `most` of the nodes that are adjacent to one another, the empty set first, each set straight
 * after the one that it extends by its last node. The array visited is reused.
 */
export function eachClique(
  nodes: readonly number[],
  areAdjacent: (a: number, b: number) => boolean,
  visit: (clique: readonly number[]) => void,
  most: number = nodes.length,
): void {
  const chosen: number[] = []
  const next: number[] = [0]
  visit(chosen)
  while (next.length > 0) {
    const i = next[next.length - 1]!++
    if (i >= nodes.length || chosen.length >= most) {
      next.pop()
      chosen.pop()
      continue
    }
    const node = nodes[i]!
    if (!chosen.every((other) => areAdjacent(other, node))) continue
    chosen.push(node)
    visit(chosen)
    next.push(i + 1)
  }
}
