import type { IndexedGraph } from '../../graph/core/indexed.js'

/** m-separation of v from a mask given a mask, without edges into `cut` and out of `under`; answers are kept. */
export function separationOnMasks(
  g: IndexedGraph,
): (v: number, y: number, given: number, cut: number, under: number) => boolean {
  const n = g.size
  const lists = (adjacency: IndexedGraph['parents']): number[] =>
    Array.from({ length: n }, (_, i) => {
      let mask = 0
      for (let k = adjacency.start[i]!; k < adjacency.start[i + 1]!; k++) mask |= 1 << adjacency.node[k]!
      return mask
    })
  const [parents, children, spouses] = [lists(g.parents), lists(g.children), lists(g.spouses)]
  const memo = new Map<string, boolean>()
  return (v, y, given, cut, under) => {
    const key = `${v},${y},${given},${cut},${under}`
    const known = memo.get(key)
    if (known !== undefined) return known
    let opened = given
    for (let grown = true; grown; ) {
      grown = false
      for (let i = 0; i < n; i++) {
        if ((opened & (1 << i)) === 0 || (cut & (1 << i)) !== 0) continue
        const more = parents[i]! & ~under & ~opened
        if (more !== 0) {
          opened |= more
          grown = true
        }
      }
    }
    // nodes come to by a tail, and by an arrow
    let [byTail, byArrow, doneTail, doneArrow] = [1 << v, 0, 0, 0]
    let answer = true
    while (answer) {
      const tails = byTail & ~doneTail
      const arrows = byArrow & ~doneArrow
      if (tails === 0 && arrows === 0) break
      doneTail |= tails
      doneArrow |= arrows
      for (let i = 0; i < n; i++) {
        const bit = 1 << i
        const viaTail = (tails & bit) !== 0
        const viaArrow = (arrows & bit) !== 0
        if (!viaTail && !viaArrow) continue
        const free = i === v || (given & bit) === 0
        const upOpen = (viaTail && free) || (viaArrow && (opened & bit) !== 0)
        if (free && (under & bit) === 0) byArrow |= children[i]! & ~cut
        if (upOpen && (cut & bit) === 0) {
          byTail |= parents[i]! & ~under
          byArrow |= spouses[i]! & ~cut
        }
      }
      if (((byTail | byArrow) & y) !== 0) answer = false
    }
    memo.set(key, answer)
    return answer
  }
}

/** Rule 3 for one node: y ⟂ v | x, w in the graph without edges into x, and without those into v unless it is above w. */
export function actionIsIdle(
  g: IndexedGraph,
  separated: ReturnType<typeof separationOnMasks>,
  v: number,
  of: number,
  act: number,
  given: number,
): boolean {
  const above = isAbove(g, v, given, act)
  return separated(v, of, act | given, above ? act : act | (1 << v), 0)
}

/** Whether v is an ancestor of the masked nodes when edges into `cut` are gone. */
function isAbove(g: IndexedGraph, v: number, nodes: number, cut: number): boolean {
  let reached = 1 << v
  for (let grown = true; grown; ) {
    if ((reached & nodes) !== 0) return true
    grown = false
    for (let a = 0; a < g.size; a++) {
      if ((reached & (1 << a)) === 0) continue
      for (let k = g.children.start[a]!; k < g.children.start[a + 1]!; k++) {
        const bit = 1 << g.children.node[k]!
        if ((reached & bit) !== 0 || (cut & bit) !== 0) continue
        reached |= bit
        grown = true
      }
    }
  }
  return false
}
