import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { TestedResult } from '../../independence/core/types.js'
import { hsic } from '../../independence/kernel/hsic.js'
import { learnedSmoother } from '../../independence/kernel/learned-smoother.js'
import { gaussianKernel } from '../../independence/kernels/gaussian-kernel.js'
import type { GramMatrix } from '../../independence/kernels/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import { readAlpha } from '../environments/causal-de-finetti.js'
import { directionOf, type PairDirection, readPair, standardised } from './pair-direction.js'

/**
 * Settings of {@link additiveNoise}.
 *
 * @category Discovery
 */
export interface AdditiveNoiseOptions extends SearchOptions {
  /** A direction whose p-value is not above it is rejected (default 0.05). */
  readonly alpha?: number
}

/**
 * The direction of a pair under an additive-noise model, with the test of each direction.
 *
 * @category Discovery
 */
export interface AdditiveNoiseResult<N extends string = string> extends PairDirection<N> {
  /** For each column as the cause: is the residual of the other independent of it? */
  readonly tests: readonly [TestedResult, TestedResult]
  /** Directions whose model is not rejected at alpha: one decides; none or both say that the model does not. */
  readonly accepted: readonly N[]
}

/**
 * ANM: the additive-noise model for a pair of numbers, effect = f(cause) + noise with noise independent of the cause.
 *
 * Each direction is fitted by Gaussian-process regression with learned width and noise; the direction whose residual is
 * more independent of the cause, by HSIC, is taken. Except for linear functions with Gaussian noise, and few others, such
 * a model holds one way only.
 *
 * @param data - two columns of numbers, complete, at least 20 rows; beyond 1,000 rows, draw some
 * @param options - the level at which a direction is rejected
 * @returns the direction; a score is the logarithm of the p-value with that column as the cause
 * @throws CausalError `invalid-data`, `missing-values`, `too-few-rows`, `constant-column`, `aborted`
 * @complexity O(n r²) for each width tried, with rank r
 * @category Discovery
 * @see Hoyer, Janzing, Mooij, Peters & Schölkopf 2009, "Nonlinear causal discovery with additive noise models", NeurIPS
 * @example
 * const x = Array.from({ length: 120 }, (_, i) => 2 * ((i * 0.618034) % 1) - 1)
 * const y = x.map((v, i) => v ** 3 + v + 0.4 * ((i * 0.414214) % 1))
 * additiveNoise(table({ y, x })).cause
 * //=> 'x'
 */
export function additiveNoise<T>(
  data: Table<T>,
  options: AdditiveNoiseOptions = {},
): AdditiveNoiseResult<keyof T & string> {
  return calledAs('additiveNoise', () => {
    checkOptions('options', options, ['alpha', 'onProgress', 'signal'])

    const alpha = readAlpha(checkedObject('options', options).alpha)
    const { names, values, rowCount } = readPair(data, 20)
    const [a, b] = [standardised(values[0]), standardised(values[1])]
    const settings = { ...options }
    const judge = (cause: Float64Array, effect: Float64Array, level: number): TestedResult => {
      let done = 0
      // two directions; how many widths a fit tries is not known beforehand
      const onWidth = (): void =>
        report(settings, { stage: 'regressions', level, done: ++done, total: done, tests: level })
      const residual = residualOf(cause, effect, rowCount, onWidth)
      const result = hsic(
        makeTable(['cause', 'residual'], rowCount, [cause, residual]) as Table<Record<'cause' | 'residual', number>>,
      )('cause', 'residual')
      if (result.tested) return result
      throw new CausalError(
        'invalid-data',
        'one column is a function of the other without noise: nothing is left to test. Use igci, which needs no noise.',
        { names },
      )
    }
    const tests = Object.freeze([judge(a, b, 0), judge(b, a, 1)] as const)
    return Object.freeze({
      ...directionOf(data, tests[0].logPValue, tests[1].logPValue),
      tests,
      accepted: Object.freeze(names.filter((_, k) => tests[k]!.pValue > alpha)),
    })
  })
}

/** What Gaussian-process regression on the cause leaves of the effect. */
function residualOf(cause: Float64Array, effect: Float64Array, n: number, onWidth: () => void): Float64Array {
  const sample = { rowCount: n, columns: [cause], raw: [cause], conditions: 0 }
  const target = { size: n, rank: 1, rows: effect }
  const gram = (width: number): GramMatrix => {
    onWidth()
    return gaussianKernel({ width }).gram(sample)
  }
  const smooth = learnedSmoother(gram, target, 1e-9)
  return smooth.residual(target).rows
}
