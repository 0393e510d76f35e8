import { ARROW, TAIL } from '../kinds/marks.js'
import type { Marked } from './marked.js'
import { isUndirected, meek } from './meek.js'

/**
 * Walks through all DAGs of a class: at each `yield` the marks of `g` are those of another DAG; in the end
 * they are those that all DAGs share. `g` must have an extension.
 *
 * The first undirected edge gets one direction, then the other; after Meek's rules both lead to a DAG (Meek 1995,
 * Theorem 4), so each DAG comes once and costs one closure more than the last, in O(m) memory.
 *
 * @param takes - the half-edges that get a direction (default all); others may keep none, and each yield is a class of DAGs that
 *   agree on those taken
 */
export function* orientations(
  g: Marked,
  takes: (half: number) => boolean = () => true,
): Generator<void, void, undefined> {
  const { node, twin, mark } = g
  meek(g)
  const choices: { half: number; undo: readonly number[]; turned: boolean }[] = []
  let half = 0
  const choose = (k: number, turned: boolean): void => {
    const way = turned ? twin[k]! : k
    mark[way] = ARROW
    choices.push({ half: k, undo: meek(g, [way]), turned })
  }
  for (;;) {
    while (half < node.length && !(isUndirected(g, half) && takes(half))) half++
    if (half < node.length) {
      choose(half, false)
      continue
    }
    yield
    for (;;) {
      const last = choices.pop()
      if (last === undefined) return
      for (const k of last.undo) mark[k] = TAIL
      half = last.half
      if (last.turned) continue
      choose(half, true)
      break
    }
  }
}
