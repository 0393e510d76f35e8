import { calledAs } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from './structure.js'
import type { AnyScm, Scm } from './types.js'

/**
 * The causal graph of a model: an edge from each parent to its child.
 *
 * Latent variables are latent nodes. Where noises are correlated the graph is an ADMG with a bidirected edge for each
 * pair. Of an intervened model it is the graph after surgery.
 *
 * @param model - the model
 * @returns a DAG, or an ADMG for a model made with `correlated`
 * @throws CausalError `invalid-argument`
 * @complexity O(variables + parents)
 * @category Models
 * @example
 * const model = scm({ X: normal(0, 1), M: linear({ X: 1 }, null), Y: linear({ M: 1 }, null) })
 * toDagitty(graphOf(intervene(model, { M: 0 })))
 * //=> 'dag { X M Y M -> Y }'
 */
export function graphOf<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
): CausalGraph<K, keyof T & string> {
  return calledAs('graphOf', () => {
    const { names, index, parents } = structureOf(model as AnyScm)
    const edges: number[] = []
    for (const [child, list] of parents.entries()) for (const parent of list) edges.push(parent, child, TAIL, ARROW)
    for (const { first, second, covariance } of model.noiseCovariance) {
      const a = index.get(first.variable)!
      const b = index.get(second.variable)!
      if (covariance !== 0 && model.laws[a] === first.law && model.laws[b] === second.law)
        edges.push(a, b, ARROW, ARROW)
    }
    const kind = model.noiseCovariance.length > 0 ? 'admg' : 'dag'
    return makeGraph(kind, names, edges, model.latents) as unknown as CausalGraph<K, keyof T & string>
  })
}
