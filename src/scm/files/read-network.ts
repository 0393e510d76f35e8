import { CausalError, calledAs } from '../../errors.js'
import { indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type NetworkData, networkToModel } from '../models/network.js'
import type { Scm } from '../models/types.js'

/**
 * A model from a discrete network given as plain data, such as parsed JSON.
 *
 * @param data - `{ variables: [{ name, states, parents, probabilities }] }`, a row of probabilities for each combination of
 *   the parents' states, the last parent fastest
 * @param options - `tolerance`: how far a row may be from summing to one, 1e-9 by default; rows are used as they stand
 * @returns the model
 * @throws CausalError `not-probability`, `invalid-argument` with the row at fault; `unknown-name`, `cycle`
 * @complexity O(cells)
 * @category Models
 * @example
 * const model = readNetwork({
 *   variables: [
 *     { name: 'rain', states: ['no', 'yes'], parents: [], probabilities: [[0.8, 0.2]] },
 *     { name: 'wet', states: ['no', 'yes'], parents: ['rain'], probabilities: [[0.9, 0.1], [0.2, 0.8]] },
 *   ],
 * })
 * const rain = query(model, ['rain'], { given: { wet: 'yes' } })
 * rain.method !== 'zero-probability' && rain.values
 * //=> [0.3333, 0.6667]
 */
export function readNetwork(
  data: NetworkData,
  options: { readonly tolerance?: number } = {},
): Scm<Record<string, string>, 'sample' | 'enumerate', 'dag'> {
  return calledAs('readNetwork', () => {
    checkOptions('options', options, ['tolerance'])

    const variables: unknown = (data as unknown as { variables?: unknown } | null)?.variables
    if (!Array.isArray(variables)) {
      throw new CausalError('invalid-argument', 'expected { variables: [{ name, states, parents, probabilities }] }.')
    }
    for (const variable of variables as readonly Partial<NetworkData['variables'][number]>[]) {
      const lists = [variable?.states, variable?.parents, variable?.probabilities]
      if (lists.every(Array.isArray) && variable.probabilities!.every(Array.isArray)) continue
      const message = `a variable is { name, states, parents, probabilities: [[…], …] }, got ${show(variable)}.`
      throw new CausalError('invalid-argument', message)
    }
    indexNames(
      'variable',
      data.variables.map(({ name }) => name),
    )
    return networkToModel(data, options.tolerance ?? 1e-9)
  })
}
