import { calledAs } from '../../errors.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { modelToNetwork, type NetworkData } from '../models/network.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'

/**
 * A discrete model as plain data, ready for JSON.
 *
 * @param model - a model of tables and finite distributions
 * @returns what {@link readNetwork} reads; states that are numbers become texts
 * @throws CausalError `not-supported` for a variable that is no table
 * @complexity O(cells)
 * @category Models
 * @example
 * toNetwork(scm({ rain: categorical({ no: 0.8, yes: 0.2 }) })).variables[0]?.probabilities
 * //=> [[0.8, 0.2]]
 */
export function toNetwork<T, C extends Capability, K extends 'dag' | 'admg'>(model: Scm<T, C, K>): NetworkData {
  return calledAs('toNetwork', () => {
    structureOf(model as AnyScm)
    return { variables: modelToNetwork(model as AnyScm) }
  })
}
