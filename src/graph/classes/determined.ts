import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import type { Admg, CausalGraph, Dag } from '../types.js'
import { maximalClass } from './maximal-class.js'

const determined = new WeakMap<CausalGraph, Dag>()
const signs = { tail: ['', ''], arrow: ['<', '>'], circle: ['o', 'o'] } as const

/**
 * The one DAG or ADMG that a graph stands for, for functions that make sense in a single graph only: a DAG or an ADMG itself,
 * a class all of whose edges are directed as the DAG that it is. Any other is refused with the edge that is open.
 *
 * @param what - what is asked for, as it stands in the message
 */
export function determinedGraph<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  what: string,
): Dag<N> | Admg<N> {
  indexed(graph)
  if (graph.kind === 'dag' || graph.kind === 'admg') return graph as Dag<N> | Admg<N>
  const known = determined.get(graph)
  if (known !== undefined) return known as unknown as Dag<N>
  const kind = graph.kind.toUpperCase()
  if (graph.kind === 'mag' || graph.kind === 'pag') {
    const edge = graph.edges.find((e) => e.fromMark !== 'tail' || e.toMark !== 'arrow') ?? graph.edges[0]
    const told = edge === undefined ? '' : `, such as ${shown(edge)}, which may stand for several causal graphs`
    throw new CausalError(
      'not-supported',
      `${what} is for a DAG or an ADMG, this is a ${kind}: its edges say what is an ancestor of what${told}. Ask identify() or adjustmentSets().`,
      { kind: graph.kind, ...(edge === undefined ? {} : { from: edge.from, to: edge.to }) },
    )
  }
  const whole = maximalClass(graph)
  const open = whole.edges.find((e) => e.toMark !== 'arrow')
  if (open !== undefined) {
    throw new CausalError(
      'not-supported',
      `${what} is for one graph, and this ${kind} leaves open whether ${show(open.from)} -> ${show(open.to)} or ${show(open.to)} -> ${show(open.from)}: settle the edge with orientByKnowledge(), or go through dagsOf().`,
      { kind: graph.kind, from: open.from, to: open.to },
    )
  }
  const g = indexed(whole)
  const flat = whole.edges.flatMap((e) => [g.index.get(e.from)!, g.index.get(e.to)!, 0, 1])
  const result = makeGraph('dag', graph.nodes, flat, graph.latents)
  if (Object.isFrozen(graph)) determined.set(graph, result)
  return result
}

/** An edge as it is written in a graph's text. */
export function shown(edge: CausalGraph['edges'][number]): string {
  const connector = `${signs[edge.fromMark][0]}-${signs[edge.toMark][1]}`
  return `${show(edge.from)} ${connector === '-' ? '--' : connector} ${show(edge.to)}`
}
