import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { nothing, told } from './replicates.js'
import type { Refutation, RefutationSubject, Refuter } from './types.js'

/**
 * Which column plays the control.
 *
 * @category Estimation
 */
export type NegativeControlOptions =
  | {
      /** An outcome that the treatment cannot move, but that shares its hidden causes. */
      readonly outcome: string
    }
  | {
      /** A treatment that cannot move the outcome, but that shares its hidden causes. */
      readonly treatment: string
    }

/**
 * A refuter: the effect on an outcome that the treatment cannot move, or of a treatment that cannot move the outcome
 * (Lipsitch, Tchetgen Tchetgen & Cohen 2010).
 *
 * The hypothesis is that this effect is nothing; its p-value is that of the estimate. Where it is refuted, hidden causes that
 * both share are not adjusted for.
 *
 * @param options - `{ outcome }` or `{ treatment }`: the control's column
 * @returns a refuter for `refute`
 * @throws CausalError `invalid-argument` unless one of both is named
 * @complexity that of the estimator
 * @category Estimation
 * @example
 * negativeControl({ outcome: 'height' }).name
 * //=> 'negative control (outcome height)'
 */
export function negativeControl(options: NegativeControlOptions): Refuter {
  return calledAs('negativeControl', () => {
    checkOptions('options', options, ['outcome', 'treatment'])
    const named = Object.entries(checkedObject('options', options))
    const [entry] = named
    if (entry === undefined || named.length > 1 || typeof entry[1] !== 'string') {
      throw new CausalError(
        'invalid-argument',
        `name one control, { outcome: 'column' } or { treatment: 'column' }, got ${show(options)}.`,
        {},
      )
    }
    const [part, column] = entry
    const name = `negative control (${part} ${column})`
    return Object.freeze({
      name,
      attempt: (subject: RefutationSubject): Refutation => {
        const { table, effect, estimate } = subject
        lookUp('column', new Map(table.columns.map((c, i) => [c, i])), column)
        const { contrast, ...rest } = effect.specification
        const kept = part === 'outcome' && contrast !== undefined ? { contrast } : {}
        const control = estimate(table, { ...rest, ...kept, [part]: column } as typeof effect.specification)
        const none = nothing(subject)
        const hypothesis = `the effect ${part === 'outcome' ? 'on' : 'of'} ${column} is ${none}`
        const base = { refuter: name, hypothesis, estimate: effect.estimate }
        if (!control.estimated) {
          const message = `The effect ${part === 'outcome' ? 'on' : 'of'} ${column} cannot be estimated: ${control.message}`
          return Object.freeze({ ...base, refuted: null, pValue: null, mean: null, replicates: [], failed: 1, message })
        }
        const refuted = control.pValue < 0.05
        return Object.freeze({
          ...base,
          refuted,
          pValue: control.pValue,
          mean: control.estimate,
          replicates: Object.freeze([control.estimate]),
          failed: 0,
          message: `The effect ${part === 'outcome' ? 'on' : 'of'} ${column}, which should be ${none}, is estimated as ${told(control.estimate)} (${told(control.interval[0])} to ${told(control.interval[1])}, p = ${told(control.pValue)})${refuted ? ': hidden causes are at work that are not adjusted for' : ': nothing is seen of hidden causes'}.`,
        })
      },
    })
  })
}
