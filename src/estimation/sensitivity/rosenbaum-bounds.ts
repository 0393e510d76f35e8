import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { betaCdf } from '../../numeric/special/beta.js'
import { normalUpperTail } from '../../numeric/special/normal.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'

/**
 * One-sided p-values that hold for every confounder of at most some strength.
 *
 * @category Estimation
 */
export interface PValueBounds {
  /** The least p-value that such a confounder could have produced. */
  readonly lower: number
  /** The greatest. */
  readonly upper: number
}

/**
 * What matched pairs say if hidden bias changes the odds of treatment within a pair by at most the factor gamma.
 *
 * @category Estimation
 */
export interface RosenbaumBounds {
  /** The greatest ratio of the odds of treatment within a pair. */
  readonly gamma: number
  /** Wilcoxon's signed-rank test, normal approximation without continuity correction. */
  readonly signedRank: PValueBounds
  /** The sign test, exact. */
  readonly sign: PValueBounds
}

/**
 * Rosenbaum's sensitivity analysis of matched pairs: how far the one-sided p-values of a positive effect can move if
 * hidden bias makes one member of a pair up to gamma times more likely to be treated (Rosenbaum 2002, section 4.3).
 *
 * Pairs without a difference are left out, as in the tests themselves; equal differences share their mean rank.
 *
 * @param differences - treated minus untreated outcome of each pair
 * @param options - `gamma`: one factor or several, each at least 1; [1, 1.5, 2, 3] unless told
 * @returns one entry a factor, in the order given
 * @throws CausalError `invalid-argument` for a factor below 1, `missing-values` for a difference that is no number,
 *   `too-few-rows` when no pair differs
 * @complexity O(n log n) for n pairs
 * @category Estimation
 * @example
 * rosenbaumBounds([1.8, -1, 0.9, 2.5, 0.3, 1.1], { gamma: 2 })[0]?.sign
 * //=> { lower: 0.0178, upper: 0.3512 }
 */
export function rosenbaumBounds(
  differences: ArrayLike<number>,
  options: { readonly gamma?: number | readonly number[] } = {},
): readonly RosenbaumBounds[] {
  return calledAs('rosenbaumBounds', () => {
    checkOptions('options', options, ['gamma'])

    const values = Array.from(checkedList('differences', differences))
    const missing = values.findIndex((value) => !Number.isFinite(value))
    if (missing >= 0)
      throw new CausalError('missing-values', `difference ${missing} (counting from 0) is ${show(values[missing])}.`, {
        index: missing,
      })
    const pairs = values.filter((value) => value !== 0)
    if (pairs.length === 0)
      throw new CausalError('too-few-rows', 'no pair differs, so there is nothing to test.', {
        pairs: values.length,
      })
    const gammas = [checkedObject('options', options).gamma ?? [1, 1.5, 2, 3]].flat()
    const ranks = meanRanks(pairs.map(Math.abs))
    const sum = ranks.reduce((total, rank) => total + rank, 0)
    const squares = ranks.reduce((total, rank) => total + rank * rank, 0)
    const statistic = pairs.reduce((total, value, i) => total + (value > 0 ? ranks[i]! : 0), 0)
    const positive = pairs.filter((value) => value > 0).length
    const signedRank = (p: number): number => normalUpperTail((statistic - p * sum) / Math.sqrt(p * (1 - p) * squares))
    // P(at least k of n) = I_p(k, n − k + 1)
    const sign = (p: number): number => (positive === 0 ? 1 : betaCdf(p, positive, pairs.length - positive + 1))
    return Object.freeze(
      gammas.map((gamma) => {
        if (typeof gamma !== 'number' || !(gamma >= 1 && gamma < Number.POSITIVE_INFINITY))
          throw new CausalError('invalid-argument', `gamma is at least 1, got ${show(gamma)}.`, { gamma })
        const most = gamma / (1 + gamma)
        return Object.freeze({
          gamma,
          signedRank: Object.freeze({ lower: signedRank(1 - most), upper: signedRank(most) }),
          sign: Object.freeze({ lower: sign(1 - most), upper: sign(most) }),
        })
      }),
    )
  })
}

/** Ranks from 1; equal values share their mean. */
function meanRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Array<number>(values.length)
  for (let i = 0; i < order.length; ) {
    let j = i
    while (j < order.length && values[order[j]!] === values[order[i]!]) j++
    for (let k = i; k < j; k++) ranks[order[k]!] = (i + 1 + j) / 2
    i = j
  }
  return ranks
}
