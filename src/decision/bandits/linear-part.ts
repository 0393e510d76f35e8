import { CausalError } from '../../errors.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { meanOf } from '../../probability/index.js'
import type { Law } from '../../scm/index.js'
import { show } from '../../show.js'

/** A weighted sum of parents, a constant, and noise times a scale. */
export interface LinearPart {
  readonly parents: Int32Array
  readonly weights: Float64Array
  readonly constant: number
  readonly noise: Distribution<number> | null
  readonly noiseScale: number
}

/** A mechanism as a weighted sum, or a refusal: what is expected under every arm must follow from means alone. */
export function linearPart(name: string, law: Law, index: ReadonlyMap<string, number>): LinearPart {
  const nothing = { parents: new Int32Array(0), weights: new Float64Array(0) }
  if (law.family === 'root' && law.noise.values?.some((value) => typeof value === 'string') !== true)
    return { ...nothing, constant: 0, noise: law.noise as Distribution<number>, noiseScale: 1 }
  if (law.family === 'constant' && typeof law.value === 'number')
    return { ...nothing, constant: law.value, noise: null, noiseScale: 0 }
  if (law.family === 'linear') {
    return {
      parents: Int32Array.from(law.parents, (parent) => index.get(parent)!),
      weights: Float64Array.from(law.coefficients),
      constant: law.intercept,
      noise: law.noise,
      noiseScale: 1,
    }
  }
  if (law.family === 'modified' && 'amount' in law.change) {
    const { change, amount } = law.change
    const base = linearPart(name, law.base, index)
    if (change === 'shift') return { ...base, constant: base.constant + amount }
    return {
      ...base,
      weights: base.weights.map((w) => w * amount),
      constant: base.constant * amount,
      noiseScale: base.noiseScale * amount,
    }
  }
  throw new CausalError(
    'not-supported',
    `${show(name)} is no weighted sum of its parents: levers and mechanisms are linear, distributions over numbers, values, shift or scale.`,
    { variable: name },
  )
}

/** The mean of what a part adds to its parents' sum. */
export function meanOfPart({ constant, noise, noiseScale }: LinearPart): number {
  return constant + (noise === null ? 0 : noiseScale * meanOf(noise))
}
