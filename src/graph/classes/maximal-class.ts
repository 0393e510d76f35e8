import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { cycleIn } from '../core/cycle.js'
import { type IndexedGraph, indexed } from '../core/indexed.js'
import { eachUnshielded } from '../core/unshielded.js'
import { makeGraph } from '../kinds/build.js'
import { ARROW } from '../kinds/marks.js'
import type { CausalGraph } from '../types.js'
import { extensionRanks } from './extension.js'
import { type Marked, markedEdges, markedGraph } from './marked.js'
import { meek } from './meek.js'

const classes = new WeakMap<CausalGraph, CausalGraph>()

/**
 * The class that a graph stands for, for functions that reason about all its members: a PDAG that is maximally oriented and
 * extendable is taken as the MPDAG that it is, any other PDAG is refused with the edge that stands in the way; a graph of
 * another kind is itself.
 */
export function maximalClass(graph: CausalGraph): CausalGraph {
  const g = indexed(graph)
  if (graph.kind !== 'pdag') return graph
  const known = classes.get(graph)
  if (known !== undefined) return known
  refuseConflicts(g)
  const closed = markedGraph(g)
  const before = closed.mark.slice()
  meek(closed)
  if (extensionRanks(g) === null) throw noMember(g, before, closed)
  const k = before.findIndex((mark, i) => mark !== closed.mark[i])
  if (k >= 0) {
    const [from, to] = ends(g, closed, k)
    throw new CausalError(
      'not-supported',
      `this PDAG is not maximally oriented: its other edges imply ${show(from)} -> ${show(to)}. Complete it with orientByKnowledge(graph, {}).`,
      { from, to, kind: 'pdag' },
    )
  }
  const result = makeGraph('mpdag', graph.nodes, markedEdges(closed), graph.latents)
  if (Object.isFrozen(graph)) classes.set(graph, result)
  return result
}

function refuseConflicts(g: IndexedGraph): void {
  for (let a = 0; a < g.size; a++) {
    if (g.spouses.start[a] === g.spouses.start[a + 1]) continue
    const [from, to] = [g.names[a]!, g.names[g.spouses.node[g.spouses.start[a]!]!]!]
    throw new CausalError(
      'not-supported',
      `the edge ${show(from)} <-> ${show(to)} of this PDAG points both ways, as conflicting tests leave it, so it stands for no DAG: decide it, or search with another rule for conflicts.`,
      { from, to, kind: 'pdag' },
    )
  }
  const cycle = cycleIn(g).map((i) => g.names[i]!)
  if (cycle.length === 0) return
  throw new CausalError(
    'not-supported',
    `the edges ${[...cycle, cycle[0]!].map((name) => show(name)).join(' -> ')} of this PDAG form a cycle, so it stands for no DAG: turn one.`,
    { from: cycle[0], to: cycle[1] ?? cycle[0], cycle, kind: 'pdag' },
  )
}

/** Why no DAG extends the graph: a v-structure that its other edges force, or an undirected edge in a part that has no direction. */
function noMember(g: IndexedGraph, before: Uint8Array, closed: Marked): CausalError {
  let fault: readonly [string, string] | null = null
  eachUnshielded(closed, (_a, _c, _b, toA, toB) => {
    const into = [closed.twin[toA]!, closed.twin[toB]!]
    if (fault !== null || into.some((k) => closed.mark[k] !== ARROW)) return
    const fresh = into.find((k) => before[k] !== ARROW)
    if (fresh !== undefined) fault = ends(g, closed, fresh)
  })
  const open = before.findIndex((mark, k) => mark !== ARROW && before[closed.twin[k]!] !== ARROW)
  const [from, to] = fault ?? ends(g, closed, Math.max(0, open))
  return new CausalError(
    'not-supported',
    fault === null
      ? `no direction of the edge between ${show(from)} and ${show(to)} and those around it makes a DAG without further v-structures: the graph stands for no DAG.`
      : `the other edges imply ${show(from)} -> ${show(to)}, which makes a v-structure that this PDAG does not have: it stands for no DAG.`,
    { from, to, kind: 'pdag' },
  )
}

function ends(g: IndexedGraph, { node, twin }: Marked, k: number): readonly [string, string] {
  return [g.names[node[twin[k]!]!]!, g.names[node[k]!]!]
}
