import type { IndexedGraph } from '../../graph/core/indexed.js'

/** A graph of at most 30 nodes on bit masks: separation and ancestors for searches that ask millions of times. */
export interface MaskGraph {
  readonly size: number
  /**
   * The nodes that an open path joins to those of `tails` (left in any direction) or `arrows` (come to by an arrow), given
   * `given`, in the graph without edges into `cut` and out of `under`; the nodes begun with are among them.
   */
  readonly reached: (tails: number, arrows: number, given: number, cut: number, under: number) => number
  /** Ancestors of the nodes, themselves included, in the graph without edges into `cut`. */
  readonly above: (nodes: number, cut: number) => number
}

/** The lists of a graph as bit masks. */
export function maskGraph(g: IndexedGraph): MaskGraph {
  const n = g.size
  const lists = (adjacency: IndexedGraph['parents']): Int32Array =>
    Int32Array.from({ length: n }, (_, i) =>
      maskOf(adjacency.node.subarray(adjacency.start[i]!, adjacency.start[i + 1])),
    )
  const [parents, children, spouses] = [lists(g.parents), lists(g.children), lists(g.spouses)]

  /** What `nodes` and their ancestors are, without edges into `cut` and out of `under`. */
  const closure = (nodes: number, cut: number, under: number): number => {
    let found = nodes
    for (let open = nodes & ~cut; open !== 0; ) {
      const i = lowest(open)
      open &= open - 1
      const more = parents[i]! & ~under & ~found
      found |= more
      open |= more & ~cut
    }
    return found
  }

  return {
    size: n,
    above: (nodes, cut) => closure(nodes, cut, 0),
    reached: (tails, arrows, given, cut, under) => {
      const opened = closure(given, cut, under)
      let [byTail, byArrow, doneTail, doneArrow] = [tails, arrows, 0, 0]
      for (;;) {
        const newTail = byTail & ~doneTail
        const newArrow = byArrow & ~doneArrow
        if (newTail === 0 && newArrow === 0) return byTail | byArrow
        const bit = newTail !== 0 ? newTail & -newTail : newArrow & -newArrow
        const i = lowest(bit)
        const isFree = (given & bit) === 0
        // a path goes up from what it left by a tail, or through a collider that is opened
        const goesUp = newTail !== 0 ? isFree : (opened & bit) !== 0
        if (newTail !== 0) doneTail |= bit
        else doneArrow |= bit
        if (isFree && (under & bit) === 0) byArrow |= children[i]! & ~cut
        if (goesUp && (cut & bit) === 0) {
          byTail |= parents[i]! & ~under
          byArrow |= spouses[i]! & ~cut
        }
      }
    },
  }
}

/** The position of the lowest bit. */
function lowest(mask: number): number {
  return 31 - Math.clz32(mask & -mask)
}

/** The positions of a mask's bits, ascending. */
export function bits(mask: number): number[] {
  const found: number[] = []
  for (let left = mask; left !== 0; left &= left - 1) found.push(lowest(left))
  return found
}

/** The mask of some positions. */
export function maskOf(positions: Iterable<number>): number {
  let mask = 0
  for (const i of positions) mask |= 1 << i
  return mask
}

/** How many bits a mask has. */
export function countBits(mask: number): number {
  let count = 0
  for (let left = mask; left !== 0; left &= left - 1) count++
  return count
}
