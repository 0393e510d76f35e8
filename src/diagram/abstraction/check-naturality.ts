import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Channel } from '../terms/channel.js'
import { channelMatrix } from '../terms/channel-matrix.js'
import { type MatrixLike, rowsOf } from '../terms/matrix-like.js'
import { distanceOf } from './channel-distance.js'

/**
 * How details map to their summaries: for each fine value the position of its coarse value, or a stochastic matrix.
 *
 * @category Diagrams
 */
export type Abstraction = readonly number[] | MatrixLike

/**
 * What {@link checkNaturality} found.
 *
 * @category Diagrams
 */
export interface NaturalityCheck {
  /** Whether both ways round agree on every input, within the tolerance. */
  readonly commutes: boolean
  /** The largest total variation between the two ways, over the inputs. */
  readonly totalVariation: number
  /** The largest Jensen–Shannon distance (the root of the divergence, base 2). */
  readonly jensenShannon: number
  /** The fine input at which the total variation is largest. */
  readonly worst: number
  /** First the fine channel, then the summary of its effect: one row for each fine input. */
  readonly lowThenMap: readonly (readonly number[])[]
  /** First the summary of the cause, then the coarse channel. */
  readonly mapThenHigh: readonly (readonly number[])[]
}

/**
 * Whether a coarse causal mechanism is a faithful summary of a fine one: whether intervening and then summarising is the
 * same as summarising and then intervening.
 *
 * The two channels are the sides of a square whose other sides are the summaries; causal abstraction asks that it commutes,
 * which is naturality of the summary. When it does not, the distances tell by how much. {@link checkAbstraction} makes such
 * squares of two models, one for each intervention.
 *
 * @param low - the fine channel, from detailed causes to detailed effects
 * @param high - the coarse channel
 * @param maps - how causes and effects are summarised
 * @param options - `inputs`: the fine inputs (interventions) to check, all unless told; `tolerance`: 1e-9 unless told
 * @returns the two ways round, whether they agree, and the worst input
 * @throws CausalError `type-mismatch` when sizes do not fit, `not-probability` for rows that do not sum to one
 * @complexity O(cells of the products)
 * @reference Rubenstein et al. 2017; Rischel & Weichwald, Compositional abstraction error, 2021; Zennaro 2022
 * @category Diagrams
 * @example
 * const low = [[0.1, 0.2, 0.7], [0.2, 0.1, 0.7], [0.5, 0.4, 0.1]]
 * const high = [[0.3, 0.7], [0.9, 0.1]]
 * checkNaturality(low, high, { cause: [0, 0, 1], effect: [0, 0, 1] }).commutes
 * //=> true
 * checkNaturality(low, high, { cause: [0, 1, 1], effect: [0, 0, 1] }).totalVariation
 * //=> 0.6
 */
export function checkNaturality(
  low: Channel | MatrixLike,
  high: Channel | MatrixLike,
  maps: { readonly cause: Abstraction; readonly effect: Abstraction },
  options: { readonly inputs?: readonly number[]; readonly tolerance?: number } = {},
): NaturalityCheck {
  return calledAs('checkNaturality', () => {
    checkOptions('maps', maps, ['cause', 'effect'])
    checkOptions('options', options, ['inputs', 'tolerance'])

    if (typeof maps !== 'object' || maps === null) {
      throw new CausalError('invalid-argument', 'expected the two maps: { cause, effect }.')
    }
    const { tolerance = 1e-9 } = options
    if (!(tolerance >= 0)) {
      throw new CausalError('invalid-argument', `the tolerance must be a number, 0 or more, got ${show(tolerance)}.`)
    }
    const fine = stochasticRows('the fine channel', low)
    const coarse = stochasticRows('the coarse channel', high)
    const cause = mapRows('the map of causes', maps.cause, fine.length, coarse.length)
    const effect = mapRows('the map of effects', maps.effect, fine[0]!.length, coarse[0]!.length)
    const lowThenMap = times(fine, effect)
    const mapThenHigh = times(cause, coarse)
    let totalVariation = 0
    let jensenShannon = 0
    let worst = options.inputs?.[0] ?? 0
    for (const i of options.inputs ?? fine.keys()) {
      const p = lowThenMap[i]
      const q = mapThenHigh[i]
      if (p === undefined || q === undefined) {
        throw new CausalError('invalid-argument', `there is no input ${i}: they are 0 to ${fine.length - 1}.`, {
          input: i,
        })
      }
      const distance = distanceOf(p, q)
      if (distance.totalVariation > totalVariation) {
        totalVariation = distance.totalVariation
        worst = i
      }
      jensenShannon = Math.max(jensenShannon, distance.jensenShannon)
    }
    const frozen = (rows: readonly number[][]): readonly (readonly number[])[] => rows.map((row) => Object.freeze(row))
    return Object.freeze({
      commutes: totalVariation <= tolerance,
      totalVariation,
      jensenShannon,
      worst,
      lowThenMap: Object.freeze(frozen(lowThenMap)),
      mapThenHigh: Object.freeze(frozen(mapThenHigh)),
    })
  })
}

function stochasticRows(what: string, given: Channel | MatrixLike): readonly (readonly number[])[] {
  const matrix =
    typeof given === 'object' && given !== null && 'variables' in given ? channelMatrix(given as Channel) : given
  const rows = rowsOf(what, matrix as MatrixLike)
  if (rows.length === 0 || rows[0]!.length === 0) {
    throw new CausalError('type-mismatch', `${what} has no rows or no columns.`)
  }
  for (const [i, row] of rows.entries()) {
    const sum = row.reduce((s, x) => s + x, 0)
    if (row.some((x) => x < 0) || Math.abs(sum - 1) > 1e-8) {
      throw new CausalError('not-probability', `row ${i + 1} of ${what} sums to ${sum} or is negative.`, {
        row: i,
      })
    }
  }
  return rows
}

function mapRows(what: string, map: Abstraction, from: number, to: number): readonly (readonly number[])[] {
  const rows =
    Array.isArray(map) && typeof map[0] === 'number'
      ? (map as readonly number[]).map((value) => {
          if (!Number.isInteger(value) || value < 0 || value >= to) {
            throw new CausalError('type-mismatch', `${what} holds ${show(value)}: coarse values are 0 to ${to - 1}.`, {
              value,
            })
          }
          return Array.from({ length: to }, (_, j) => (j === value ? 1 : 0))
        })
      : stochasticRows(what, map as MatrixLike)
  if (rows.length !== from || rows[0]!.length !== to) {
    throw new CausalError(
      'type-mismatch',
      `${what} is ${rows.length} × ${rows[0]?.length}, but must be ${from} × ${to}.`,
      { actual: [rows.length, rows[0]?.length], expected: [from, to] },
    )
  }
  return rows
}

function times(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)))
}
