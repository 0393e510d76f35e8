import type { Cell } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { checkedAnyNoise, checkedFunction, checkedParents, mechanismOf } from './checks.js'
import type { FunctionLaw } from './law.js'
import type { Mechanism } from './mechanism-types.js'

type NoiseValue<D> = D extends Distribution<infer U> ? U : null
type Abilities<D> =
  | 'sample'
  | 'evaluate'
  | (D extends null ? 'invert' | 'enumerate' : never)
  | (D extends { readonly probabilities: readonly number[] } ? 'enumerate' : never)

/**
 * A mechanism given by any function of the parents and the noise.
 *
 * The function is called with one object that holds the parents' values by name, the same object for each row: read it,
 * don't keep it. It must be a pure function, and return a finite number or a state.
 *
 * @param parents - the names of the parents
 * @param noise - the distribution of the noise; null for none (see {@link deterministic})
 * @param evaluate - the value from the parents' values and the noise
 * @param options - `invert`: the noise from the value and the parents' values, which makes counterfactuals exact at unit
 *   level; it is checked by a round trip whenever it is used. `derivative`: d value / d noise from the parents' values and the
 *   noise, for densities; without it they come from differences that never step out of the noise's support
 * @returns the mechanism; it can be inverted if `invert` is given, and enumerated if the noise is finite
 * @throws CausalError `invalid-argument`
 * @complexity O(parents)
 * @category Models
 * @example
 * const square = mechanism(['X'], normal(0, 1), ({ X }: { X: number }, u) => X ** 2 + u, {
 *   invert: (y, { X }) => y - X ** 2,
 * })
 * const model = scm({ X: normal(0, 1), Y: square })
 * noiseOf(model, { X: 2, Y: 5 })
 * //=> { X: 2, Y: 1 }
 */
export function mechanism<
  const N extends string,
  P extends Readonly<Record<N, Cell>>,
  V extends Cell,
  const D extends Distribution | null,
>(
  parents: readonly N[],
  noise: D,
  evaluate: (parents: P, noise: NoiseValue<D>) => V,
  options: {
    readonly invert: (value: V, parents: P) => NoiseValue<D>
    readonly derivative?: (parents: P, noise: NoiseValue<D>) => number
  },
): Mechanism<Pick<P, N>, V, Abilities<D> | 'invert'>
export function mechanism<
  const N extends string,
  P extends Readonly<Record<N, Cell>>,
  V extends Cell,
  const D extends Distribution | null,
>(
  parents: readonly N[],
  noise: D,
  evaluate: (parents: P, noise: NoiseValue<D>) => V,
): Mechanism<Pick<P, N>, V, Abilities<D>>
export function mechanism(
  parents: readonly string[],
  noise: Distribution | null,
  evaluate: (parents: never, noise: never) => Cell,
  options?: {
    readonly invert: (value: never, parents: never) => Cell | null
    readonly derivative?: (parents: never, noise: never) => number
  },
): Mechanism<never, never, never> {
  return calledAs('mechanism', () => {
    checkOptions('options', options, ['invert', 'derivative'])

    checkedFunction('the third argument', evaluate)
    if (options?.invert !== undefined) checkedFunction('invert', options.invert)
    const derivative = options?.derivative as unknown as FunctionLaw['evaluate'] | undefined
    if (derivative !== undefined) checkedFunction('derivative', derivative)
    return mechanismOf({
      family: 'function',
      parents: checkedParents(parents),
      noise: checkedAnyNoise(noise),
      evaluate: evaluate as unknown as FunctionLaw['evaluate'],
      invert: (options?.invert ?? null) as FunctionLaw['invert'],
      logSlope: derivative === undefined ? null : (u, pa) => portableLog(Math.abs(derivative(pa, u) as number)),
    })
  })
}
