import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import { ARROW } from '../kinds/marks.js'
import type { Cpdag, Mpdag, Pdag } from '../types.js'
import { halfEdge, type Marked, markedEdges, markedGraph } from './marked.js'
import { meek, pointsOut } from './meek.js'
import { memberDag } from './member.js'

/**
 * What is known about directions besides the data.
 *
 * @category Graphs
 */
export interface OrientationKnowledge<N extends string = string> {
  /** Edges `from → to` that must be there. */
  readonly required?: readonly (readonly [N, N])[]
  /** Edges `from → to` that must not be there. */
  readonly forbidden?: readonly (readonly [N, N])[]
  /** Groups in time: no edge from a later group to an earlier one. A node in no group is free. */
  readonly tiers?: readonly (readonly N[])[]
}

/**
 * Orients the edges of a Markov equivalence class by background knowledge: the maximally oriented PDAG of the members that
 * agree with it.
 *
 * Meek's rules 1 to 4 carry each known direction as far as it goes (Meek 1995, Theorem 4): an edge that stays undirected
 * has both directions among those members. Knowledge that no member obeys is refused at the first item that
 * contradicts the graph and the items before it.
 *
 * @param graph - a CPDAG, an MPDAG, or a PDAG that has a consistent extension
 * @param knowledge - required and forbidden edges, and tiers; a forbidden edge between nodes that are not adjacent says nothing
 * @returns the maximally oriented PDAG
 * @throws CausalError `contradiction` with the edge at fault; `unknown-name`; `invalid-graph` for a PDAG without extension
 * @complexity O(m d² log d) for at most d edges at a node
 * @category Graphs
 * @example
 * toDagitty(orientByKnowledge(cpdag('A -- B -- C'), { required: [['A', 'B']] }))
 * //=> 'pdag { A -> B B -> C }'
 * orientByKnowledge(cpdag('A -- B -- C'), { required: [['A', 'B'], ['C', 'B']] })
 * //=> throws 'contradiction'
 */
export function orientByKnowledge<N extends string>(
  graph: Cpdag<N> | Mpdag<N> | Pdag<N>,
  knowledge: OrientationKnowledge<NoInfer<N>>,
): Mpdag<N> {
  return calledAs('orientByKnowledge', () => {
    checkOptions('knowledge', knowledge, ['required', 'forbidden', 'tiers'])

    const { required = [], forbidden = [], tiers = [] } = checkedObject('knowledge', knowledge)
    const g = indexed(graph, 'pdag', 'cpdag', 'mpdag')
    if (memberDag(graph) === null) {
      throw new CausalError(
        'invalid-graph',
        'the graph has no consistent extension, so there is no class that it stands for.',
      )
    }
    const at = (name: string): number => lookUp('node', g.index, name)
    const marked = markedGraph(g)
    meek(marked)
    const demand = (from: string, to: string, reason: string): void => {
      if (direct(marked, at(from), at(to))) return
      throw new CausalError(
        'contradiction',
        `${reason}, but the graph and the knowledge before it rule this direction out; drop it, or what contradicts it.`,
        { from, to },
      )
    }
    const edge = (a: string, b: string): string => `${show(a)} -> ${show(b)}`
    for (const [from, to] of pairs('required', required)) demand(from, to, `${edge(from, to)} is required`)
    for (const [from, to] of pairs('forbidden', forbidden))
      if (halfEdge(marked, at(from), at(to)) >= 0) demand(to, from, `${edge(from, to)} is forbidden`)
    const tierOf = new Map<number, number>()
    for (const [tier, names] of checkedList('tiers', tiers).entries())
      for (const name of checkedList('tier', names)) tierOf.set(at(name), tier)
    for (const { from, to } of graph.edges) {
      const gap = (tierOf.get(at(from)) ?? Number.NaN) - (tierOf.get(at(to)) ?? Number.NaN)
      if (gap < 0) demand(from, to, `${edge(to, from)} runs back from a later tier`)
      if (gap > 0) demand(to, from, `${edge(from, to)} runs back from a later tier`)
    }
    return makeGraph('mpdag', graph.nodes, markedEdges(marked), graph.latents)
  })
}

/** Pairs of names, or an error where untyped code gives something else. */
function pairs(what: string, list: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  for (const pair of checkedList(what, list)) {
    if (!Array.isArray(pair) || pair.length !== 2)
      throw new CausalError('invalid-argument', `${what} is a list of pairs [from, to], got ${show(pair)}.`)
  }
  return list
}

/** Directs a → b and all that follows; false when there is no such edge or it points the other way. */
function direct(marked: Marked, a: number, b: number): boolean {
  const k = halfEdge(marked, a, b)
  if (k < 0 || marked.mark[marked.twin[k]!] === ARROW) return false
  if (pointsOut(marked, k)) return true
  marked.mark[k] = ARROW
  meek(marked, [k])
  return true
}
