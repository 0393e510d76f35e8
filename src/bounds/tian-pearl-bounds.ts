import { CausalError, calledAs } from '../errors.js'
import { checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import type { Factor } from '../probability/types.js'
import { functionalBounder, type KnownProbability } from './core/functional-bounds.js'
import { responseTypes } from './core/response-types.js'
import { plainWorld, type WorldTerm } from './core/world-terms.js'
import { binaryTable } from './two-states.js'
import type { Interval, NoModel, Unresolved } from './types.js'
import { unresolved } from './unresolved.js'

/**
 * The answer of `tianPearlBounds`.
 *
 * @category Bounds
 */
export type CausationBounds =
  | {
      /** That there are bounds. */
      readonly status: 'bounds'
      /** PNS: the outcome is there with the treatment and is not without it. */
      readonly necessityAndSufficiency: Interval
      /** PN: of those treated who have the outcome, how many would not have it without; null when there are none, or they were not observed. */
      readonly necessity: Interval | null
      /** PS: of those untreated without the outcome, how many would have it with treatment; null as above. */
      readonly sufficiency: Interval | null
      /** The average effect. */
      readonly effect: Interval
    }
  | NoModel
  | Unresolved

/**
 * Sharp bounds on the probabilities of causation PNS, PN and PS of a binary treatment and outcome, from observations, an
 * experiment, or both (Tian & Pearl 2000).
 *
 * @param data - `observed`: the joint distribution or counts of both; `experimental`: the outcome for each value that the
 *   treatment was set to (normalised separately); at least one of them. The second state of a variable is "present"
 * @param query - the two names; `exogenous`: no confounding, so that the observations speak for the experiment too;
 *   `monotone`: the treatment keeps nobody from the outcome
 * @returns bounds (a point where the quantity is identified), that no model fits data and
 *   assumptions, or `unresolved` where no solution passed its check
 * @throws CausalError `unknown-name`, `invalid-argument`, `not-probability`, `zero-support` when an arm has no mass
 * @complexity constant
 * @category Bounds
 * @example
 * const states = ['0', '1']
 * const variables = [{ name: 'X', states }, { name: 'Y', states }] as const
 * const observed = factor(variables, [0.0629, 0.447, 0.1177, 0.3724])
 * const experimental = factor(variables, [0.4627, 0.5373, 0.559, 0.441])
 * const found = tianPearlBounds({ observed, experimental }, { treatment: 'X', outcome: 'Y' })
 * found.status === 'bounds' && found.necessity
 * //=> [0.7575, 1.0]
 */
export function tianPearlBounds<N extends string>(
  data: { readonly observed?: Factor<N>; readonly experimental?: Factor<N> },
  query: {
    readonly treatment: NoInfer<N>
    readonly outcome: NoInfer<N>
    readonly exogenous?: boolean
    readonly monotone?: boolean
  },
): CausationBounds {
  return calledAs('tianPearlBounds', () => {
    checkOptions('query', query, ['treatment', 'outcome', 'exogenous', 'monotone'], {
      exogenous: 'boolean',
      monotone: 'boolean',
    })

    const names = [checkedObject('query', query).treatment, query.outcome]
    checkedObject('data', data)
    if (data.observed === undefined && (data.experimental === undefined || query.exogenous === true)) {
      throw new CausalError(
        'invalid-argument',
        'give observed data, experimental data, or both; exogeneity needs the observed ones.',
        {},
      )
    }
    // the treatment is a root of the block, the outcome answers it
    const types = responseTypes(
      [],
      [
        { card: 2, parents: [], monotone: [] },
        { card: 2, parents: [0], monotone: query.monotone === true ? [0] : [] },
      ],
    )
    const actual = plainWorld(-1, -1)
    const seen = (x: number, y: number): WorldTerm[] => [
      { variable: 0, value: x, world: actual },
      { variable: 1, value: y, world: actual },
    ]
    const set = (x: number, y: number): WorldTerm => ({ variable: 1, value: y, world: plainWorld(x, -1) })
    const known: KnownProbability[] = []
    const addArms = (values: Float64Array): void => {
      for (const x of [0, 1]) {
        const mass = values[2 * x]! + values[2 * x + 1]!
        if (mass === 0)
          throw new CausalError(
            'zero-support',
            `nobody has ${query.treatment} at its ${x === 0 ? 'first' : 'second'} state.`,
            { treatment: query.treatment },
          )
        known.push({ terms: [set(x, 1)], p: values[2 * x + 1]! / mass })
      }
    }
    let joint: Float64Array | null = null
    if (data.observed !== undefined) {
      const { values } = binaryTable(data.observed, names)
      const mass = values.reduce((sum, p) => sum + p, 0)
      if (mass === 0)
        throw new CausalError(
          'zero-support',
          'all values of the observed distribution are zero: give probabilities or counts.',
          {},
        )
      joint = values.map((p) => p / mass)
      for (const x of [0, 1]) for (const y of [0, 1]) known.push({ terms: seen(x, y), p: joint[2 * x + y]! })
      if (query.exogenous === true) addArms(values)
    }
    if (data.experimental !== undefined) addArms(binaryTable(data.experimental, names).values)

    const bounder = functionalBounder(types, known)
    const bound = (terms: WorldTerm[], given: WorldTerm[] = []) => bounder([{ weight: 1, terms }], given)
    const both = bound([set(1, 1), set(0, 0)])
    const effect = bounder([
      { weight: 1, terms: [set(1, 1)] },
      { weight: -1, terms: [set(0, 1)] },
    ])
    const among = (x: number, y: number, term: WorldTerm) => {
      if (joint === null || joint[2 * x + y] === 0) return 'impossible condition'
      return bound([term], seen(x, y))
    }
    const necessity = among(1, 1, set(0, 0))
    const sufficiency = among(0, 0, set(1, 1))
    if ([both, effect, necessity, sufficiency].includes('no model')) {
      return Object.freeze({
        status: 'no-model',
        reason: 'no distribution over response types fits the data with these assumptions',
      })
    }
    if (typeof both === 'string' || typeof effect === 'string' || [necessity, sufficiency].includes('unresolved'))
      return unresolved()
    return Object.freeze({
      status: 'bounds',
      necessityAndSufficiency: both,
      necessity: typeof necessity === 'string' ? null : necessity,
      sufficiency: typeof sufficiency === 'string' ? null : sufficiency,
      effect,
    })
  })
}
