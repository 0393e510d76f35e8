import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'
import type { IndexAlgorithm, IndexBanditOptions } from './index-types.js'

/** The keys of {@link IndexBanditOptions}. */
export const indexBanditKeys = ['pulls', 'algorithm', 'seed', 'onProgress', 'signal'] as const

const algorithms: readonly IndexAlgorithm[] = ['ucb', 'kl-ucb', 'thompson']

/** Settings of a bandit with so many arms, checked; it must be possible to pull each of them once. */
export function indexSettings(
  options: IndexBanditOptions,
  arms: number,
): Required<Pick<IndexBanditOptions, 'pulls' | 'algorithm' | 'seed'>> & { readonly tell: (done: number) => void } {
  const { pulls, algorithm = 'kl-ucb', seed = 0, onProgress, signal } = checkedObject('options', options)
  if (!algorithms.includes(algorithm)) {
    throw new CausalError(
      'invalid-argument',
      `algorithm must be 'ucb', 'kl-ucb' or 'thompson', got ${show(algorithm)}.`,
      {
        algorithm,
      },
    )
  }
  if (!(Number.isInteger(pulls) && pulls >= arms && pulls <= 2 ** 26)) {
    throw new CausalError(
      'invalid-argument',
      `pulls is ${show(pulls)}: give a whole number that lets each of the ${arms} arms be pulled once.`,
      { pulls, arms },
    )
  }
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new CausalError('invalid-argument', 'onProgress must be a function.')
  const tell = (done: number): void => {
    if (done % 256 !== 0 && done !== pulls) return
    onProgress?.(Object.freeze({ stage: 'play', done, total: pulls }))
    if (signal?.aborted === true)
      throw new CausalError('aborted', `stopped by the caller after ${done} of ${pulls} pulls.`, { done, total: pulls })
  }
  return { pulls, algorithm, seed, tell }
}

/** A reward that a function gave, as a share of its range, or an error that says which pull it was. */
export function shareOf(value: unknown, [low, high]: readonly [number, number], what: string): number {
  const share = typeof value === 'number' ? (value - low) / (high - low) : Number.NaN
  if (share >= 0 && share <= 1) return share
  throw new CausalError(
    'invalid-argument',
    `${what} earned ${show(value)}: rewards are numbers from ${low} to ${high}; say their \`range\`.`,
  )
}

/** The least and the most that can be earned, two different finite numbers. */
export function checkedRange(range: readonly [number, number]): readonly [number, number] {
  const [low, high] = Array.isArray(range) ? range : []
  if (Number.isFinite(low) && Number.isFinite(high) && low! < high!) return [low!, high!]
  throw new CausalError(
    'invalid-argument',
    `range is ${show(range)}: give [least, most] of a reward, least below most.`,
  )
}
