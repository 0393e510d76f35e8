import { calledAs } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import type { CausalGraph, Dag, GraphKind, Pag, Pdag } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { readLag } from '../core/read-lag.js'
import type { LaggedGraph, LaggedKind } from '../types.js'
import { indexedLagged, refuseCycle } from './check-lagged-graph.js'
import { laggedName } from './lagged-names.js'

/**
 * What a graph over time becomes when it is unrolled: a DAG, a PDAG or a PAG.
 *
 * @category Time series
 */
export type UnrolledGraph<K extends LaggedKind = LaggedKind> = K extends 'lagged-dag'
  ? Dag
  : K extends 'lagged-cpdag'
    ? Pdag
    : Pag

/**
 * A graph over time as an ordinary graph, each variable once for each step: every verb on graphs works through it.
 *
 * The nodes are called `X[t]`, `X[t-1]`, … and stand from the earliest time to t. What lies before the first step is cut off: two
 * variables at the first steps may depend on each other through an earlier one although the graph does not show it.
 * {@link laggedSeparation} answers for the unending past.
 *
 * @param graph - a graph over time of N nodes and m edges
 * @param options - how many steps, 2 · maxLag + 1 unless told
 * @returns a DAG, a PDAG or a PAG with N · steps nodes
 * @throws CausalError `invalid-argument`; `cycle` for a class whose edges at one time form one, as tests that contradict each other give
 * @complexity O((N + m) steps)
 * @category Time series
 * @example
 * toDagitty(unrolled(laggedGraph('X[t-1] -> X; X[t-1] -> Y'), { steps: 2 }))
 * //=> 'dag { "X[t-1]" "Y[t-1]" "X[t]" "Y[t]" "X[t-1]" -> "X[t]" "X[t-1]" -> "Y[t]" }'
 */
export function unrolled<N extends string, K extends LaggedKind>(
  graph: LaggedGraph<N, K>,
  options: {
    /** How many steps, t included (default 2 · maxLag + 1). */
    readonly steps?: number
  } = {},
): UnrolledGraph<K> {
  return calledAs('unrolled', () => {
    checkOptions('options', options, ['steps'], { steps: 'number' })
    const { edges } = indexedLagged(graph)
    refuseCycle(graph.nodes, edges)
    const steps = readLag('steps', options.steps ?? 2 * graph.maxLag + 1, 1)
    const n = graph.nodes.length
    const names = Array.from({ length: steps * n }, (_, k) =>
      laggedName(graph.nodes[k % n]!, steps - 1 - Math.floor(k / n)),
    )
    const flat: number[] = []
    for (let step = 0; step < steps; step++) {
      for (const { from, to, lag, fromMark, toMark } of edges)
        if (lag <= step) flat.push((step - lag) * n + from, step * n + to, fromMark, toMark)
    }
    const kinds: Record<LaggedKind, GraphKind> = { 'lagged-dag': 'dag', 'lagged-cpdag': 'pdag', 'lagged-pag': 'pag' }
    return makeGraph(kinds[graph.kind], names, flat) as CausalGraph as UnrolledGraph<K>
  })
}
