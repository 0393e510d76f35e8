import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { normalUpperTail } from '../../numeric/special/normal.js'
import { portablePow } from '../../numeric/special/portable-pow.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkDesign, checkedWord, checkRoles, numbersAt, requireRoles } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { spreadOf } from './bandwidths.js'
import { boundaryDensity } from './boundary-density.js'
import { type DiscontinuityKernel, kernels } from './kernel.js'

/**
 * What a manipulation test is asked.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface ManipulationQuestion<N extends string = string> {
  /** The column of numbers that decides the treatment. */
  readonly runningVariable: N
  /** Where it decides. */
  readonly cutoff: number
}

/**
 * Options of `manipulationTest`.
 *
 * @category Estimation
 */
export interface ManipulationOptions {
  /** How far from the cut-off rows count (default: by the spread and number of rows). */
  readonly bandwidth?: number
  /** How rows count by distance (default `triangular`). */
  readonly kernel?: DiscontinuityKernel
}

/**
 * Whether the density of the running variable jumps at the cut-off.
 *
 * @category Estimation
 */
export interface ManipulationTest {
  /** There is a test. */
  readonly estimated: true
  /** Two-sided, of a density that does not jump: small where units may have chosen their side. */
  readonly pValue: number
  /** The difference of the densities over its standard error. */
  readonly statistic: number
  /** The density just below the cut-off. */
  readonly densityBelow: number
  /** The density just above. */
  readonly densityAbove: number
  /** The standard error of their difference. */
  readonly standardError: number
  /** The bandwidth. */
  readonly bandwidth: number
  /** Rows within it, below and above. */
  readonly rows: { readonly below: number; readonly above: number }
  /** The finding in words. */
  readonly message: string
  /** What could be wrong. */
  readonly warnings: readonly string[]
}

/** The degree of the polynomial of the distribution function: one more than the density's own, so that the bias is small. */
const degree = 3

/**
 * The manipulation (density) test of a regression discontinuity: does the number of rows jump at the cut-off, as it does where
 * units can choose on which side they come to lie?
 *
 * The densities are slopes of local polynomials of degree 3 of the distribution function on each side (Cattaneo, Jansson & Ma
 * 2020); the idea is McCrary's (2008). A jump speaks against the design; none does not prove it.
 *
 * @param table - a row for each unit
 * @param question - running variable and cut-off
 * @param options - bandwidth and kernel
 * @returns the test; or a refusal where too few rows are near
 * @throws CausalError `unknown-name`, `invalid-data` for a column that is not there or holds no numbers; `invalid-argument` for options out of range
 * @complexity O(n log n)
 * @category Estimation
 * @see Cattaneo, Jansson & Ma 2020, "Simple local polynomial density estimators", Journal of the American Statistical Association 115; McCrary 2008
 * @example
 * const scores = Array.from(normals(randomStream('scores'), 1000).values)
 * const honest = manipulationTest(table({ score: scores }), { runningVariable: 'score', cutoff: 0 })
 * const moved = manipulationTest(
 *   table({ score: scores.map((score, i) => (score > -0.2 && score < 0 && i % 10 < 7 ? score + 0.2 : score)) }),
 *   { runningVariable: 'score', cutoff: 0 },
 * )
 * honest.estimated && moved.estimated && [honest.pValue > 0.05, moved.pValue < 0.001]
 * //=> [true, true]
 */
export function manipulationTest<T>(
  table: Table<T>,
  question: ManipulationQuestion<NoInfer<keyof T & string>>,
  options: ManipulationOptions = {},
): ManipulationTest | RefusedDesign {
  return calledAs('manipulationTest', () => {
    checkOptions('question', question, ['runningVariable', 'cutoff'], { cutoff: 'number' })
    checkOptions('options', options, ['bandwidth', 'kernel'], { bandwidth: 'number' })
    const source = table as Table<unknown, string>
    checkDesign(source, question, 'regression-discontinuity')
    requireRoles(question, ['runningVariable'])
    const { runningVariable, cutoff } = question
    checkRoles(source, { runningVariable })
    if (!(typeof cutoff === 'number' && Number.isFinite(cutoff))) {
      throw new CausalError('invalid-argument', `cutoff must be a number, got ${show(cutoff)}.`, { cutoff })
    }
    const kernel = checkedWord('kernel', options.kernel ?? 'triangular', kernels)
    const x = numbersAt(source, runningVariable, 'running variable')
      .map((v) => v - cutoff)
      .sort()
    const h = options.bandwidth ?? 2.576 * spreadOf(x) * portablePow(x.length, -1 / 5)
    if (options.bandwidth !== undefined && !(Number.isFinite(h) && h > 0)) {
      throw new CausalError('invalid-argument', `bandwidth must be a number above 0, got ${show(h)}.`, { bandwidth: h })
    }
    const below = boundaryDensity(x, -1, h, degree, kernel)
    const above = boundaryDensity(x, 1, h, degree, kernel)
    if (below === null || above === null) {
      return refusedDesign(
        'no-rows-at-cutoff',
        `too few different values of ${show(runningVariable)} are within ${Number.isFinite(h) ? h.toPrecision(4) : 'reach'} of the cut-off ${cutoff} on one side: nothing is known of its density there.`,
        { bandwidth: Number.isFinite(h) ? h : null },
      )
    }
    const standardError = Math.sqrt(below.variance + above.variance)
    const statistic = (above.density - below.density) / standardError
    const pValue = 2 * normalUpperTail(Math.abs(statistic))
    const near = x.filter((v) => Math.abs(v) <= h)
    return Object.freeze({
      estimated: true,
      pValue,
      statistic,
      densityBelow: below.density,
      densityAbove: above.density,
      standardError,
      bandwidth: h,
      rows: Object.freeze({ below: below.rows, above: above.rows }),
      message:
        pValue < 0.05
          ? `the density of ${runningVariable} jumps at ${cutoff} (p = ${pValue.toPrecision(2)}): units may have chosen their side, and those on both sides need not be alike.`
          : `the density of ${runningVariable} shows no jump at ${cutoff} (p = ${pValue.toPrecision(2)}).`,
      warnings: Object.freeze([
        ...(new Set(near).size < 0.8 * near.length
          ? [`${runningVariable} takes few values: a density of a rounded number jumps between them all the time.`]
          : []),
        ...(Math.min(below.rows, above.rows) < 30
          ? [`only ${below.rows} rows below and ${above.rows} above the cut-off count.`]
          : []),
        ...(below.density <= 0 || above.density <= 0
          ? ['a density came out below 0: there are too few rows for this bandwidth.']
          : []),
      ]),
    })
  })
}
