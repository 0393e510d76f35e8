import { CausalError } from '../../errors.js'
import { findCycle } from '../../graph/kinds/build.js'
import { ARROW, CIRCLE, edgeMarks, TAIL } from '../../graph/kinds/marks.js'
import type { Edge } from '../../graph/types.js'
import { checkedList, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { readLag } from '../core/read-lag.js'
import type { LaggedEdge, LaggedGraph, LaggedKind } from '../types.js'
import { laggedName } from './lagged-names.js'
import { type IndexedEdge, knownLaggedGraphs } from './make-lagged-graph.js'

export const laggedKinds: readonly LaggedKind[] = ['lagged-dag', 'lagged-cpdag', 'lagged-pag']

/** A lagged graph in positions. */
export interface IndexedLaggedGraph {
  readonly index: ReadonlyMap<string, number>
  readonly edges: readonly IndexedEdge[]
}

const cache = new WeakMap<LaggedGraph, IndexedLaggedGraph>()

/** The door of every function that takes a lagged graph: in positions, and checked unless this library made it. */
export function indexedLagged(graph: LaggedGraph, ...kinds: readonly LaggedKind[]): IndexedLaggedGraph {
  if (typeof graph !== 'object' || graph === null || !laggedKinds.includes(graph.kind)) {
    const message = `expected a graph over time, such as laggedGraph('X[t-1] -> Y[t]') makes, got ${show(graph)}.`
    throw new CausalError('invalid-argument', message)
  }
  let found = cache.get(graph)
  if (found === undefined) {
    const index = indexNames('node', graph.nodes)
    const edges = checkedList('edges', graph.edges).map((edge) => indexedEdge(index, edge))
    if (!knownLaggedGraphs.has(graph)) checkLaggedRules(graph.kind, graph.nodes, graph.maxLag, edges)
    knownLaggedGraphs.checked(graph)
    found = { index, edges }
    if (knownLaggedGraphs.has(graph)) cache.set(graph, found)
  }
  if (kinds.length === 0 || kinds.includes(graph.kind)) return found
  const message = `expected a graph of kind ${kinds.join(' or ')}, got one of kind ${show(graph.kind)}.`
  throw new CausalError('not-supported', message, { kind: graph.kind })
}

export function indexedEdge(index: ReadonlyMap<string, number>, edge: LaggedEdge): IndexedEdge {
  if (typeof edge !== 'object' || edge === null)
    throw new CausalError('invalid-argument', `an edge is { from, to, lag, fromMark, toMark }, got ${show(edge)}.`)
  const [fromMark, toMark] = edgeMarks(edge as unknown as Edge)
  const lag = readLag('lag', edge.lag, 0)
  const ends = { from: lookUp('node', index, edge.from), to: lookUp('node', index, edge.to) }
  return { ...ends, lag, fromMark, toMark, ...(edge.conflict === true && { conflict: true }) }
}

/** The rules that every graph of the kind obeys; an error names the edge or the cycle at fault. */
export function checkLaggedRules(
  kind: LaggedKind,
  nodes: readonly string[],
  maxLag: number,
  edges: readonly IndexedEdge[],
): void {
  readLag('maxLag', maxLag, 0)
  for (const { from, to, lag, fromMark, toMark, conflict } of edges) {
    const names = [laggedName(nodes[from]!, lag), laggedName(nodes[to]!, 0)]
    const fail = (message: string): never => {
      throw new CausalError('invalid-graph', `the edge between ${show(names[0])} and ${show(names[1])} ${message}`, {
        names,
      })
    }
    if (lag === 0 && from === to) fail('joins a variable to itself at one time: give it a lag.')
    if (lag > maxLag) fail(`reaches back ${lag} steps, beyond maxLag ${maxLag}.`)
    if (lag > 0 && toMark === TAIL) fail('has a tail at the later end: what comes later causes nothing before it.')
    const isDirected = (fromMark === TAIL && toMark === ARROW) || (lag === 0 && fromMark === ARROW && toMark === TAIL)
    if (kind === 'lagged-dag' && !isDirected)
      fail("is not directed, and a graph of kind 'lagged-dag' has directed edges only.")
    const isUndirected = lag === 0 && fromMark === TAIL && toMark === TAIL
    if (kind === 'lagged-cpdag' && !isDirected && !isUndirected)
      fail("is neither directed nor, at lag 0, undirected: take the kind 'lagged-pag'.")
    if (kind !== 'lagged-pag' && (fromMark === CIRCLE || toMark === CIRCLE))
      fail("has a circle: take the kind 'lagged-pag'.")
    const isOpen = kind === 'lagged-pag' ? fromMark === CIRCLE || toMark === CIRCLE : isUndirected
    if (conflict === true && !isOpen)
      fail('is marked as a conflict, and yet has a direction: leave one of the two out.')
  }
  // a class that was found may have one, where tests contradicted each other
  if (kind === 'lagged-dag') refuseCycle(nodes, edges)
  const seen = new Set<string>()
  for (const { from, to, lag } of edges) {
    const key = lag === 0 ? `0:${Math.min(from, to)}:${Math.max(from, to)}` : `${lag}:${from}:${to}`
    if (seen.has(key)) {
      const names = [laggedName(nodes[from]!, lag), laggedName(nodes[to]!, 0)]
      const message = `the edge between ${show(names[0])} and ${show(names[1])} is given twice: keep one.`
      throw new CausalError('invalid-graph', message, { names })
    }
    seen.add(key)
  }
}

/** The nodes of a directed cycle at one time, null where there is none. Edges with a lag never form one. */
export function cycleWithin(nodes: readonly string[], edges: readonly IndexedEdge[]): readonly string[] | null {
  const directed = edges.filter(
    ({ lag, fromMark, toMark }) => lag === 0 && fromMark + toMark === ARROW && fromMark !== toMark,
  )
  const turned = (edge: IndexedEdge): boolean => edge.fromMark === ARROW
  const found = findCycle(
    nodes.length,
    directed.map((edge) => (turned(edge) ? edge.to : edge.from)),
    directed.map((edge) => (turned(edge) ? edge.from : edge.to)),
  )
  return found === null ? null : found.map((i) => nodes[i]!)
}

/**
 * Throws for a directed cycle at one time: for what reads causes off the graph. Classes that searches find may have one, where tests
 * contradicted each other; their report says so.
 */
export function refuseCycle(nodes: readonly string[], edges: readonly IndexedEdge[]): void {
  const cycle = cycleWithin(nodes, edges)
  if (cycle === null) return
  const path = [...cycle, cycle[0]!].map((name) => laggedName(name, 0)).join(' -> ')
  throw new CausalError(
    'cycle',
    `within one time there is no directed cycle, found ${path}. Turn or remove an edge, or give one of them a lag.`,
    { cycle },
  )
}
