import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { checkOptions } from '../../options.js'
import { refusedDesign } from '../core/designs/report-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { sandwich } from '../core/sandwich.js'
import { withoutEffects } from './fixed-effects.js'
import { fitTransformed } from './panel-fit.js'
import { randomFit } from './random-fit.js'
import { panelKeys, readRegression } from './read-regression.js'
import type { PanelQuestion } from './types.js'

/**
 * Whether random effects differ from fixed effects.
 *
 * @category Estimation
 */
export interface HausmanTest {
  /** There is a test. */
  readonly estimated: true
  /** Hausman's chi-square. */
  readonly statistic: number
  /** The number of coefficients compared. */
  readonly degreesOfFreedom: number
  /** Small where units' effects go with the regressors. */
  readonly pValue: number
  /** The coefficients of both. */
  readonly coefficients: readonly { readonly name: string; readonly fixed: number; readonly random: number }[]
  /** The finding in words. */
  readonly message: string
}

/**
 * Hausman's test: do units' effects go with the regressors, so that random effects are biased?
 *
 * Compares the coefficients of `fixedEffects` and `randomEffects` under equal variances. With clustered errors it does not
 * hold: then put the units' means into `randomEffects` and look at their coefficients (Mundlak).
 *
 * @param table - a row for each unit and time
 * @param question - treatment, outcome, unit; regressors that do not vary within units are left out of the comparison
 * @returns the test; or a refusal where the difference of covariances is no covariance
 * @throws CausalError as `fixedEffects`
 * @complexity O(n k²)
 * @category Estimation
 * @see Hausman 1978, Econometrica 46
 * @example
 * const own = normals(randomStream('firms'), 20).values
 * const noise = normals(randomStream('noise'), 200).values
 * const rows = Array.from({ length: 100 }, (_, i) => {
 *   const x = own[i % 20]! + noise[i]!
 *   return { firm: i % 20, year: Math.floor(i / 20), x, y: x + 2 * own[i % 20]! + noise[100 + i]! }
 * })
 * const test = hausmanTest(table(rows), { treatment: 'x', outcome: 'y', unit: 'firm', time: 'year' })
 * test.estimated && test.pValue < 0.01
 * //=> true
 */
export function hausmanTest<T>(
  table: Table<T>,
  question: PanelQuestion<NoInfer<keyof T & string>>,
): HausmanTest | RefusedDesign {
  return calledAs('hausmanTest', () => {
    checkOptions('question', question, [...panelKeys])
    const data = readRegression(table as Table<unknown, string>, question)
    const { moved } = withoutEffects(data, [data.units])
    const within = fitTransformed(data, moved)
    if ('estimated' in within) return within
    const random = randomFit(data)
    const gls = fitTransformed(data, random.moved)
    if ('estimated' in gls) return gls
    const k = within.k
    const vFixed = sandwich(within, 'classical', null, data.units.labels.length).covariance
    const vRandom = sandwich(gls, 'classical').covariance
    const gap = Float64Array.from({ length: k }, (_, a) => within.coefficients[a]! - gls.coefficients[a + 1]!)
    const between = Float64Array.from(
      { length: k * k },
      (_, at) => vFixed[at]! - vRandom[(Math.floor(at / k) + 1) * (k + 1) + (at % k) + 1]!,
    )
    const root = cholesky(between, k)
    if (!root.ok) {
      return refusedDesign(
        'no-spread',
        "random effects are not more precise than fixed effects here, so Hausman's comparison has no variance: put the units' means of the regressors into randomEffects and look at their coefficients.",
        { coefficient: moved.names[root.column] },
      )
    }
    const solved = solveCholesky(root.factor, k, gap.slice())
    const statistic = gap.reduce((sum, value, a) => sum + value * solved[a]!, 0)
    const pValue = chiSquareUpperTail(statistic, k)
    return Object.freeze({
      estimated: true,
      statistic,
      degreesOfFreedom: k,
      pValue,
      coefficients: Object.freeze(
        moved.names.map((name, a) =>
          Object.freeze({ name, fixed: within.coefficients[a]!, random: gls.coefficients[a + 1]! }),
        ),
      ),
      message:
        pValue < 0.05
          ? `fixed and random effects differ (p = ${pValue.toPrecision(2)}): units' effects go with the regressors, and random effects are biased.`
          : `fixed and random effects do not differ by more than chance (p = ${pValue.toPrecision(2)}).`,
    })
  })
}
