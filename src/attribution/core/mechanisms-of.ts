import { CausalError } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { lookUp, quoteNames } from '../../names.js'
import { show } from '../../show.js'

/** More mechanisms than this have too many mixtures to learn. */
const mostMechanisms = 8

/** The outcome and what leads to it, parents first and the outcome last; their parents by position. */
export function mechanismsOf(graph: CausalGraph, outcome: string): { names: string[]; parents: number[][] } {
  const g = indexed(graph)
  if (graph.kind !== 'dag' || graph.latents.length > 0)
    throw new CausalError(
      graph.kind === 'dag' ? 'latent' : 'invalid-argument',
      graph.kind === 'dag'
        ? `the nodes ${quoteNames(graph.latents)} are latent: with a hidden common cause the mechanisms are not those of the columns.`
        : `mechanisms are those of a DAG, got a graph of kind ${show(graph.kind)}.`,
    )
  const target = lookUp('node', g.index, outcome)
  const parentsOf = (i: number): Int32Array => g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!)
  const bearing = new Set([target])
  for (const i of bearing) for (const p of parentsOf(i)) bearing.add(p)
  if (bearing.size > mostMechanisms)
    throw new CausalError(
      'too-large',
      `${bearing.size} mechanisms lead to ${show(outcome)} (${mostMechanisms} at most): give a graph over fewer of the columns.`,
      { mechanisms: bearing.size, most: mostMechanisms },
    )
  const order: number[] = []
  const left = [...bearing].sort((a, b) => (g.names[a]! < g.names[b]! ? -1 : 1))
  while (left.length > 0) {
    const next = left.findIndex((i) => parentsOf(i).every((p) => order.includes(p)))
    order.push(...left.splice(next, 1))
  }
  return {
    names: order.map((i) => g.names[i]!),
    parents: order.map((i) => Array.from(parentsOf(i), (p) => order.indexOf(p))),
  }
}
