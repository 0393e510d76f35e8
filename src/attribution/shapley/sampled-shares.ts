import { CausalError } from '../../errors.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import type { Drawing } from '../core/draw-options.js'

/**
 * A game whose worth is estimated: for a coalition (1 for each player inside) one number a draw, whose mean is the worth and
 * whose spread is its error. Where the worth is no mean (a variance, a logarithm) they are its influence values.
 */
export type RowsOf = (inside: Uint8Array) => Float64Array

/** The game on `draws` units from a seed: all its coalitions see the same units. */
export type Game = (draws: number, seed: number | string) => RowsOf

/** Shapley values of an estimated game. */
export interface SampledShares {
  readonly shares: Float64Array
  readonly errors: Float64Array
  /** The worth of all less that of none. */
  readonly total: number
  readonly totalError: number
  /** Whether every coalition was valued, or those on random orders. */
  readonly orders: 'all' | 'random'
}

/** Up to this many players every coalition is valued: 2^10. */
const mostEnumerated = 10
/** Random orders of more players, each walked there and back. */
const orderPairs = 100

/**
 * Shapley values with standard errors. Up to ten players over all coalitions: a share is linear in the worths, so it is a mean over
 * draws like them. With more, over random orders there and back (antithetic pairs), each pair on units of its own, so that the
 * spread between pairs counts both the orders' and the units' luck.
 *
 * @param linear - whether worths are means, so that few units a pair do: otherwise each pair has all the draws
 */
export function sampledShares(players: number, game: Game, drawing: Drawing, linear: boolean): SampledShares {
  if (players <= mostEnumerated) return overAll(players, game(drawing.draws, drawing.seed), drawing)
  return overOrders(players, game, drawing, linear)
}

function overAll(players: number, rowsOf: RowsOf, { draws, step }: Drawing): SampledShares {
  const weight = new Float64Array(players + 1)
  weight[0] = 1 / players
  for (let size = 1; size < players; size++) weight[size] = (weight[size - 1]! * size) / (players - size)
  const rows = Array.from({ length: players }, () => new Float64Array(draws))
  const whole = new Float64Array(draws)
  const inside = new Uint8Array(players)
  const last = 2 ** players - 1
  for (let set = 0; set <= last; set++) {
    let size = 0
    for (let j = 0; j < players; j++) size += inside[j] = (set >> j) & 1
    const worth = rowsOf(inside)
    for (let j = 0; j < players; j++) {
      const w = inside[j] === 1 ? weight[size - 1]! : -weight[size]!
      const share = rows[j]!
      for (let i = 0; i < draws; i++) share[i]! += w * worth[i]!
    }
    if (set === last) for (let i = 0; i < draws; i++) whole[i]! += worth[i]!
    if (set === 0) for (let i = 0; i < draws; i++) whole[i]! -= worth[i]!
    step(set + 1, last + 1)
  }
  return sharesOf(rows, whole, 'all')
}

function overOrders(players: number, game: Game, { draws, seed, step }: Drawing, linear: boolean): SampledShares {
  const stream = splitStream(seedStream(seed), 'orders')
  const random = generator(stream)
  const each = linear ? Math.max(20, Math.ceil(draws / orderPairs)) : draws
  const order = Int32Array.from({ length: players }, (_, j) => j)
  const rows = Array.from({ length: players }, () => new Float64Array(orderPairs))
  const whole = new Float64Array(orderPairs)
  for (let pair = 0; pair < orderPairs; pair++) {
    random.shuffle(order)
    const rowsOf = game(each, `${seed} ${pair}`)
    for (const path of [order, order.slice().reverse()]) {
      const inside = new Uint8Array(players)
      let before = meanOf(rowsOf(inside))
      for (const player of path) {
        inside[player] = 1
        const after = meanOf(rowsOf(inside))
        rows[player]![pair]! += (after - before) / 2
        whole[pair]! += (after - before) / 2
        before = after
      }
    }
    step(pair + 1, orderPairs)
  }
  return sharesOf(rows, whole, 'random')
}

/** The means of draws of each player's share and of the whole, with their errors. */
function sharesOf(rows: readonly Float64Array[], whole: Float64Array, orders: SampledShares['orders']): SampledShares {
  const found = rows.map(meanAndError)
  const total = meanAndError(whole)
  return {
    shares: Float64Array.from(found, ({ mean }) => mean),
    errors: Float64Array.from(found, ({ error }) => error),
    total: total.mean,
    totalError: total.error,
    orders,
  }
}

const meanOf = (values: Float64Array): number => meanAndError(values).mean

/** The mean of draws and its standard error; the mean is taken about the first, so that rounding stays small. */
export function meanAndError(values: Float64Array): { readonly mean: number; readonly error: number } {
  const n = values.length
  const origin = values[0]!
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]! - origin
  const mean = origin + sum / n
  if (!Number.isFinite(mean))
    throw new CausalError(
      'invalid-data',
      'a draw of the target is beyond what a number can hold: rescale the model, or state noises with lighter tails.',
    )
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2
  return { mean, error: Math.sqrt(squares / (n - 1) / n) }
}
