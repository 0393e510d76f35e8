import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, unknownName } from '../../names.js'
import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'

/**
 * Options of `sampleRatioMismatch`.
 *
 * @category Estimation
 */
export interface SampleRatioOptions {
  /** The shares that were meant, of each arm, in any unit (default: equal). */
  readonly shares?: Readonly<Record<string, number>>
  /** The p-value below which the counts are called a mismatch (default 0.001). */
  readonly alpha?: number
}

/**
 * Whether the arms of an experiment are as large as they were meant to be.
 *
 * @category Estimation
 */
export interface SampleRatioMismatch {
  /** Whether p is below `alpha`: then don't read the experiment, find the fault. */
  readonly mismatch: boolean
  /** Of the chi-square test of the meant shares. */
  readonly pValue: number
  /** Pearson's chi-square. */
  readonly statistic: number
  /** Arms − 1. */
  readonly degreesOfFreedom: number
  /** The level it was judged by. */
  readonly alpha: number
  /** Each arm's count, and what was expected. */
  readonly arms: readonly { readonly name: string; readonly count: number; readonly expected: number }[]
  /** The finding in words. */
  readonly message: string
  /** What could be wrong with the test itself. */
  readonly warnings: readonly string[]
}

/**
 * The sample-ratio-mismatch test: are the arms of an experiment as large as the draw should have made them?
 *
 * A mismatch means that units were lost or doubled in a way that depends on the arm (a redirect, a filter, a bot), so that the
 * arms are no longer alike and no estimate from them is to be trusted. Count what was drawn (users), not their rows.
 *
 * @param counts - how many units each arm has, such as `{ control: 5021, treatment: 4870 }`
 * @param options - the shares meant, the level
 * @returns the verdict with chi-square and p-value
 * @throws CausalError `invalid-argument` for fewer than two arms, counts that are no whole numbers, shares not above 0; `unknown-name` for shares of other arms
 * @complexity O(arms)
 * @category Estimation
 * @see Fabijan et al. 2019, "Diagnosing sample ratio mismatch in online controlled experiments", KDD
 * @example
 * sampleRatioMismatch({ control: 821588, treatment: 815482 }).pValue
 * //=> 0.000002
 */
export function sampleRatioMismatch(
  counts: Readonly<Record<string, number>>,
  options: SampleRatioOptions = {},
): SampleRatioMismatch {
  return calledAs('sampleRatioMismatch', () => {
    checkOptions('options', options, ['shares', 'alpha'])
    const { alpha = 0.001 } = options
    if (!(alpha > 0 && alpha < 1)) {
      throw new CausalError('invalid-argument', `alpha must be between 0 and 1, got ${show(alpha)}.`, { alpha })
    }
    const names = Object.keys(checkedObject('counts', counts))
    if (names.length < 2 || Array.isArray(counts)) {
      throw new CausalError(
        'invalid-argument',
        `give the count of each arm, such as { control: 5021, treatment: 4870 }, got ${show(counts)}.`,
      )
    }
    const shares = options.shares ?? Object.fromEntries(names.map((name) => [name, 1]))
    for (const name of Object.keys(checkedObject('shares', shares)))
      if (!names.includes(name)) throw unknownName('arm', name, names)
    for (const name of names) {
      const count = counts[name]!
      if (!(Number.isSafeInteger(count) && count >= 0)) {
        throw new CausalError(
          'invalid-argument',
          `the count of ${show(name)} must be a whole number from 0, got ${show(count)}.`,
        )
      }
      const share = shares[name]
      if (!(typeof share === 'number' && share > 0 && Number.isFinite(share))) {
        throw new CausalError(
          'invalid-argument',
          `the share of ${show(name)} must be a number above 0, got ${show(share)}.`,
        )
      }
    }
    const total = names.reduce((sum, name) => sum + counts[name]!, 0)
    const whole = names.reduce((sum, name) => sum + shares[name]!, 0)
    if (total === 0) throw new CausalError('too-few-rows', 'no unit is counted in any arm.')
    const arms = names.map((name) =>
      Object.freeze({ name, count: counts[name]!, expected: (total * shares[name]!) / whole }),
    )
    const statistic = arms.reduce((sum, { count, expected }) => sum + (count - expected) ** 2 / expected, 0)
    const pValue = chiSquareUpperTail(statistic, names.length - 1)
    const mismatch = pValue < alpha
    return Object.freeze({
      mismatch,
      pValue,
      statistic,
      degreesOfFreedom: names.length - 1,
      alpha,
      arms: Object.freeze(arms),
      message: mismatch
        ? `the arms are not as large as they were meant to be (p = ${pValue.toPrecision(2)}): something loses units of one arm, and no effect can be read from the rest.`
        : `the sizes of the arms agree with the shares meant (p = ${pValue.toPrecision(2)}).`,
      warnings: Object.freeze(
        arms.some(({ expected }) => expected < 5)
          ? ['an arm is expected to have fewer than 5 units: the chi-square approximation is rough.']
          : [],
      ),
    })
  })
}
