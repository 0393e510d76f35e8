import type { Cell } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import type { WorldAct } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import { worldsModel } from './worlds-model.js'

type Names<T, W> = `${keyof T & string}@${keyof W & string}`

/**
 * Several worlds of the same units as one model: `Y@treated` is Y in the world called `treated`.
 *
 * The noise becomes latent variables `U(Y)` that all worlds share, and every mechanism a function of its parents and its
 * noise. A variable that no intervention of any world reaches still stands once in each world. Use it to sample units in all
 * worlds at once, to look at the graph, or to test independence between worlds; for a single query, {@link queryTerms}
 * builds only what it needs.
 *
 * @param model - a model whose mechanisms can be evaluated
 * @param worlds - what is done in each world, by its name
 * @returns the model of all worlds
 * @throws CausalError `not-supported` for a table of probabilities without a response, for `gumbel-max`, and for a model
 *   with evidence; `unknown-name`
 * @complexity O(worlds × (variables + parents))
 * @category Counterfactuals
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const both = parallelWorlds(model, { factual: {}, treated: { X: 1 } })
 * expectation(both, 'Y@treated', { given: { 'X@factual': 0, 'Y@factual': 3 } }).value
 * //=> 5
 */
export function parallelWorlds<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const W extends Readonly<Record<string, WorldAct<NoInfer<T>>>>,
>(
  model: Scm<T, C, K> &
    ('evaluate' extends C ? unknown : { readonly error: 'state the response of each table of probabilities' }),
  worlds: W,
): Scm<
  { readonly [N in Names<T, W>]: N extends `${infer V}@${string}` ? (V extends keyof T ? T[V] : Cell) : Cell },
  C,
  'dag'
> {
  return calledAs(
    'parallelWorlds',
    () => worldsModel(model as AnyScm, worlds as never, (name, world) => `${name}@${world}`) as never,
  )
}
