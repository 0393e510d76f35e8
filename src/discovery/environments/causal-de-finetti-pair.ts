import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { kci } from '../../independence/kernel/kci.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { report } from '../core/report.js'
import { type DeFinettiOptions, readAlpha } from './causal-de-finetti.js'
import { acrossSamples, type DeFinettiTest } from './de-finetti-test.js'

/**
 * The direction between two variables, from exchangeable samples in many environments.
 *
 * @category Discovery
 */
export interface DeFinettiPairResult<N extends string = string> {
  /** `null` where the two are independent within an environment's sample, or where a test could not be made. */
  readonly cause: N | null
  /** The other one; `null` where the cause is. */
  readonly effect: N | null
  /** Cause in sample 1 ⊥ effect in sample 2 given the cause in sample 2, with either column as the cause. */
  readonly tests: readonly DeFinettiTest<N>[]
  /** The test of the two variables within sample 1. */
  readonly together: DeFinettiTest<N>
}

/**
 * Causal de Finetti for two variables: which is the cause, from two exchangeable samples in each of many environments.
 *
 * With x → y and mechanisms that change independently, x in one sample says nothing of y in the other beyond x there;
 * with y → x it does. The direction with the larger p-value is taken; both p-values are in the result, and near each
 * other they decide nothing.
 *
 * @param first - one sample: two columns, a row for each environment
 * @param second - another sample of the same environments, in the same order
 * @param options - the test (default `kci`), alpha for the independence of the two
 * @returns cause and effect, and the tests
 * @throws CausalError `invalid-data`, `invalid-argument`, `aborted`, and what the test throws
 * @complexity three tests
 * @category Discovery
 * @see Guo, Tóth, Schölkopf & Huszár 2023, "Causal de Finetti", NeurIPS, Theorem 3
 * @example
 * const wave = (k: number, n: number) => Array.from({ length: n }, (_, i) => Math.sin((i + 1) * (i + k)))
 * const [one, two] = [table({ X: wave(1, 60), Y: wave(3, 60) }), table({ X: wave(4, 60), Y: wave(8, 60) })]
 * causalDeFinettiPair(one, two).cause
 * //=> null
 */
export function causalDeFinettiPair<T>(
  first: Table<T>,
  second: Table<T>,
  options: DeFinettiOptions = {},
): DeFinettiPairResult<keyof T & string> {
  return calledAs('causalDeFinettiPair', () => {
    checkOptions('options', options, ['test', 'alpha', 'onProgress', 'signal'], { test: 'function' })

    const alpha = readAlpha(checkedObject('options', options).alpha)
    const across = acrossSamples(first, second, options.test ?? kci)
    const [x, y] = first.columns
    if (x === undefined || y === undefined || first.columns.length !== 2) {
      throw new CausalError(
        'invalid-data',
        `two columns are needed, got ${first.columns.length}: causalDeFinetti takes more.`,
        { columns: first.columns },
      )
    }
    type N = keyof T & string
    let made = 0
    const entry = (node: N, other: N, b: 1 | 2, given: readonly N[]): DeFinettiTest<N> => {
      const result = across(node, 1, other, b, given, 2)
      report({ ...options }, { stage: 'tests', level: 0, done: ++made, total: 3, tests: made })
      return Object.freeze({ node, other, given: Object.freeze([...given]), result })
    }
    const together = entry(x, y, 1, [])
    const tests = Object.freeze([entry(x, y, 2, [x]), entry(y, x, 2, [y])])
    const [forward, backward] = [tests[0]!.result, tests[1]!.result]
    // independent, or a test that could not be made: nothing says which is the cause
    const isOpen = !together.result.tested || together.result.pValue > alpha || !forward.tested || !backward.tested
    const isForward = !isOpen && forward.logPValue >= backward.logPValue
    return Object.freeze({
      cause: isOpen ? null : isForward ? x : y,
      effect: isOpen ? null : isForward ? y : x,
      tests,
      together,
    })
  })
}
