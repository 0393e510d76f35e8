import type { ScoreCache } from '../score/score-cache.js'

/** A node's parents among candidates, and its local score with them. */
export interface GrownParents {
  readonly parents: readonly number[]
  readonly score: number
}

/**
 * Grow–shrink: the candidate that raises the local score most is added until none does, then the parent whose removal
 * raises it most is taken away until none does. Answers are kept by node and set of candidates.
 */
export function growShrink(
  scores: ScoreCache,
  maxParents: number,
): (node: number, candidates: readonly number[]) => GrownParents {
  const known = new Map<string, GrownParents>()
  const words = new Int32Array(scores.stride)
  const asked = new Int32Array(scores.stride)
  const toggle = (node: number): void => {
    words[node >>> 5]! ^= 1 << (node & 31)
  }
  return (node, candidates) => {
    asked.fill(0)
    for (const c of candidates) asked[c >>> 5]! |= 1 << (c & 31)
    const key = `${node}:${asked.join()}`
    const found = known.get(key)
    if (found !== undefined) return found
    // in the order of names, so that ties do not depend on the order searched
    const sorted = [...candidates].sort((a, b) => a - b)
    words.fill(0)
    let score = scores.local(node, words, 0)
    /** The single change among these nodes that raises the score most, made; false when none raises it. */
    const step = (nodes: readonly number[], isIn: boolean): boolean => {
      let best = -1
      let value = score
      for (const c of nodes) {
        if ((((words[c >>> 5]! >>> (c & 31)) & 1) === 1) !== isIn) continue
        toggle(c)
        const changed = scores.local(node, words, 0)
        toggle(c)
        if (changed <= value + scores.tie) continue
        value = changed
        best = c
      }
      if (best < 0) return false
      toggle(best)
      score = value
      return true
    }
    for (let size = 0; size < maxParents && step(sorted, false); size++);
    while (step(sorted, true));
    const result = { parents: sorted.filter((c) => ((words[c >>> 5]! >>> (c & 31)) & 1) === 1), score }
    known.set(key, result)
    return result
  }
}
