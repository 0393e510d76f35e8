import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexed, nodePositions } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph, Dag } from '../../graph/types.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Interventions, Scm } from '../models/types.js'
import { worldsModel } from './worlds-model.js'

/**
 * The twin network of Balke & Pearl (1994): the factual world and the world after an intervention, over one noise.
 *
 * Of a graph it is a DAG: each variable `V`, its copy `V*` in the other world, and its noise `U(V)`, a latent parent of
 * both; a bidirected edge becomes a latent `U(A, B)` that both of its ends share. d-Separation in it says which facts
 * matter to a counterfactual. Of a model it is the model of both worlds, see {@link parallelWorlds}.
 *
 * @param input - a DAG or an ADMG, or a model whose mechanisms can be evaluated
 * @param act - of a graph the variables that are set in the other world; of a model what is done there
 * @returns the graph, or the model, of both worlds
 * @throws CausalError `unknown-name`; `invalid-argument` for a graph of another kind; `not-supported` as in
 *   {@link parallelWorlds}
 * @complexity O(variables + edges)
 * @category Counterfactuals
 * @example
 * const twin = twinNetwork(dag('Z -> X -> Y'), ['X'])
 * dSeparated(twin, 'Y*', 'Y')
 * //=> false
 * dSeparated(twin, 'Y*', 'Z', ['X'])
 * //=> true
 */
export function twinNetwork<N extends string>(
  input: CausalGraph<'dag' | 'admg', N>,
  act: readonly NoInfer<N>[],
): Dag<string>
export function twinNetwork<T, C extends Capability, K extends 'dag' | 'admg'>(
  input: Scm<T, C, K>,
  act: Interventions<NoInfer<T>>,
): Scm<{ readonly [N in (keyof T & string) | `${keyof T & string}*`]: N extends keyof T ? T[N] : Cell }, C, 'dag'>
export function twinNetwork(input: CausalGraph | AnyScm, act: unknown): Dag | AnyScm {
  return calledAs('twinNetwork', () => {
    if ((input as { kind?: unknown })?.kind === 'scm') {
      const worlds = { '': {}, '*': act } as unknown as Readonly<Record<string, never>>
      return worldsModel(input as AnyScm, worlds, (name, world) => `${name}${world}`)
    }
    const graph = input as CausalGraph
    const g = indexed(graph)
    if (graph.kind !== 'dag' && graph.kind !== 'admg') {
      throw new CausalError('invalid-argument', `needs a DAG or an ADMG, got a ${graph.kind}.`)
    }
    const n = g.size
    const set = new Set(nodePositions(g, act as readonly string[]))
    const names = [...graph.nodes, ...graph.nodes.map((name) => `${name}*`), ...graph.nodes.map((name) => `U(${name})`)]
    const latents = [
      ...graph.latents,
      ...graph.latents.map((name) => `${name}*`),
      ...graph.nodes.map((name) => `U(${name})`),
    ]
    const edges: number[] = []
    const into = (from: number, to: number): void => void edges.push(from, to, TAIL, ARROW)
    for (let v = 0; v < n; v++) {
      into(2 * n + v, v)
      if (!set.has(v)) into(2 * n + v, n + v)
      for (let k = g.parents.start[v]!; k < g.parents.start[v + 1]!; k++) {
        into(g.parents.node[k]!, v)
        if (!set.has(v)) into(n + g.parents.node[k]!, n + v)
      }
      for (let k = g.spouses.start[v]!; k < g.spouses.start[v + 1]!; k++) {
        const w = g.spouses.node[k]!
        if (w < v) continue
        const shared = names.length
        names.push(`U(${graph.nodes[v]}, ${graph.nodes[w]})`)
        latents.push(names[shared]!)
        for (const end of [v, w]) {
          into(shared, end)
          if (!set.has(end)) into(shared, n + end)
        }
      }
    }
    return makeGraph('dag', names, edges, latents)
  })
}
