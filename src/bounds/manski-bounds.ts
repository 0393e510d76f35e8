import { CausalError, calledAs } from '../errors.js'
import { checkedList, checkedNumbers, checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
import type { Interval, NoModel } from './types.js'

/**
 * What `manskiBounds` needs to know of a study.
 *
 * @category Bounds
 */
export interface StudySummary {
  /** The share of the treated, between 0 and 1. */
  readonly shareTreated: number
  /** Mean outcome of the treated; of no account when nobody is. */
  readonly meanTreated: number
  /** Mean outcome of the untreated; of no account when nobody is. */
  readonly meanUntreated: number
  /** The least and the greatest value that the outcome can take. */
  readonly range: Interval
}

/**
 * The answer of `manskiBounds`.
 *
 * @category Bounds
 */
export type NonparametricBounds =
  | {
      /** That there are bounds. */
      readonly status: 'bounds'
      /** The mean outcome if everybody were treated. */
      readonly treated: Interval
      /** The mean outcome if nobody were. */
      readonly untreated: Interval
      /** The average effect. */
      readonly effect: Interval
    }
  | NoModel

/**
 * Bounds on the average effect of a binary treatment without any assumption about who takes it, for an outcome of known
 * range (Manski 1990), and under monotone response or selection (Manski 1997; Manski & Pepper 2000).
 *
 * @param study - share and mean outcome of the treated and untreated, and the outcome's range
 * @param assume - `monotoneResponse`: treatment lowers nobody's outcome; `monotoneSelection`: at either treatment those who
 *   take it have the higher mean outcome
 * @returns bounds, or that the data contradict the assumptions
 * @throws CausalError `invalid-argument` for a share outside [0, 1] or means outside the range
 * @complexity constant
 * @category Bounds
 * @example
 * const study = { shareTreated: 0.589, meanTreated: 0.583, meanUntreated: 0.229, range: [0, 1] } as const
 * manskiBounds(study)
 * //=> { status: 'bounds', treated: [0.343387, 0.754387], untreated: [0.094119, 0.683119], effect: [-0.339732, 0.660268] }
 * const monotone = manskiBounds(study, { monotoneResponse: true, monotoneSelection: true })
 * monotone.status === 'bounds' && monotone.effect
 * //=> [0, 0.354]
 */
export function manskiBounds(
  study: StudySummary,
  assume: { readonly monotoneResponse?: boolean; readonly monotoneSelection?: boolean } = {},
): NonparametricBounds {
  return calledAs('manskiBounds', () => {
    checkOptions('study', study, ['shareTreated', 'meanTreated', 'meanUntreated', 'range'], {
      shareTreated: 'number',
      meanTreated: 'number',
      meanUntreated: 'number',
    })
    checkOptions('assume', assume, ['monotoneResponse', 'monotoneSelection'], {
      monotoneResponse: 'boolean',
      monotoneSelection: 'boolean',
    })

    checkedObject('assumptions', assume)
    const { shareTreated: p, range } = checkedObject('study', study)
    const [least, most] = checkedList('range', range)
    checkedNumbers('numbers of the study', [
      p,
      least,
      most,
      ...(p === 0 ? [] : [study.meanTreated]),
      ...(p === 1 ? [] : [study.meanUntreated]),
    ])
    // the mean of an empty group plays no part
    const m1 = p === 0 ? least : study.meanTreated
    const m0 = p === 1 ? least : study.meanUntreated
    if (!(p >= 0 && p <= 1))
      throw new CausalError('invalid-argument', `shareTreated is ${show(p)}: give a share between 0 and 1.`, {
        shareTreated: p,
      })
    if (!(Number.isFinite(least) && Number.isFinite(most) && least <= most)) {
      throw new CausalError(
        'invalid-argument',
        `range is [${show(least)}, ${show(most)}]: give [least, greatest], two finite numbers in this order.`,
        {
          range,
        },
      )
    }
    // a mean may stick out of the range by rounding alone
    const slack = 1e-9 * (most - least)
    for (const mean of [m1, m0]) {
      if (mean >= least - slack && mean <= most + slack) continue
      throw new CausalError('invalid-argument', `the mean ${mean} lies outside the range [${least}, ${most}].`, {
        mean,
        range,
      })
    }
    const seen = p * m1 + (1 - p) * m0
    let treated: [number, number] = [p * m1 + (1 - p) * least, p * m1 + (1 - p) * most]
    let untreated: [number, number] = [p * least + (1 - p) * m0, p * most + (1 - p) * m0]
    if (assume.monotoneResponse === true) {
      treated = [Math.max(treated[0], seen), treated[1]]
      untreated = [untreated[0], Math.min(untreated[1], seen)]
    }
    if (assume.monotoneSelection === true) {
      if (p > 0) treated = [treated[0], Math.min(treated[1], m1)]
      if (p < 1) untreated = [Math.max(untreated[0], m0), untreated[1]]
    }
    let effect: [number, number] = [treated[0] - untreated[1], treated[1] - untreated[0]]
    if (assume.monotoneResponse === true) effect = [Math.max(0, effect[0]), effect[1]]
    if ([treated, untreated, effect].some(([lower, upper]) => lower > upper + slack)) {
      return Object.freeze({
        status: 'no-model',
        reason: 'the means contradict monotone response and selection: the untreated fare better',
      })
    }
    const ordered = ([lower, upper]: readonly [number, number]): Interval =>
      Object.freeze([lower, Math.max(lower, upper)])
    return Object.freeze({
      status: 'bounds',
      treated: ordered(treated),
      untreated: ordered(untreated),
      effect: ordered(effect),
    })
  })
}
