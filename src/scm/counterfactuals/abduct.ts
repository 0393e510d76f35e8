import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkEvidence } from '../engines/terms.js'
import type { DrawOptions } from '../engines/weighted-engine.js'
import { entriesOf } from '../interventions/intervene.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { makeScm } from '../models/scm.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Evidence, Past, Scm } from '../models/types.js'
import { drawOptions } from '../queries/expectation.js'

/**
 * What a counterfactual asks of a model: every mechanism can be evaluated, so that the same unit can be seen in another
 * world; and it can be inverted or enumerated, or the number of draws is stated.
 *
 * @category Counterfactuals
 */
export type Abducible<C extends Capability> = 'evaluate' extends C
  ? 'invert' extends C
    ? unknown
    : 'enumerate' extends C
      ? unknown
      : { readonly draws: number }
  : {
      readonly error: 'a table of probabilities or a logit has no counterfactuals unless its response is stated'
      readonly never: never
    }

/**
 * Abduction: the model of the unit, or of the units, that this evidence describes. Its noise has the posterior distribution.
 *
 * The result is a model again: intervene on it to ask what would have happened, sample it, query it. Nothing is computed
 * until it is asked: a finite model keeps the exact posterior, a linear-Gaussian one the exact normal posterior, an
 * invertible one with all of its variables seen the noise itself, any other weighted draws. Evidence that is impossible
 * shows as `zero-probability` in every answer.
 *
 * @param model - the model, perhaps after interventions: the evidence is read in its world
 * @param given - what was seen
 * @param options - `draws` and `seed` of the draws where no exact answer is known; must be given for a model whose
 *   mechanisms can be neither inverted nor enumerated
 * @returns the model, with what is known of its noise
 * @throws CausalError `unknown-name`; `not-supported` at run time for a table without a response, where the types are not
 *   known
 * @complexity O(evidence); the work is done when the model is asked
 * @category Counterfactuals
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const unit = abduct(model, { X: 1, Y: 3 })
 * expectation(intervene(unit, { X: 0 }), 'Y').value
 * //=> 1
 */
export function abduct<T, C extends Capability, K extends 'dag' | 'admg', L extends string = string>(
  model: Scm<T, C, K, L>,
  given: Evidence<NoInfer<T>>,
  ...options: unknown extends Abducible<C> ? [options?: DrawOptions] : [options: DrawOptions & Abducible<C>]
): Scm<T, C, K, L> {
  return calledAs('abduct', () => {
    checkOptions('options', options[0], ['draws', 'seed'])
    const { draws, seed } = options[0] ?? {}
    return abducted(model as AnyScm, given, drawOptions(draws, seed)) as Scm<T, C, K, L>
  })
}

/** Adds evidence to a model's past. */
export function abducted(model: AnyScm, given: unknown, options: DrawOptions): AnyScm {
  const { index } = structureOf(model)
  const seen = entriesOf(given).map(([name, value]) => {
    const i = lookUp('variable', index, name)
    checkEvidence(name, model, i, value)
    return Object.freeze([name, value as Cell] as const)
  })
  for (const [name, law] of model.variables.map((name: string, i: number) => [name, model.laws[i]!] as const)) {
    if (law.family !== 'choice' || law.response !== null) continue
    const message = `${show(name)} is given by probabilities alone, which do not say how the same unit would respond in another world: state { response: 'quantile' } or 'gumbel-max'.`
    throw new CausalError('not-supported', message, { variable: name })
  }
  if (seen.length === 0) return model
  const past: Past = Object.freeze({
    laws: model.laws,
    given: Object.freeze(seen),
    draws: Object.freeze({ ...options }),
  })
  return makeScm(model.variables, model.laws, model.latents, model.noiseCovariance, [...model.past, past])
}
