import { completedEdges } from '../../graph/classes/compelled.js'
import { isAdjacent } from '../../graph/classes/marked.js'
import { memberDag } from '../../graph/classes/member.js'
import { nearestExtension } from '../../graph/classes/nearest-extension.js'
import { indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph, Pdag } from '../../graph/types.js'

/**
 * The most frequent marks as a graph that some DAG has: as they are where one has them all, else the class of a DAG near to
 * them on the same edges, made of directions that replicates had as far as that leaves one.
 *
 * @param edges - `[from, to, fromMark, toMark]*`, the most frequent marks of each pair that is joined
 * @param isSeen - whether a replicate left the direction a → b possible
 */
export function consensusClass<N extends string>(
  nodes: readonly N[],
  edges: readonly number[],
  isSeen: (a: number, b: number) => boolean,
): { readonly graph: Pdag<N>; readonly isMended: boolean } {
  const plain = makeGraph('pdag', nodes, edges)
  if (memberDag(plain) !== null) return { graph: plain, isMended: false }
  return { graph: nearClass(plain, isSeen) ?? (nearClass(plain, () => true) as Pdag<N>), isMended: true }
}

function nearClass<N extends string>(
  plain: CausalGraph<'pdag', N>,
  isAllowed: (a: number, b: number) => boolean,
): Pdag<N> | null {
  const { size, incidence } = indexed(plain)
  const { start, node } = incidence
  const markAt = new Map<number, number>()
  for (let a = 0; a < size; a++)
    for (let k = start[a]!; k < start[a + 1]!; k++) markAt.set(a * size + node[k]!, incidence.far[k]!)
  const rank = nearestExtension({
    size,
    around: (x) => node.subarray(start[x]!, start[x + 1]!),
    isAdjacent: (a, b) => isAdjacent(incidence, a, b),
    isDirected: (a, b) => markAt.get(a * size + b) === ARROW && markAt.get(b * size + a) !== ARROW,
    isAllowed,
    names: plain.nodes,
  })
  if (rank === null) return null
  const edges: number[] = []
  for (let a = 0; a < size; a++)
    for (let k = start[a]!; k < start[a + 1]!; k++) if (rank[a]! < rank[node[k]!]!) edges.push(a, node[k]!, TAIL, ARROW)
  return makeGraph('pdag', plain.nodes, completedEdges(indexed(makeGraph('dag', plain.nodes, edges))))
}
