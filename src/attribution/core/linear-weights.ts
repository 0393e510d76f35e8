import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { meanOf } from '../../probability/families/mean-of.js'
import { varianceOf } from '../../probability/families/variance-of.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'

/** A target of a linear model as a constant plus a weighted sum of independent noises. */
export interface LinearForm {
  /** One weight for each variable's noise: its total effect on the target. */
  readonly weights: Float64Array
  /** The mean of each variable's noise (of a variable that is its own noise: its mean). */
  readonly means: Float64Array
  /** The variance of each variable's noise. */
  readonly variances: Float64Array
  /** The target's mean. */
  readonly mean: number
}

/** The form of a target, or null where a mechanism on the way is not linear. One pass from the target back to the roots. */
export function linearForm(model: AnyScm, target: string): LinearForm | null {
  const { names, index, parents, order } = structureOf(model)
  if (model.noiseCovariance.length > 0) {
    throw new CausalError(
      'not-supported',
      'correlated noises cannot be told apart: give the hidden cause a variable.',
      {},
    )
  }
  const weights = new Float64Array(names.length)
  const means = new Float64Array(names.length)
  const variances = new Float64Array(names.length)
  weights[lookUp('variable', index, target)] = 1
  let mean = 0
  for (let k = order.length - 1; k >= 0; k--) {
    const i = order[k]!
    const weight = weights[i]!
    if (weight === 0) continue
    const law = model.laws[i]!
    if (law.family === 'constant' && typeof law.value === 'number') {
      mean += weight * law.value
      continue
    }
    if (
      law.family !== 'linear' &&
      (law.family !== 'root' || law.noise.values?.some((value) => typeof value !== 'number'))
    )
      return null
    if (law.family === 'linear') {
      for (const [j, p] of parents[i]!.entries()) weights[p]! += weight * law.coefficients[j]!
      mean += weight * law.intercept
    }
    if (law.noise === null) continue
    const noise = law.noise as Distribution<number>
    means[i] = meanOf(noise)
    variances[i] = varianceOf(noise)
    mean += weight * means[i]
  }
  return { weights, means, variances, mean }
}
