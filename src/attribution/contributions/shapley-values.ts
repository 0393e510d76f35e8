import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { checkedFunction } from '../../scm/mechanisms/checks.js'
import { show } from '../../show.js'

/**
 * Shapley values and how they came about.
 *
 * @category Attribution
 */
export interface ShapleyValues<N extends string = string> {
  /** Each player's share, in the order of the players; they sum to the worth of all minus the worth of none. */
  readonly values: readonly { readonly player: N; readonly value: number; readonly standardError: number }[]
  /** `exact`: every coalition was valued; `sampled`: random orders were. */
  readonly method: 'exact' | 'sampled'
  /** How many coalitions were valued. */
  readonly evaluations: number
}

/** More players than this are not enumerated. */
const mostExact = 20

/**
 * The Shapley value of each player: its mean marginal contribution over all orders of joining (Shapley 1953).
 *
 * Exact over all 2ⁿ coalitions for up to 20 players, unless `draws` asks for sampling. Sampling walks random orders, each
 * one there and back, and reports the standard error; each coalition is valued once.
 *
 * @param players - their names, each once
 * @param worth - the worth of a coalition, which it is given in the order of `players`
 * @param options - `draws`: pairs of random orders to sample; `seed`: needed when sampling
 * @returns the values, with standard errors (0 when exact)
 * @throws CausalError `duplicate-name`; `invalid-argument` when `worth` gives no finite number, or for `draws` without a seed
 *   or below 2; `too-large` above 20 players without `draws`
 * @complexity exact: 2ⁿ calls of `worth`; sampled: at most 2 n `draws` calls
 * @category Attribution
 * @example
 * const gloves = shapleyValues(['left', 'right', 'other right'], (coalition) =>
 *   coalition.includes('left') && coalition.length > 1 ? 1 : 0)
 * gloves.values.map((share) => share.value)
 * //=> [0.6667, 0.1667, 0.1667]
 */
export function shapleyValues<const N extends string>(
  players: readonly N[],
  worth: (coalition: readonly N[]) => number,
  options: { readonly draws?: number; readonly seed?: number | string } = {},
): ShapleyValues<N> {
  return calledAs('shapleyValues', () => {
    checkOptions('options', options, ['draws', 'seed'])

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
    const { draws } = checkedObject('options', options)
    if (draws === undefined) {
      if (n > mostExact)
        throw new CausalError(
          'too-large',
          `${n} players have 2^${n} coalitions: pass draws and seed to sample orders.`,
          { players: n, most: mostExact },
        )
      const worths = Float64Array.from({ length: 2 ** n }, (_, set) => value(players.filter((_, i) => (set >> i) & 1)))
      return result(players, exactShapley(n, worths), new Float64Array(n), 'exact', worths.length)
    }
    if (!(Number.isInteger(draws) && draws >= 2))
      throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 2 on.`, { draws })
    if (options.seed === undefined) throw new CausalError('invalid-argument', 'sampling needs a seed.', {})
    return sampledShapley(players, value, draws, options.seed)
  })
}

/** Every marginal contribution weighted by |S|! (n − |S| − 1)! / n!. `worths[S]` is the worth of the bit set S. */
export function exactShapley(n: number, worths: ArrayLike<number>): Float64Array {
  const shares = new Float64Array(n)
  const weight = new Float64Array(n)
  weight[0] = 1 / n
  for (let size = 1; size < n; size++) weight[size] = (weight[size - 1]! * size) / (n - size)
  for (let set = 0; set < 2 ** n; set++) {
    let size = 0
    for (let i = 0; i < n; i++) size += (set >> i) & 1
    for (let i = 0; i < n; i++)
      if (((set >> i) & 1) === 0) shares[i]! += weight[size]! * (worths[set | (1 << i)]! - worths[set]!)
  }
  return shares
}

function sampledShapley<N extends string>(
  players: readonly N[],
  value: (coalition: readonly N[]) => number,
  draws: number,
  seed: number | string,
): ShapleyValues<N> {
  const n = players.length
  const random = generator(seedStream(seed))
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
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const mean = new Float64Array(n)
  const spread = new Float64Array(n)
  for (let d = 0; d < draws; d++) {
    random.shuffle(order)
    // an order and its reverse: their errors partly cancel
    const both = new Float64Array(n)
    for (const path of [order, order.slice().reverse()]) {
      const inside = new Uint8Array(n)
      let before = worthOf(inside)
      for (const player of path) {
        inside[player] = 1
        const after = worthOf(inside)
        both[player]! += (after - before) / 2
        before = after
      }
    }
    for (let i = 0; i < n; i++) {
      const gap = both[i]! - mean[i]!
      mean[i]! += gap / (d + 1)
      spread[i]! += gap * (both[i]! - mean[i]!)
    }
  }
  return result(
    players,
    mean,
    spread.map((s) => Math.sqrt(s / (draws - 1) / draws)),
    'sampled',
    known.size,
  )
}

function result<N extends string>(
  players: readonly N[],
  shares: Float64Array,
  errors: Float64Array,
  method: 'exact' | 'sampled',
  evaluations: number,
): ShapleyValues<N> {
  const values = players.map((player, i) => Object.freeze({ player, value: shares[i]!, standardError: errors[i]! }))
  return Object.freeze({ values: Object.freeze(values), method, evaluations })
}
