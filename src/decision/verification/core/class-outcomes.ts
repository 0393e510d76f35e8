import { CausalError } from '../../../errors.js'
import { buckets, markedPart } from '../../../graph/classes/buckets.js'
import { countExtensions } from '../../../graph/classes/count-extensions.js'
import type { Marked } from '../../../graph/classes/marked.js'
import { isUndirected, meek, pointsOut } from '../../../graph/classes/meek.js'
import { orientations } from '../../../graph/classes/orientations.js'
import type { IndexedGraph } from '../../../graph/core/indexed.js'

/** Parts of one class that are counted at most, as in `countDags`. */
const mostParts = 200_000

/** A part of the class that nothing outside tells about: what undirected edges join. */
export interface ClassPart {
  /** Its nodes, ascending, as positions in the graph. */
  readonly nodes: readonly number[]
  readonly marked: Marked
  readonly members: bigint
  readonly undirected: number
}

/** What setting some nodes of a part may show. */
export interface PartOutcome {
  /** Edges [from, to], as positions in the graph. */
  readonly directed: readonly (readonly [number, number])[]
  readonly members: bigint
  readonly undirected: number
}

/** The parts of a class that have undirected edges. */
export function classParts(g: IndexedGraph): readonly ClassPart[] {
  return buckets(g)
    .filter(({ length }) => length > 1)
    .map((nodes) => {
      const marked = markedPart(g, nodes)
      meek(marked)
      return { nodes, marked, members: count(marked), undirected: undirectedEdges(marked) }
    })
}

/**
 * All outcomes of setting some nodes of a part, each once. Setting shows the direction of each edge with one end among the targets (Hauser &
 * Bühlmann 2012, Theorem 10), and Meek's rules what follows from it; whatever a maximally oriented graph leaves open occurs in a member.
 */
export function partOutcomes(part: ClassPart, targets: ReadonlySet<number>, budget: number): readonly PartOutcome[] {
  const { nodes } = part
  const marked = { ...part.marked, mark: part.marked.mark.slice() }
  const isSet = nodes.map((node) => targets.has(node))
  const cut: number[] = []
  for (let a = 0; a < nodes.length; a++)
    for (let k = marked.start[a]!; k < marked.start[a + 1]!; k++)
      if (isSet[a] === true && isSet[marked.node[k]!] === false && isUndirected(marked, k)) cut.push(k)
  const taken = new Set(cut.flatMap((k) => [k, marked.twin[k]!]))
  const found: PartOutcome[] = []
  for (const _ of orientations(marked, (half) => taken.has(half))) {
    if (found.length >= budget)
      throw new CausalError(
        'too-large',
        `an experiment may have more than ${budget} outcomes: raise the budget, or set fewer nodes at once.`,
        { budget },
      )
    found.push({
      directed: cut.map((k) => {
        const [a, b] = [nodes[marked.node[marked.twin[k]!]!]!, nodes[marked.node[k]!]!]
        return pointsOut(marked, k) ? ([a, b] as const) : ([b, a] as const)
      }),
      members: count(marked),
      undirected: undirectedEdges(marked),
    })
  }
  return found
}

/** Outcomes of two parts together: any of one with any of the other. */
export function joined(a: readonly PartOutcome[], b: readonly PartOutcome[], budget: number): readonly PartOutcome[] {
  if (a.length * b.length > budget)
    throw new CausalError(
      'too-large',
      `an experiment may have ${a.length * b.length} outcomes, and the budget is ${budget}: raise it, or set fewer nodes at once.`,
      { budget },
    )
  return a.flatMap((x) =>
    b.map((y) => ({
      directed: [...x.directed, ...y.directed],
      members: x.members * y.members,
      undirected: x.undirected + y.undirected,
    })),
  )
}

function count(marked: Marked): bigint {
  const members = countExtensions(marked, mostParts)
  if (members !== null) return members
  throw new CausalError(
    'too-large',
    `counting the members takes more than ${mostParts} parts: add knowledge to the class first (orientByKnowledge).`,
    { most: mostParts },
  )
}

function undirectedEdges(marked: Marked): number {
  let halves = 0
  for (let k = 0; k < marked.node.length; k++) if (isUndirected(marked, k)) halves++
  return halves / 2
}

/** a / b for whole numbers of any size. */
export function shareOf(a: bigint, b: bigint): number {
  return Number((a << 80n) / b) / 2 ** 80
}
