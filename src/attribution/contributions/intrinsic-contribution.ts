import { calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Scm } from '../../scm/models/types.js'
import { type Contribution, contributionsOf } from '../core/contribution.js'
import { discreteContributions } from '../core/discrete-contributions.js'
import { type AttributionOptions, attributionKeys, checkMaySample, drawingOf } from '../core/draw-options.js'
import { linearForm } from '../core/linear-weights.js'
import { drawNoises, mixedTarget, noiseForm, targetAt } from '../core/noise-game.js'
import { type Game, meanAndError, sampledShares } from '../shapley/sampled-shares.js'

/**
 * How much of a variable's variance each noise term contributes: the intrinsic causal contribution (Janzing, Blöbaum,
 * Mastakouri, Faller, Minorics & Budhathoki 2024).
 *
 * It is the Shapley value of Var(E[target | the noises of a set]), so the contributions sum to the variance. In a linear model that
 * is weight² times the noise's variance; in a discrete model whose randomness is all in exogenous variables it is summed over all
 * states. In any other model it is sampled: the covariance of the target with its copy in which the noises of the others are
 * drawn afresh (pick and freeze) is that variance, without bias.
 *
 * @param model - a model with independent noises; a random choice needs a stated `response`
 * @param target - a variable that holds numbers
 * @param options - `method`, `draws` and `seed` where it is sampled
 * @returns the contribution of each variable's noise, in the order of the model's variables
 * @throws CausalError `unknown-name`; `type-mismatch` for a target of named states; `not-supported` for correlated noises, a choice
 *   without a response, or where `exact` was asked for and is not known
 * @complexity linear: O(variables + edges); discrete: 2^noises times the combinations of their states; sampled: 2^noises × draws
 *   × variables up to ten noises, with more 200 × noises × draws / 100 × variables
 * @category Attribution
 * @see Janzing et al. 2024, "Quantifying intrinsic causal contributions via structure preserving interventions", AISTATS
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * intrinsicContribution(model, 'Y').map(({ variable, value }) => [variable, value])
 * //=> [['X', 4], ['Y', 1]]
 */
export function intrinsicContribution<T, C extends Capability>(
  model: Scm<T, C>,
  target: keyof NoInfer<T> & string,
  options: AttributionOptions = {},
): readonly Contribution<keyof T & string>[] {
  return calledAs('intrinsicContribution', () => {
    checkOptions('options', options, [...attributionKeys])
    const drawing = drawingOf(options)
    const untyped = model as unknown as AnyScm
    const { names, index } = structureOf(untyped)
    lookUp('variable', index, target)
    const everyone = names.map((_, i) => i)
    if (drawing.method !== 'sampled') {
      const form = linearForm(untyped, target)
      if (form !== null) {
        const values = form.weights.map((weight, i) => weight * weight * form.variances[i]!)
        return contributionsOf(names as readonly (keyof T & string)[], everyone, values, null)
      }
      const found = discreteContributions(untyped, target)
      if ('values' in found)
        return contributionsOf(names as readonly (keyof T & string)[], everyone, found.values, null)
      checkMaySample(drawing, found.reason)
    }
    const noises = noiseForm(untyped, target)
    const { shares, errors } = sampledShares(noises.variables.length, varianceGame(noises), drawing, true)
    return contributionsOf(names as readonly (keyof T & string)[], noises.variables, shares, errors)
  })
}

/** Worth of a set: Cov(Y, Y^S), where Y^S keeps the set's noises and draws the others afresh; its mean over draws has no bias. */
function varianceGame(form: ReturnType<typeof noiseForm>): Game {
  return (n, seed) => {
    const own = drawNoises(form, n, `${seed} own`)
    const other = drawNoises(form, n, `${seed} other`)
    const y = targetAt(form, own, n)
    const apart = targetAt(form, other, n)
    const { mean } = meanAndError(y)
    return (inside) => {
      const kept = mixedTarget(form, inside, own, other, n)
      // (Y − Ȳ)(Y^S − Y′): the mean of Y is estimated from the same draws, which takes 1 / n of it away
      return Float64Array.from(kept, (value, i) => ((y[i]! - mean) * (value - apart[i]!) * n) / (n - 1))
    }
  }
}
