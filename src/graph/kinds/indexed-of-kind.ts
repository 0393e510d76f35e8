import { flatEdges } from '../core/flat-edges.js'
import { type Incidence, type IndexedGraph, indexed } from '../core/indexed.js'
import { madeGraphs } from '../core/made-graphs.js'
import type { CausalGraph, Cpdag, GraphKind, Mag, Mpdag } from '../types.js'
import { makeGraph } from './build.js'
import { checkCpdag } from './check-cpdag.js'
import { checkMag } from './check-mag.js'
import { checkMpdag } from './check-mpdag.js'

/** The edges with which a graph from outside was found to be of its kind. */
const judged = new WeakMap<CausalGraph, { readonly kind: GraphKind; readonly edges: Incidence }>()

/**
 * The door of functions whose answer rests on what a CPDAG, an MPDAG or a MAG is, beyond its marks: as {@link indexed}, and a graph from
 * outside (JSON, a worker, a hand) must really be of its kind. That is looked at once, and again where its edges changed.
 */
export function indexedOfKind(graph: CausalGraph, ...kinds: readonly GraphKind[]): IndexedGraph {
  const g = indexed(graph, ...kinds)
  const { kind } = graph
  if ((kind !== 'cpdag' && kind !== 'mpdag' && kind !== 'mag') || madeGraphs.has(graph)) return g
  const before = judged.get(graph)
  if (before?.kind === kind && (before.edges === g.incidence || isSame(before.edges, g.incidence))) return g
  // edges in their one form and order, as the checks compare them
  const copy = makeGraph(kind, graph.nodes, flatEdges(g), graph.latents)
  if (kind === 'cpdag') checkCpdag(copy as Cpdag)
  else if (kind === 'mpdag') checkMpdag(copy as Mpdag)
  else checkMag(copy as Mag)
  judged.set(graph, { kind, edges: g.incidence })
  return g
}

function isSame(a: Incidence, b: Incidence): boolean {
  return (['start', 'node', 'near', 'far'] as const).every(
    (part) => a[part].length === b[part].length && a[part].every((value, k) => value === b[part][k]),
  )
}
