import { CausalError } from '../../errors.js'
import { maximalClass } from '../../graph/classes/maximal-class.js'
import { memberGraph } from '../../graph/classes/member-graph.js'
import { filtered } from '../../graph/core/filtered.js'
import { type Adjacency, type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { reach } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'
import { refuseSelection } from '../core/refuse-selection.js'
import { causalNodes, possiblyDirected } from './causal-nodes.js'
import type { QueryPositions } from './effect-query.js'
import { forbiddenInClass, undirectedStart } from './maximal-pdag.js'
import { adjacencyTest, isArrowAway, isVisible } from './visible-edges.js'

/** Adjustment as separation: a set is valid when it holds no forbidden node and separates X from Y in `graph`. */
export interface AdjustmentProblem {
  /** The (proper) back-door graph. */
  readonly graph: IndexedGraph
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** 1 where a node may not be adjusted for: X, Y, latent nodes, and what lies (possibly) below a causal node. */
  readonly forbidden: Uint8Array
  /** A proper possibly causal path whose first edge may hide a common cause: then no set is valid. */
  readonly notAmenable: readonly number[] | null
}

/**
 * The generalised adjustment criterion (Perković, Textor, Kalisch & Maathuis 2018, definition 4.1) as one separation
 * problem on the proper back-door graph (van der Zander, Liśkiewicz & Textor 2019): for a DAG, ADMG, CPDAG, MPDAG, MAG
 * or PAG.
 */
export function adjustmentProblem(asked: CausalGraph, query: QueryPositions): AdjustmentProblem {
  const graph = maximalClass(asked)
  const g = indexed(graph)
  refuseSelection(graph, 'the adjustment criterion')
  const { x, y } = query
  const isX = flags(g.size, x)
  if (query.direct) return directProblem(graph, g, x, y, isX)
  if (graph.kind === 'mpdag') return maximalProblem(graph, g, x, y, isX)
  const certain = graph.kind === 'dag' || graph.kind === 'admg'
  const possible = certain ? g : possiblyDirected(g)
  const causal = causalNodes(possible, x, y)
  const forbidden = reach(possible.children, positionsOf(causal))
  markUnusable(forbidden, g, x, y)
  const notAmenable = certain ? null : unamenablePath(graph, g, x, y, causal, isX)
  const member = certain || notAmenable !== null ? g : memberGraph(graph)
  return { graph: without(member, isX, causal), x, y, forbidden, notAmenable }
}

/** A maximally oriented graph: paths by definition 3.1 of Perković, Kalisch & Maathuis 2017, separation in a member. */
function maximalProblem(
  graph: CausalGraph,
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  isX: Uint8Array,
): AdjustmentProblem {
  const notAmenable = undirectedStart(g, x, y, isX)
  const forbidden = notAmenable === null ? forbiddenInClass(g, x, y, isX) : new Uint8Array(g.size)
  markUnusable(forbidden, g, x, y)
  const member = memberGraph(graph)
  return { graph: without(member, isX, causalNodes(member, x, y)), x, y, forbidden, notAmenable }
}

/** Direct effects: a set without descendants of Y that separates X from Y once the edges X → Y are cut. */
function directProblem(
  graph: CausalGraph,
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  isX: Uint8Array,
): AdjustmentProblem {
  if (graph.kind !== 'dag' && graph.kind !== 'admg') {
    throw new CausalError(
      'not-supported',
      `direct effects need a DAG or an ADMG, this is a ${graph.kind.toUpperCase()}.`,
      { kind: graph.kind },
    )
  }
  const forbidden = reach(g.children, y)
  markUnusable(forbidden, g, x, y)
  return { graph: without(g, isX, flags(g.size, y)), x, y, forbidden, notAmenable: null }
}

function markUnusable(forbidden: Uint8Array, g: IndexedGraph, x: readonly number[], y: readonly number[]): void {
  for (const i of x) forbidden[i] = 1
  for (const i of y) forbidden[i] = 1
  for (let i = 0; i < g.size; i++) if (g.latent[i] === 1) forbidden[i] = 1
}

/** The graph without its edges from a flagged `tail` to a flagged `head`. */
export function without(g: IndexedGraph, tail: Uint8Array, head: Uint8Array): IndexedGraph {
  return filtered(
    g,
    (a, b, atA, atB) =>
      !(
        (atA === TAIL && atB === ARROW && tail[a] === 1 && head[b] === 1) ||
        (atB === TAIL && atA === ARROW && tail[b] === 1 && head[a] === 1)
      ),
  )
}

/** A possibly causal proper path from X to Y that does not start with a (visible) edge out of X, or null. */
function unamenablePath(
  graph: CausalGraph,
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  causal: Uint8Array,
  isX: Uint8Array,
): number[] | null {
  const { start, node, near } = g.incidence
  const adjacent = graph.kind === 'cpdag' ? null : adjacencyTest(g)
  for (const a of x) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (causal[b] === 0 || near[k] === ARROW) continue
      if (isArrowAway(g, k) && (adjacent === null || isVisible(g, adjacent, a, b))) continue
      if (!isPossibleChild(g, k)) continue
      return [a, ...shortest(possiblyDirected(g).children, b, y, isX)]
    }
  }
  return null
}

function isPossibleChild(g: IndexedGraph, k: number): boolean {
  const { near, far } = g.incidence
  return near[k] !== ARROW && (far[k] !== TAIL || near[k] === TAIL)
}

/** A shortest path along the lists from `from` to one of `to` around the barred nodes; there is one. */
function shortest(lists: Adjacency, from: number, to: readonly number[], barred: Uint8Array): number[] {
  const target = flags(barred.length, to)
  const before = new Int32Array(barred.length).fill(-2)
  before[from] = -1
  const queue = [from]
  for (let head = 0; head < queue.length; head++) {
    const a = queue[head]!
    if (target[a] === 1) {
      const path: number[] = []
      for (let v = a; v >= 0; v = before[v]!) path.push(v)
      return path.reverse()
    }
    for (let k = lists.start[a]!; k < lists.start[a + 1]!; k++) {
      const b = lists.node[k]!
      if (before[b] !== -2 || barred[b] === 1) continue
      before[b] = a
      queue.push(b)
    }
  }
  return [from]
}
