import type { IndexedGraph } from '../../graph/core/indexed.js'

/** x ⊥ y given the parents of x. */
export interface LocalCondition {
  readonly x: number
  readonly y: number
  readonly given: readonly number[]
}

/** The local Markov conditions of a DAG: x ⊥ y given the parents of x, for every non-descendant y that is not a parent. */
export function localMarkovConditions({ size, parents, children }: IndexedGraph): LocalCondition[] {
  const conditions: LocalCondition[] = []
  for (let x = 0; x < size; x++) {
    const given = Array.from(parents.node.subarray(parents.start[x]!, parents.start[x + 1]!))
    const excluded = new Uint8Array(size)
    for (const p of given) excluded[p] = 1
    const stack = [x]
    while (stack.length > 0) {
      const i = stack.pop()!
      if (excluded[i] === 2) continue
      excluded[i] = 2
      for (let k = children.start[i]!; k < children.start[i + 1]!; k++) stack.push(children.node[k]!)
    }
    for (let y = 0; y < size; y++) if (excluded[y] === 0) conditions.push({ x, y, given })
  }
  return conditions
}
