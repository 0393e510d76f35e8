import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { noiseOf } from '../../scm/models/noise-of.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Evidence, Scm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import type { Contribution } from '../core/contribution.js'
import {
  type AttributionOptions,
  attributionKeys,
  checkMaySample,
  type Drawing,
  drawingOf,
} from '../core/draw-options.js'
import { type LinearForm, linearForm } from '../core/linear-weights.js'
import { drawNoises, mixedTarget, noiseForm } from '../core/noise-game.js'
import { noiseOfUnit } from '../core/unit-noise.js'
import { type Game, sampledShares } from '../shapley/sampled-shares.js'

/**
 * What a variable's own noise contributes to one unit's value.
 *
 * @category Attribution
 */
export interface NoiseContribution<N extends string = string> extends Contribution<N> {
  /** The noise in this unit; null where it is not one number (a random choice) or the unit does not determine it. */
  readonly noise: number | null
}

/**
 * Why one unit's value is what it is: the contribution of each variable's own noise.
 *
 * The contributions are the Shapley values of E[f(target) | the noises of a set as in this unit], the rest drawn afresh. With
 * `score: 'value'` (f(y) = y) they sum to the target minus its mean; with `'square'` to target² minus its mean. In a linear model
 * they have a closed form; in any other they are sampled, with the unit's noise found by inverting its mechanisms. How unusual the
 * unit is, instead of how large, {@link anomalyAttribution} shares out.
 *
 * @param model - a model with independent noises of any distribution
 * @param unit - the value of the target and of all its ancestors
 * @param target - the variable to explain
 * @param options - `score`: what of the target is explained, `'value'` unless told; `method`, `draws` and `seed` where it is sampled
 * @returns for each variable its noise in this unit and its contribution, in the order of the model's variables; variables
 *   whose noise does not bear on the target contribute 0, and have the noise null where the unit does not determine it
 * @throws CausalError `unknown-name`; `invalid-argument` when a value that is needed is not given; `zero-support` for a unit that
 *   cannot be; `not-supported` for a mechanism whose noise cannot be found (no invert, or a choice without a response), correlated
 *   noises, or where `exact` was asked for and is not known; `type-mismatch` for a target of named states
 * @complexity linear: O(variables² + edges); sampled: 2^noises × draws × variables up to ten noises, with more 200 × noises × draws
 *   / 100 × variables
 * @category Attribution
 * @see Budhathoki, Minorics, Blöbaum & Janzing 2022, "Causal structure-based root cause analysis of outliers", ICML
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * noiseAttribution(model, { X: 1.5, Y: 2 }, 'Y').map(({ variable, noise, value }) => [variable, noise, value])
 * //=> [['X', 1.5, 3], ['Y', -1, -1]]
 */
export function noiseAttribution<T, C extends Capability>(
  model: Scm<T, C>,
  unit: Evidence<NoInfer<T>>,
  target: keyof NoInfer<T> & string,
  options: AttributionOptions & { readonly score?: 'value' | 'square' } = {},
): readonly NoiseContribution<keyof T & string>[] {
  return calledAs('noiseAttribution', () => {
    checkOptions('options', options, ['score', ...attributionKeys])
    const drawing = drawingOf(options)
    const { score = 'value' } = options
    if (score !== 'value' && score !== 'square')
      throw new CausalError('invalid-argument', `score is 'value' or 'square', got ${show(score)}.`, { score })
    const untyped = model as unknown as AnyScm
    const { names, index } = structureOf(untyped)
    lookUp('variable', index, target)
    const form = drawing.method === 'sampled' ? null : linearForm(untyped, target)
    const noises = new Map(Object.entries(noiseOf(untyped, unit as never)))
    if (form === null)
      checkMaySample(
        drawing,
        `a mechanism before ${show(target)} is no sum of its parents and its noise, so that there is no closed form`,
      )
    const found = form === null ? drawn(untyped, unit, target, score, drawing) : closedForm(names, form, noises, score)
    return Object.freeze(
      names.map((variable, i) => {
        const noise = noises.get(variable)
        return Object.freeze({
          variable: variable as keyof T & string,
          noise: typeof noise === 'number' ? noise : null,
          value: found.values[i]!,
          standardError: found.errors?.[i] ?? 0,
          method: found.errors === null ? ('exact' as const) : ('sampled' as const),
        })
      }),
    )
  })
}

interface Found {
  readonly values: ArrayLike<number>
  readonly errors: ArrayLike<number> | null
}

function closedForm(
  names: readonly string[],
  form: LinearForm,
  noises: ReadonlyMap<string, unknown>,
  score: 'value' | 'square',
): Found {
  const deviations = names.map((name, i) => {
    const noise = noises.get(name)
    if (noise !== undefined) return form.weights[i]! * ((noise as number) - form.means[i]!)
    if (form.weights[i] === 0 || form.variances[i] === 0) return 0
    throw new CausalError(
      'invalid-argument',
      `the unit does not determine the noise of ${show(name)}: give its value and those of its parents.`,
      { variable: name },
    )
  })
  const whole = deviations.reduce((sum, d) => sum + d, 0)
  // x = mean + Σ d: a square of its own, twice the mean, and half of each product with another
  const squares = deviations.map(
    (d, i) => d * d - form.weights[i]! ** 2 * form.variances[i]! + 2 * form.mean * d + d * (whole - d),
  )
  return { values: score === 'value' ? deviations : squares, errors: null }
}

function drawn(model: AnyScm, unit: unknown, target: string, score: 'value' | 'square', drawing: Drawing): Found {
  const form = noiseForm(model, target)
  const game: Game = (n, seed) => {
    const own = noiseOfUnit(form, unit, n, `${seed} unit`).noises
    const other = drawNoises(form, n, `${seed} other`)
    return (inside) => {
      const y = mixedTarget(form, inside, own, other, n)
      return score === 'value' ? y : y.map((value) => value * value)
    }
  }
  const { shares, errors } = sampledShares(form.variables.length, game, drawing, true)
  const spread = (of: Float64Array): Float64Array => {
    const out = new Float64Array(model.variables.length)
    for (const [k, i] of form.variables.entries()) out[i] = of[k]!
    return out
  }
  return { values: spread(shares), errors: spread(errors) }
}
