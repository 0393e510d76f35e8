import { calledAs } from '../errors.js'
import { checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import type { Factor } from '../probability/types.js'
import { show } from '../show.js'
import { functionalBounder } from './core/functional-bounds.js'
import { responseTypes } from './core/response-types.js'
import { plainWorld, type WorldTerm } from './core/world-terms.js'
import { binaryTable } from './two-states.js'
import type { Interval, NoModel, Unresolved } from './types.js'
import { unresolved } from './unresolved.js'

/**
 * The answer of `balkePearlBounds`.
 *
 * @category Bounds
 */
export type InstrumentBounds =
  | {
      /** That there are bounds. */
      readonly status: 'bounds'
      /** P(outcome present | do(treatment absent)). */
      readonly untreated: Interval
      /** P(outcome present | do(treatment present)). */
      readonly treated: Interval
      /** The average effect: the difference of the two, bounded as such. */
      readonly effect: Interval
    }
  | NoModel
  | Unresolved

/**
 * Sharp bounds on the effect of a binary treatment on a binary outcome from an instrument, whatever the hidden confounding
 * (Balke & Pearl 1997).
 *
 * The instrument may have any number of states. The linear programme runs over the joint response types of treatment and
 * outcome; each bound is the value of a dual solution that was checked. When no model fits, the data contradict the
 * instrument: the instrumental inequality is violated. Frequencies of a sample can do so by chance alone, the more so where
 * treatment follows the instrument closely or few kinds of units exist: then there are no bounds, not wide ones.
 *
 * @param distribution - the joint distribution or counts of instrument, treatment and outcome, or the conditional one given
 *   the instrument: each state of the instrument is normalised by itself; the second state of a variable is "present"
 * @param query - the three names; `monotone: true` rules out units that the instrument keeps from treatment (defiers)
 * @returns bounds; `no-model` where the data contradict the instrument; `unresolved` where no solution passed its check
 * @throws CausalError `unknown-name`, `invalid-argument` for a variable of more than two states, `not-probability`
 * @complexity linear programmes of 4 · 2^k unknowns and 4 k equations for k states of the instrument
 * @category Bounds
 * @example
 * const states = ['0', '1']
 * const given = factor(
 *   [{ name: 'Z', states }, { name: 'X', states }, { name: 'Y', states }],
 *   [0.3822, 0.1167, 0.2555, 0.2456, 0.1442, 0.1904, 0.2186, 0.4468],
 * )
 * balkePearlBounds(given, { instrument: 'Z', treatment: 'X', outcome: 'Y' })
 * //=> { status: 'bounds', untreated: [0.1904, 0.6178], treated: [0.4468, 0.7445], effect: [-0.171, 0.5541] }
 */
export function balkePearlBounds<N extends string>(
  distribution: Factor<N>,
  query: {
    readonly instrument: NoInfer<N>
    readonly treatment: NoInfer<N>
    readonly outcome: NoInfer<N>
    readonly monotone?: boolean
  },
): InstrumentBounds {
  return calledAs('balkePearlBounds', () => {
    checkOptions('query', query, ['instrument', 'treatment', 'outcome', 'monotone'], { monotone: 'boolean' })

    const { variables, values } = binaryTable(
      distribution,
      [checkedObject('query', query).instrument, query.treatment, query.outcome],
      [query.instrument],
    )
    const levels = variables[0]!.states.length
    const types = responseTypes(
      [levels],
      [
        { card: 2, parents: [0], monotone: query.monotone === true ? [0] : [] },
        { card: 2, parents: [1], monotone: [] },
      ],
    )
    const known = []
    for (let z = 0; z < levels; z++) {
      const mass = values.subarray(4 * z, 4 * z + 4).reduce((sum, p) => sum + p, 0)
      if (mass === 0) continue
      const world = plainWorld(z, -1, -1)
      for (let cell = 0; cell < 4; cell++) {
        known.push({
          terms: [
            { variable: 1, value: cell >> 1, world },
            { variable: 2, value: cell & 1, world },
          ],
          p: values[4 * z + cell]! / mass,
        })
      }
    }
    const present = (x: number): WorldTerm[] => [{ variable: 2, value: 1, world: plainWorld(0, x, -1) }]
    const bound = functionalBounder(types, known)
    const untreated = bound([{ weight: 1, terms: present(0) }])
    const treated = bound([{ weight: 1, terms: present(1) }])
    const effect = bound([
      { weight: 1, terms: present(1) },
      { weight: -1, terms: present(0) },
    ])
    if (typeof untreated !== 'string' && typeof treated !== 'string' && typeof effect !== 'string')
      return Object.freeze({ status: 'bounds', untreated, treated, effect })
    if (![untreated, treated, effect].includes('no model')) return unresolved()
    return Object.freeze({
      status: 'no-model',
      reason: `the data contradict the instrument: they violate the instrumental inequality${query.monotone === true ? ' or monotonicity' : ''}, so ${show(query.instrument)} is no valid instrument, unless these are counts of a sample and chance alone took them over the edge.`,
    })
  })
}
