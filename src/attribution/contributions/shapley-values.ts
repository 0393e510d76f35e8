import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { checkedFunction } from '../../scm/mechanisms/checks.js'
import { show } from '../../show.js'
import { exactShapley } from '../shapley/exact-shapley.js'
import { type SampledValues, shapleyByKernel } from '../shapley/shapley-by-kernel.js'
import { shapleyByPermutations } from '../shapley/shapley-by-permutations.js'

/**
 * Shapley values and how they came about.
 *
 * @category Attribution
 */
export interface ShapleyValues<N extends string = string> {
  /** Each player's share, in the order of the players; they sum to the worth of all minus the worth of none. */
  readonly values: readonly { readonly player: N; readonly value: number; readonly standardError: number }[]
  /** `exact`: every coalition was valued; `permutations`: those on random orders; `kernel`: random coalitions, by regression. */
  readonly method: 'exact' | 'permutations' | 'kernel'
  /** How many coalitions were valued. */
  readonly evaluations: number
}

/** More players than this are not enumerated. */
const mostExact = 20

/**
 * The Shapley value of each player: its mean marginal contribution over all orders of joining (Shapley 1953).
 *
 * Exact over all 2ⁿ coalitions for up to 20 players, unless `draws` asks for sampling. `permutations` walks random orders,
 * each one there and back (antithetic pairs); `kernel` draws coalitions by Shapley's kernel, each with its complement, and
 * solves the weighted regression whose solution the values are (Covert & Lee 2021, the unbiased form): it needs two coalitions a
 * draw instead of 2 n. Both report standard errors; each coalition is valued once.
 *
 * @param players - their names, each once
 * @param worth - the worth of a coalition, which it is given in the order of `players`
 * @param options - `draws`: pairs of random orders, or of coalitions, to sample; `method`: `permutations` unless told; `seed`: needed
 *   when sampling
 * @returns the values, with standard errors (0 when exact)
 * @throws CausalError `duplicate-name`; `invalid-argument` when `worth` gives no finite number, or for `draws` without a seed
 *   or below 2; `too-large` above 20 players without `draws`
 * @complexity exact: 2ⁿ calls of `worth`; permutations: at most 2 n `draws` calls; kernel: at most 2 `draws`
 * @category Attribution
 * @see Covert & Lee 2021, "Improving KernelSHAP: practical Shapley value estimation via linear regression", AISTATS
 * @example
 * const gloves = shapleyValues(['left', 'right', 'other right'], (coalition) =>
 *   coalition.includes('left') && coalition.length > 1 ? 1 : 0)
 * gloves.values.map((share) => share.value)
 * //=> [0.6667, 0.1667, 0.1667]
 */
export function shapleyValues<const N extends string>(
  players: readonly N[],
  worth: (coalition: readonly N[]) => number,
  options: {
    readonly draws?: number
    readonly seed?: number | string
    readonly method?: 'permutations' | 'kernel'
  } = {},
): ShapleyValues<N> {
  return calledAs('shapleyValues', () => {
    checkOptions('options', options, ['draws', 'seed', 'method'])

    indexNames('player', players)
    checkedFunction('the worth', worth)
    const n = players.length
    const value = (coalition: readonly N[]): number => {
      const v = worth(coalition)
      if (!Number.isFinite(v))
        throw new CausalError(
          'invalid-argument',
          `the worth of {${coalition.join(', ')}} is ${v}, not a finite number.`,
          { coalition },
        )
      return v
    }
    const { draws, method } = checkedObject('options', options)
    if (method !== undefined && method !== 'permutations' && method !== 'kernel')
      throw new CausalError('invalid-argument', `method is 'permutations' or 'kernel', got ${show(method)}.`, {
        method,
      })
    if (draws === undefined) {
      if (method !== undefined)
        throw new CausalError('invalid-argument', `method ${show(method)} samples: pass draws and seed too.`, {
          method,
        })
      if (n > mostExact)
        throw new CausalError(
          'too-large',
          `${n} players have 2^${n} coalitions: pass draws and seed to sample orders.`,
          { players: n, most: mostExact },
        )
      const worths = Float64Array.from({ length: 2 ** n }, (_, set) => value(players.filter((_, i) => (set >> i) & 1)))
      const shares = exactShapley(n, worths)
      return result(players, { shares, errors: new Float64Array(n) }, 'exact', worths.length)
    }
    if (!(Number.isInteger(draws) && draws >= 2))
      throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 2 on.`, { draws })
    if (options.seed === undefined) throw new CausalError('invalid-argument', 'sampling needs a seed.', {})
    const random = generator(seedStream(options.seed))
    const known = new Map<string, number>()
    const worthOf = (inside: Uint8Array): number => {
      const key = inside.join('')
      let v = known.get(key)
      if (v === undefined) {
        v = value(players.filter((_, i) => inside[i] === 1))
        known.set(key, v)
      }
      return v
    }
    const sampled =
      method === 'kernel'
        ? shapleyByKernel(n, worthOf, draws, random)
        : shapleyByPermutations(n, worthOf, draws, random)
    return result(players, sampled, method ?? 'permutations', known.size)
  })
}

function result<N extends string>(
  players: readonly N[],
  { shares, errors }: SampledValues,
  method: ShapleyValues['method'],
  evaluations: number,
): ShapleyValues<N> {
  const values = players.map((player, i) => Object.freeze({ player, value: shares[i]!, standardError: errors[i]! }))
  return Object.freeze({ values: Object.freeze(values), method, evaluations })
}
