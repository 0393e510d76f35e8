import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { ancestry } from '../core/ancestry.js'
import { type IndexedGraph, indexed, nodePositions } from '../core/indexed.js'
import { orderOrCycle } from '../core/order.js'
import { reach } from '../core/reach.js'
import { checkDisjoint, flags, positionsOf } from '../core/sets.js'
import { makeGraph } from '../kinds/build.js'
import { ARROW, TAIL } from '../kinds/marks.js'
import { namesWhere } from '../relations/relations.js'
import type { CausalGraph, Mag } from '../types.js'
import { inducedPairs } from './inducing.js'

/**
 * Which nodes are not seen, and which decide who is in the sample.
 *
 * @category Graphs
 */
export interface HiddenNodes<N extends string = string> {
  /** Nodes that are never measured; the graph's own latents when left out. */
  readonly latents?: N | readonly N[]
  /** Selection nodes: all data are from where these have one value. */
  readonly selected?: N | readonly N[]
}

/**
 * The maximal ancestral graph that a DAG leaves on the measured nodes.
 *
 * Two nodes are adjacent when nothing measured separates them; the mark at a is a tail when a is an ancestor of the other
 * end or of the selection, else an arrow (Richardson & Spirtes 2002, section 4.2). Its m-separations are the
 * d-separations of the DAG among the measured nodes, given the selection.
 *
 * @param graph - a DAG or an ADMG with n nodes and m edges
 * @param hidden - the latent and the selected nodes
 * @returns the MAG on the other nodes, in the graph's order
 * @throws CausalError `unknown-name`; `overlap` for a node that is latent and selected
 * @complexity O(n + m) for what is near at hand, and O(n + m) for each pair that a path through latents or colliders joins
 * @category Graphs
 * @example
 * toDagitty(magOf(dag('U -> X -> Y <- U'), { latents: 'U' }))
 * //=> 'mag { X -> Y }'
 * toDagitty(magOf(dag('X <- U -> Y; X -> S <- Z'), { latents: 'U', selected: 'S' }))
 * //=> 'mag { X -> Y X -- Z }'
 */
export function magOf<N extends string, const H extends N = never>(
  graph: CausalGraph<'dag' | 'admg', N>,
  hidden: HiddenNodes<H> = {},
): Mag<string extends H ? N : Exclude<N, H>> {
  return calledAs('magOf', () => {
    checkOptions('hidden', hidden, ['latents', 'selected'])

    const g = indexed(graph, 'dag', 'admg')
    orderOrCycle(g)
    const latents =
      checkedObject('options', hidden).latents === undefined ? positionsOf(g.latent) : nodePositions(g, hidden.latents)
    const selected = nodePositions(g, hidden.selected)
    checkDisjoint(g, ['latents', latents], ['selected', selected])
    const kept = new Uint8Array(g.size).fill(1)
    for (const i of latents) kept[i] = 0
    for (const i of selected) kept[i] = 0
    const edges = ancestralEdges(g, flags(g.size, latents), flags(g.size, selected), kept)
    const position = new Int32Array(g.size)
    let next = 0
    for (let i = 0; i < g.size; i++) if (kept[i] === 1) position[i] = next++
    for (let e = 0; e < edges.length; e += 4) {
      edges[e] = position[edges[e]!]!
      edges[e + 1] = position[edges[e + 1]!]!
    }
    const still = graph.latents.filter((name) => kept[g.index.get(name)!] === 1)
    return makeGraph('mag', namesWhere(graph, kept), edges, still) as unknown as Mag<
      string extends H ? N : Exclude<N, H>
    >
  })
}

function ancestralEdges(g: IndexedGraph, latent: Uint8Array, selected: Uint8Array, kept: Uint8Array): number[] {
  const aboveSelection = reach(g.parents, positionsOf(selected))
  const edges: number[] = []
  const join = (a: number, b: number, aAboveB: boolean, bAboveA: boolean): void => {
    edges.push(
      a,
      b,
      aAboveB || aboveSelection[a] === 1 ? TAIL : ARROW,
      bAboveA || aboveSelection[b] === 1 ? TAIL : ARROW,
    )
  }
  const isAbove = ancestry(g)
  for (let a = 0; a < g.size; a++) {
    if (kept[a] === 0) continue
    for (let k = g.children.start[a]!; k < g.children.start[a + 1]!; k++) {
      if (kept[g.children.node[k]!] === 1) join(a, g.children.node[k]!, true, false)
    }
    for (let k = g.spouses.start[a]!; k < g.spouses.start[a + 1]!; k++) {
      const b = g.spouses.node[k]!
      if (a < b && kept[b] === 1) join(a, b, isAbove(a, b), isAbove(b, a))
    }
  }
  const induced = inducedPairs(g, latent, selected, aboveSelection)
  for (let p = 0; p < induced.length; p += 2) {
    const a = induced[p]!
    const b = induced[p + 1]!
    join(a, b, isAbove(a, b), isAbove(b, a))
  }
  return edges
}
