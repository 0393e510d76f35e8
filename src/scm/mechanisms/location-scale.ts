import { CausalError, calledAs } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { show } from '../../show.js'
import { checkedFunction, checkedNoise, checkedParents, mechanismOf } from './checks.js'
import type { FunctionLaw } from './law.js'
import type { Mechanism } from './mechanism-types.js'

/**
 * A location-scale mechanism: a function of the parents, plus noise times another function of the parents.
 *
 * @param parents - the names of the parents
 * @param location - what the noise is added to
 * @param scale - what the noise is multiplied by; it must never be zero
 * @param noise - a distribution over numbers
 * @returns a mechanism that can be sampled, evaluated and inverted
 * @throws CausalError `invalid-argument`; when used, `not-invertible` where the scale is zero
 * @complexity O(parents)
 * @category Models
 * @example
 * const spread = locationScale(['X'], () => 0, ({ X }: { X: number }) => 1 + X ** 2, normal(0, 1))
 * noiseOf(scm({ X: normal(0, 1), Y: spread }), { X: 1, Y: 3 }).Y
 * //=> 1.5
 */
export function locationScale<const N extends string, P extends Readonly<Record<N, string | number>>>(
  parents: readonly N[],
  location: (parents: P) => number,
  scale: (parents: P) => number,
  noise: Distribution<number>,
): Mechanism<Pick<P, N>, number, 'sample' | 'evaluate' | 'invert'> {
  return calledAs('locationScale', () => {
    checkedFunction('the location', location)
    checkedFunction('the scale', scale)
    type Call = (parents: Parameters<FunctionLaw['evaluate']>[0]) => number
    const at = location as unknown as Call
    const spread: Call = (pa) => {
      const s = (scale as unknown as Call)(pa)
      if (Number.isFinite(s) && s !== 0) return s
      const message = `the scale is ${show(s)} at ${show(pa)}: it must be finite and never zero.`
      throw new CausalError('not-invertible', message, { parents: { ...pa } })
    }
    return mechanismOf({
      family: 'function',
      parents: checkedParents(parents),
      noise: checkedNoise(noise),
      evaluate: (pa, u) => at(pa) + spread(pa) * (u as number),
      invert: (x, pa) => ((x as number) - at(pa)) / spread(pa),
      logSlope: (_u, pa) => portableLog(Math.abs(spread(pa))),
      affine: { numbers: [], weights: (pa) => [at(pa), spread(pa)] },
    })
  })
}
