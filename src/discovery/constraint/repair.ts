import { completedEdges } from '../../graph/classes/compelled.js'
import { nearestExtension } from '../../graph/classes/nearest-extension.js'
import { indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, type MarkCode, markNames, TAIL } from '../../graph/kinds/marks.js'
import type { Mark } from '../../graph/types.js'
import { closeByMeek } from './meek-rules.js'
import { directed, type Orientation } from './orientation.js'

/**
 * An edge whose marks were changed so that the graph stands for some DAG.
 *
 * @category Discovery
 */
export interface RepairedEdge<N extends string = string> {
  /** The one that comes first in column order. */
  readonly x: N
  /** The other. */
  readonly y: N
  /** The marks at x and y that the rules had left. */
  readonly before: readonly [Mark, Mark]
  /** Those in the graph. */
  readonly after: readonly [Mark, Mark]
}

/**
 * The arrows of the class of a DAG near to what the rules left, which obeys the knowledge; null where the knowledge leaves
 * none on this skeleton.
 */
export function repairedArrows(o: Orientation, names: readonly string[]): Uint8Array | null {
  const { size: n, adjacent, neighbors, banned } = o
  const rank = nearestExtension({
    size: n,
    around: (x) => neighbors[x]!,
    isAdjacent: (a, b) => adjacent[a * n + b] === 1,
    isDirected: (a, b) => directed(o, a, b),
    isAllowed: (a, b) => banned?.[a * n + b] !== 1,
    names,
  })
  if (rank === null) return null
  const edges: number[] = []
  for (let a = 0; a < n; a++) for (const b of neighbors[a]!) if (rank[a]! < rank[b]!) edges.push(a, b, TAIL, ARROW)
  const completed = completedEdges(indexed(makeGraph('dag', names, edges)))
  const arrow = new Uint8Array(n * n)
  for (let e = 0; e < completed.length; e += 4) {
    const [a, b] = [completed[e]!, completed[e + 1]!]
    if (completed[e + 3] === ARROW) arrow[a * n + b] = 1
    if (completed[e + 2] === ARROW) arrow[b * n + a] = 1
    // what knowledge excludes is directed the other way, as the DAG has it
    if (banned?.[b * n + a] === 1) arrow[a * n + b] = 1
    if (banned?.[a * n + b] === 1) arrow[b * n + a] = 1
  }
  closeByMeek({ ...o, arrow, ambiguous: new Set() }, { inTurn: true, avoidCycles: true })
  return arrow
}

/** The edges whose marks differ, by name. */
export function repairedEdges<N extends string>(
  names: readonly N[],
  { size: n, neighbors, arrow: before }: Orientation,
  after: Uint8Array,
): readonly RepairedEdge<N>[] {
  const marksIn = (arrow: Uint8Array, a: number, b: number): readonly [Mark, Mark] =>
    Object.freeze([markNames[markOf(arrow[b * n + a]!)], markNames[markOf(arrow[a * n + b]!)]] as const)
  const changed: RepairedEdge<N>[] = []
  for (let a = 0; a < n; a++) {
    for (const b of neighbors[a]!) {
      if (b < a || (before[a * n + b] === after[a * n + b] && before[b * n + a] === after[b * n + a])) continue
      changed.push(
        Object.freeze({ x: names[a]!, y: names[b]!, before: marksIn(before, a, b), after: marksIn(after, a, b) }),
      )
    }
  }
  return Object.freeze(changed)
}

function markOf(arrow: number): MarkCode {
  return arrow === 1 ? ARROW : TAIL
}
