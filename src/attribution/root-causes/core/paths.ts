import type { IncidentGraph } from '../incident-types.js'

/**
 * For each variable the next one on a shortest path to the target along edges from cause to effect (edges without direction either
 * way), ties by name; −1 where none leads there. The target's own is itself. Breadth first, O(n + m).
 */
export function nextTowards(graph: IncidentGraph, target: number, names: readonly string[]): Int32Array {
  const next = new Int32Array(names.length).fill(-1)
  next[target] = target
  let front = [target]
  while (front.length > 0) {
    const reached = new Map<number, number>()
    for (const effect of front) {
      for (const cause of [...graph.causes[effect]!, ...graph.undirected[effect]!]) {
        if (next[cause] !== -1) continue
        const other = reached.get(cause)
        if (other === undefined || names[effect]! < names[other]!) reached.set(cause, effect)
      }
    }
    for (const [cause, effect] of reached) next[cause] = effect
    front = [...reached.keys()]
  }
  return next
}

/** The path itself. */
export function pathFrom(next: Int32Array, from: number): number[] {
  const path = [from]
  for (let at = from; next[at] !== at; ) {
    at = next[at]!
    path.push(at)
  }
  return path
}
