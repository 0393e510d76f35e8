import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { noiseOf } from '../../scm/models/noise-of.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Evidence, Scm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { linearForm } from './linear-weights.js'

/**
 * Why one unit's value is what it is: the contribution of each variable's own noise, in a linear model.
 *
 * With `score: 'value'` the contributions sum to the target minus its mean; with `'square'` they are the Shapley values of
 * E[target² | the noises of a set], the rest drawn afresh, and sum to target² minus its mean.
 *
 * @param model - a model whose mechanisms up to the target are sums, with independent noises of any distribution
 * @param unit - the value of the target and of all its ancestors
 * @param target - the variable to explain
 * @param options - `score`: what of the target is explained, `'value'` unless told
 * @returns for each variable its noise in this unit and its contribution, in the order of the model's variables; variables
 *   whose noise does not bear on the target contribute 0, and have the noise null where the unit does not determine it
 * @throws CausalError `unknown-name`; `invalid-argument` when a value that is needed is not given; `not-supported` for a
 *   mechanism that is no sum
 * @complexity O(variables² + edges)
 * @category Attribution
 * @see Budhathoki, Minorics, Blöbaum & Janzing 2022, "Causal structure-based root cause analysis of outliers", ICML
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * noiseAttribution(model, { X: 1.5, Y: 2 }, 'Y')
 * //=> [{ variable: 'X', noise: 1.5, value: 3 }, { variable: 'Y', noise: -1, value: -1 }]
 */
export function noiseAttribution<T, C extends Capability>(
  model: Scm<T, C>,
  unit: Evidence<NoInfer<T>>,
  target: keyof NoInfer<T> & string,
  options: { readonly score?: 'value' | 'square' } = {},
): readonly { readonly variable: keyof T & string; readonly noise: number | null; readonly value: number }[] {
  return calledAs('noiseAttribution', () => {
    checkOptions('options', options, ['score'])

    const untyped = model as unknown as AnyScm
    const score = checkedObject('options', options).score ?? 'value'
    if (score !== 'value' && score !== 'square')
      throw new CausalError('invalid-argument', `score is 'value' or 'square', got ${show(score)}.`, {
        score,
      })
    const form = linearForm(untyped, target)
    if (form === null)
      throw new CausalError(
        'not-supported',
        `a mechanism before ${show(target)} is no sum of its parents and its noise: only linear models can be attributed here.`,
        {
          target,
        },
      )
    const { names } = structureOf(untyped)
    const found = new Map(Object.entries(noiseOf(untyped, unit as never) as Record<string, number>))
    const deviations = names.map((name, i) => {
      const noise = found.get(name)
      if (noise !== undefined) return form.weights[i]! * (noise - form.means[i]!)
      if (form.weights[i] === 0 || form.variances[i] === 0) return 0
      throw new CausalError(
        'invalid-argument',
        `the unit does not determine the noise of ${show(name)}: give its value and those of its parents.`,
        { variable: name },
      )
    })
    const whole = deviations.reduce((sum, d) => sum + d, 0)
    return Object.freeze(
      names.map((variable, i) => {
        const d = deviations[i]!
        // x = mean + Σ d: a square of its own, twice the mean, and half of each product with another
        const square = d * d - form.weights[i]! ** 2 * form.variances[i]! + 2 * form.mean * d + d * (whole - d)
        return Object.freeze({
          variable: variable as keyof T & string,
          noise: found.get(variable) ?? null,
          value: score === 'value' ? d : square,
        })
      }),
    )
  })
}
