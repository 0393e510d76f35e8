import { CausalError, calledAs } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import type { Semantics } from '../semantics/semantics.js'
import { makeChannel } from '../terms/channel.js'
import { gaussianMeanings } from './gaussian-meanings.js'
import { type ModelNetwork, modelNetwork } from './model-network.js'
import { samplingMeanings } from './sampling-meanings.js'
import { tableMeanings } from './table-meanings.js'

/**
 * A model as a functor: the meaning that it gives to every box of its diagram.
 *
 * `interpret(diagramOf(model), semantics, meaningsOf(model, semantics))` is the model's joint distribution, and so for whatever
 * is made of the diagram: after surgery it is the intervention, of a twin it is the counterfactual. Mechanisms become tables
 * where all is finite (`stochastic`, `substochastic`, `logarithmic`, `relational`; a function is tabulated, the noise of a
 * quantile response cut into intervals), sums where all is linear with normal noise (`gaussian`), and programs for any model
 * (`sampling`); `symbolic` needs no meanings. Tables carry the names of the states, so that values are set by name.
 *
 * @param model - a model made by scm(), fitScm(), readNetwork() …, without evidence
 * @param semantics - the semantics to be used in interpret(), or a record of your own that says in `takes` what it wants
 * @returns the meanings by the names of the boxes
 * @throws CausalError `not-supported` for a variable whose mechanism has no meaning in that semantics (named), for a model that
 *   carries evidence and for a semantics that takes nothing from models; `too-large` for a table of more than 2²² rows
 * @complexity O(cells of the tables); O(variables + parents) for sums and programs
 * @reference Jacobs, Kissinger & Zanasi 2019, proposition 3.1: networks are functors
 * @category Diagrams
 * @example
 * const model = scm({
 *   X: categorical({ no: 0.5, yes: 0.5 }),
 *   Y: cpt(['X'], { no: { no: 0.9, yes: 0.1 }, yes: { no: 0.4, yes: 0.6 } }),
 * })
 * const meanings = meaningsOf(model, stochastic)
 * interpret(diagramOf(model), stochastic, meanings).values
 * //=> [0.45, 0.05, 0.2, 0.3]
 * interpret(doValue(withOutputs(diagramOf(model), 'Y'), 'X', 'yes').diagram, stochastic, meanings).values
 * //=> [0.4, 0.6]
 */
export function meaningsOf<T, C extends Capability, K extends 'dag' | 'admg', B, R, O>(
  model: Scm<T, C, K>,
  semantics: Semantics<B, R, O>,
): ReadonlyMap<string, B> {
  return calledAs('meaningsOf', () => {
    if (typeof semantics?.read !== 'function') {
      throw new CausalError('invalid-argument', 'expected a semantics, such as stochastic or gaussian.')
    }
    const network = modelNetwork(model as AnyScm)
    return meaningsIn(network, semantics.takes, semantics.name) as ReadonlyMap<string, B>
  })
}

function meaningsIn(
  network: ModelNetwork,
  takes: Semantics<never, never>['takes'],
  name: string,
): Map<string, unknown> {
  switch (takes) {
    case 'nothing':
      return new Map()
    case 'probabilities':
      return tableMeanings(network, name)
    case 'log-probabilities':
      return changed(network, name, portableLog)
    case 'possibilities':
      return changed(network, name, (p) => (p > 0 ? 1 : 0))
    case 'linear-gaussian':
      return gaussianMeanings(network, name)
    case 'programs':
      return samplingMeanings(network, name)
    default:
      throw new CausalError(
        'not-supported',
        `a model has no meaning in ${show(name)}: a semantics says in \`takes\` what it wants from models.`,
        { semantics: name },
      )
  }
}

function changed(network: ModelNetwork, name: string, to: (p: number) => number): Map<string, unknown> {
  const tables = [...tableMeanings(network, name)]
  return new Map(
    tables.map(([box, { variables, inputs, values }]) => [box, makeChannel(variables, inputs, values.map(to))]),
  )
}
