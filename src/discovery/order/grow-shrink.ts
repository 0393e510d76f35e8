import type { WalkLimits } from '../greedy/class-walk.js'
import type { ScoreCache } from '../score/score-cache.js'
import type { GrownParents, PrefixParents } from './grown-parents.js'

/**
 * Grow–shrink: the candidate that raises the local score most is added until none does, then the parent whose removal
 * raises it most is taken away until none does. Answers are kept by node and set of candidates.
 */
export function growShrink(scores: ScoreCache, { maxParents, known }: WalkLimits): PrefixParents {
  const p = scores.names.length
  const answers = new Map<string, GrownParents>()
  const words = new Int32Array(scores.stride)
  const toggle = (node: number): void => {
    words[node >>> 5]! ^= 1 << (node & 31)
  }
  return (node, within) => {
    const key = `${node}:${within.join()}`
    const found = answers.get(key)
    if (found !== undefined) return found
    // in the order of names, so that ties do not depend on the order searched
    const candidates: number[] = []
    const required: number[] = []
    for (let c = 0; c < p; c++) {
      if (known?.required[c * p + node] === 1) required.push(c)
      else if (known?.banned[c * p + node] !== 1 && ((within[c >>> 5]! >>> (c & 31)) & 1) === 1) candidates.push(c)
    }
    words.fill(0)
    for (const c of required) toggle(c)
    let score = scores.local(node, words, 0)
    /** The single change among these nodes that raises the score most, made; false when none raises it. */
    const step = (isIn: boolean): boolean => {
      let best = -1
      let value = score
      for (const c of candidates) {
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
    for (let size = required.length; size < maxParents && step(false); size++);
    while (step(true));
    const parents = [...required, ...candidates].filter((c) => ((words[c >>> 5]! >>> (c & 31)) & 1) === 1)
    const result = { parents: parents.sort((a, b) => a - b), score }
    answers.set(key, result)
    return result
  }
}
