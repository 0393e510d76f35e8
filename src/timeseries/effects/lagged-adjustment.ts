import type { Edge } from '../../graph/types.js'
import { optimalAdjustmentSet } from '../../identification/adjustment/optimal-adjustment-set.js'
import { laggedName } from '../graphs/lagged-names.js'
import { unrolled } from '../graphs/unrolled.js'
import type { LaggedGraph, LaggedNode } from '../types.js'
import type { NoLaggedEffect } from './lagged-effect-types.js'

/** The set to adjust for in the graph unrolled as far as it can matter: causal nodes lie after the treatment, their parents at most maxLag before. */
export function laggedAdjustment<N extends string>(
  graph: LaggedGraph<N>,
  { name, lag }: LaggedNode<N>,
  outcome: N,
): { readonly adjustment: readonly LaggedNode<N>[] } | NoLaggedEffect<N> {
  const steps = lag + graph.maxLag + 1
  const flat = unrolled(graph, { steps })
  const node = new Map<string, LaggedNode<N>>()
  for (let l = 0; l < steps; l++)
    for (const own of graph.nodes) node.set(laggedName(own, l), Object.freeze({ name: own, lag: l }))
  const [from, to] = [laggedName(name, lag), laggedName(outcome, 0)]
  const refusal = (
    reason: NoLaggedEffect['reason'],
    message: string,
    witness: readonly string[],
  ): NoLaggedEffect<N> => {
    const nodes = Object.freeze(witness.map((each) => node.get(each)!))
    return Object.freeze<NoLaggedEffect<N>>({ estimated: false, reason, message, witness: nodes })
  }
  if (!mayReach(flat.edges, from, to)) {
    const message = `the graph has no directed path from ${from} to ${to}: by the graph the effect is 0.`
    return refusal('no-path', message, [from, to])
  }
  const set = optimalAdjustmentSet(flat, { treatment: from, outcome: to })
  if (!set.found) return refusal('not-identifiable', set.message, set.witness)
  return { adjustment: set.set.map((each) => node.get(each)!) }
}

/** Whether a path leads from one node to another along edges that may point forwards. */
function mayReach(edges: readonly Edge<string>[], from: string, to: string): boolean {
  const next = new Map<string, string[]>()
  const add = (a: string, b: string): void => {
    next.set(a, [...(next.get(a) ?? []), b])
  }
  for (const edge of edges) {
    if (edge.fromMark !== 'arrow') add(edge.from, edge.to)
    if (edge.toMark !== 'arrow') add(edge.to, edge.from)
  }
  const seen = new Set([from])
  const queue = [from]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const other of next.get(node) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      queue.push(other)
    }
  }
  return seen.has(to)
}
