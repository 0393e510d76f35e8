import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { checkOptions } from '../../options.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { sandwich } from '../core/regression/sandwich.js'
import { withoutEffects } from './fixed-effects.js'
import { fitTransformed, type Transformed } from './panel-fit.js'
import { randomFit } from './random-fit.js'
import { type PanelData, panelKeys, readRegression } from './read-regression.js'
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
  /** From the difference of both covariances; where that is no covariance, from the regression of random effects with what varies within units added. */
  readonly method: 'difference of covariances' | 'auxiliary regression'
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
 * @param question - treatment, outcome, unit; regressors must vary within units
 * @returns the test; or a refusal where a regressor does not vary within units
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
    const found = wald(gap, between, k)
    const again = found === null ? auxiliary(data, random.moved, moved.columns) : null
    if (typeof again === 'object' && again !== null) return again
    const statistic = found ?? again!
    const pValue = chiSquareUpperTail(statistic, k)
    return Object.freeze({
      estimated: true,
      statistic,
      method: found === null ? 'auxiliary regression' : 'difference of covariances',
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

/** gᵀ V⁻¹ g, or null where V is not positive definite. */
function wald(gap: Float64Array, covariance: Float64Array, k: number): number | null {
  const root = cholesky(covariance, k)
  if (!root.ok) return null
  const solved = solveCholesky(root.factor, k, gap.slice())
  return gap.reduce((sum, value, a) => sum + value * solved[a]!, 0)
}

/** The test that what varies within units adds nothing to random effects: Hausman & Taylor 1981; Wooldridge 2010, equation 10.78. */
function auxiliary(data: PanelData, random: Transformed, within: readonly Float64Array[]): number | RefusedDesign {
  const k = within.length
  const model = fitTransformed(data, {
    ...random,
    columns: [...random.columns, ...within],
    names: [...random.names, ...within.map((_, a) => `${random.names[a + 1]} within`)],
  })
  if ('estimated' in model) return model
  const { covariance } = sandwich(model, 'classical')
  const from = random.columns.length
  const part = Float64Array.from(
    { length: k * k },
    (_, at) => covariance[(from + Math.floor(at / k)) * model.k + from + (at % k)]!,
  )
  const found = wald(model.coefficients.slice(from), part, k)
  return (
    found ??
    refusedDesign(
      'no-spread',
      'the coefficients of what varies within units have no covariance: there is nothing to test by.',
    )
  )
}
