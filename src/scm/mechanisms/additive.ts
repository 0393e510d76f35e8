import { calledAs } from '../../errors.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { checkedFunction, checkedNoise, checkedParents, mechanismOf } from './checks.js'
import type { FunctionLaw } from './law.js'
import type { Mechanism } from './mechanism-types.js'

/**
 * An additive-noise mechanism: any function of the parents, plus noise.
 *
 * @param parents - the names of the parents
 * @param location - the function
 * @param noise - what is added, a distribution over numbers
 * @returns a mechanism that can be sampled, evaluated and inverted
 * @throws CausalError `invalid-argument`
 * @complexity O(parents)
 * @category Models
 * @example
 * const model = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => Math.sin(X), normal(0, 0.1)) })
 * noiseOf(model, { X: 0, Y: 0.2 }).Y
 * //=> 0.2
 */
export function additive<const N extends string, P extends Readonly<Record<N, string | number>>>(
  parents: readonly N[],
  location: (parents: P) => number,
  noise: Distribution<number>,
): Mechanism<Pick<P, N>, number, 'sample' | 'evaluate' | 'invert'> {
  return calledAs('additive', () => {
    checkedFunction('the second argument', location)
    const at = location as unknown as (parents: Parameters<FunctionLaw['evaluate']>[0]) => number
    return mechanismOf({
      family: 'function',
      parents: checkedParents(parents),
      noise: checkedNoise(noise),
      evaluate: (pa, u) => at(pa) + (u as number),
      invert: (x, pa) => (x as number) - at(pa),
      logSlope: () => 0,
      affine: { numbers: [], weights: (pa) => [at(pa), 1] },
    })
  })
}
