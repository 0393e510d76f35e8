import { CausalError } from '../../errors.js'
import { checkedObject, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { wholeNumber } from '../core/check-settings.js'
import type { CheckedModel } from '../core/read-temporal-model.js'

/**
 * Of what on what.
 *
 * @category Time series
 */
export interface CauseAndEffect<N extends string = string> {
  /** The variable that is changed. */
  readonly cause: NoInfer<N>
  /** The variable that is watched. */
  readonly effect: NoInfer<N>
}

/** The positions of cause and effect in a structural model, and the horizon. */
export function readCauseAndEffect(
  model: CheckedModel,
  question: CauseAndEffect & { readonly horizon?: number },
): { readonly cause: number; readonly effect: number; readonly horizon: number } {
  const { cause, effect, horizon } = checkedObject('question', question)
  refuseReducedForm(model)
  const from = lookUp('variable', model.index, cause)
  const to = lookUp('variable', model.index, effect)
  if (from === to) {
    throw new CausalError('overlap', `${show(cause)} is both cause and effect.`, { name: cause })
  }
  return { cause: from, effect: to, horizon: horizon === undefined ? 0 : wholeNumber('horizon', horizon, 0, 10_000) }
}

/** A reduced form has no effects to ask for. */
export function refuseReducedForm({ form }: CheckedModel): void {
  if (form === 'structural') return
  throw new CausalError(
    'invalid-argument',
    'the model is a reduced form: which variable acts on which within a step is not known. Give a structural model: linearTemporalModel, fitLinearTemporalModel, varLingam.',
  )
}
