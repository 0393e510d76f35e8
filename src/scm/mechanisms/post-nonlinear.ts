import { calledAs } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { checkedFunction, checkedNoise, checkedParents, mechanismOf } from './checks.js'
import type { FunctionLaw } from './law.js'
import type { Mechanism } from './mechanism-types.js'

/**
 * A strictly monotone function and its inverse.
 *
 * @category Models
 */
export interface Link {
  /** The function, from the sum of location and noise to the variable. */
  readonly apply: (sum: number) => number
  /** Its inverse. */
  readonly invert: (value: number) => number
  /** Its derivative; found by differences where it is not given. */
  readonly slope?: (sum: number) => number
}

/**
 * A post-nonlinear mechanism: a monotone link applied to a function of the parents plus noise (Zhang & Hyvärinen 2009).
 *
 * @param parents - the names of the parents
 * @param location - the function that the noise is added to
 * @param noise - a distribution over numbers
 * @param link - a strictly monotone function and its inverse
 * @returns a mechanism that can be sampled, evaluated and inverted
 * @throws CausalError `invalid-argument`; when used, `not-invertible` where `invert` does not undo `apply`
 * @complexity O(parents)
 * @category Models
 * @example
 * const exp = { apply: Math.exp, invert: Math.log, slope: Math.exp }
 * const price = postNonlinear(['X'], ({ X }: { X: number }) => X, normal(0, 1), exp)
 * noiseOf(scm({ X: normal(0, 1), Y: price }), { X: 1, Y: Math.exp(3) }).Y
 * //=> 2
 */
export function postNonlinear<const N extends string, P extends Readonly<Record<N, string | number>>>(
  parents: readonly N[],
  location: (parents: P) => number,
  noise: Distribution<number>,
  link: Link,
): Mechanism<Pick<P, N>, number, 'sample' | 'evaluate' | 'invert'> {
  return calledAs('postNonlinear', () => {
    checkOptions('link', link, ['apply', 'invert', 'slope'])

    checkedFunction('the location', location)
    checkedFunction("the link's apply", link?.apply)
    checkedFunction("the link's invert", link.invert)
    const at = location as unknown as (parents: Parameters<FunctionLaw['evaluate']>[0]) => number
    const { apply, invert, slope } = link
    return mechanismOf({
      family: 'function',
      parents: checkedParents(parents),
      noise: checkedNoise(noise),
      evaluate: (pa, u) => apply(at(pa) + (u as number)),
      invert: (x, pa) => invert(x as number) - at(pa),
      logSlope: slope === undefined ? null : (u, pa) => portableLog(Math.abs(slope(at(pa) + u))),
    })
  })
}
