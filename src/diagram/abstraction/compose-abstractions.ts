import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { clustersOf, type ModelAbstraction, type Setting } from './model-abstraction.js'

/**
 * Two maps of models one after another: from the lowest model by way of the middle one to the highest.
 *
 * The error of the composite is at most the sum of the errors of both ({@link checkAbstraction}, in Jensen–Shannon distance
 * and in total variation): both are metrics, and a summary brings distributions closer.
 *
 * @param first - from the lowest model to the middle one
 * @param second - from the middle model to the highest
 * @returns the map from the lowest to the highest
 * @throws CausalError `unknown-name` when the second map speaks of a variable that the first does not give, `not-supported`
 *   when only one of the two says how interventions are mapped
 * @complexity O(variables)
 * @reference Rischel & Weichwald, Compositional abstraction error, 2021
 * @category Diagrams
 * @example
 * const first = { variables: { smoking: 'smoking', illness: ['cough', 'cancer'] }, states: { illness: ({ cough, cancer }: Readonly<Record<string, string | number>>) => Number(cough) + 2 * Number(cancer) } }
 * const second = { variables: { illness: 'illness' }, states: { illness: ({ illness }: Readonly<Record<string, string | number>>) => Number(Number(illness) > 0) } }
 * composeAbstractions(first, second).variables
 * //=> { illness: ['cough', 'cancer'] }
 */
export function composeAbstractions(first: ModelAbstraction, second: ModelAbstraction): ModelAbstraction {
  return calledAs('composeAbstractions', () => {
    checkOptions('first', checkedObject('first map', first), ['variables', 'states', 'interventions'])
    checkOptions('second', checkedObject('second map', second), ['variables', 'states', 'interventions'])
    const lower = clustersOf(first, null, null)
    const upper = clustersOf(second, null, null)
    const at = new Map(lower.high.map((name, k) => [name, k]))
    const position = (name: string): number => {
      const k = at.get(name)
      if (k === undefined) throw unknownName('variable of the first map', name, lower.high)
      return k
    }
    const variables = upper.high.map((name, h) => [
      name,
      upper.low[h]!.flatMap((middle) => lower.low[position(middle)]!),
    ])
    const states = upper.high.map((name, h) => {
      const sum = (low: Setting) =>
        upper.sum[h]!(Object.fromEntries(upper.low[h]!.map((middle) => [middle, lower.sum[position(middle)]!(low)])))
      return [name, sum] as const
    })
    const [inner, outer] = [first.interventions, second.interventions]
    if ((inner === undefined) !== (outer === undefined)) {
      throw new CausalError(
        'not-supported',
        'only one of the maps says how interventions are mapped: both must, or neither.',
      )
    }
    return Object.freeze({
      variables: Object.freeze(Object.fromEntries(variables)),
      states: Object.freeze(Object.fromEntries(states)),
      ...(inner === undefined || outer === undefined ? {} : { interventions: (low: Setting) => outer(inner(low)) }),
    })
  })
}
