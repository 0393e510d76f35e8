import { CausalError, calledAsAsync } from '../../../errors.js'
import { cholesky, invertCholesky } from '../../../numeric/cholesky.js'
import { covarianceRegression } from '../../../numeric/covariance-regression.js'
import { squareProduct } from '../../../numeric/square-product.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import type { RemoteOptions, RemoteRows } from '../../../sql/warehouse/types.js'
import { checkedConfidence, checkedWord } from '../../core/designs/read-question.js'
import { refusedDesign } from '../../core/designs/refused-design.js'
import type { RefusedDesign } from '../../core/designs/types.js'
import { inference } from '../../core/inference/inference.js'
import { quadratic } from '../../core/regression/linear-model.js'
import { linearFormula, reportPanelFit } from '../../panel/panel-fit.js'
import { panelKeys } from '../../panel/read-regression.js'
import type { PanelEffect, PanelQuestion } from '../../panel/types.js'
import { type RemotePanel, readPanelFrom } from './read-panel-from.js'
import { clusterScores, type PanelEffects, withinSums } from './within-sums.js'

/**
 * Options of `fixedEffectsFrom`.
 *
 * @category Estimation
 */
export interface RemoteFixedEffectsOptions extends RemoteOptions {
  /** Which effects are taken out: of units (default), of times, or of both (for a panel in which each unit is seen at each time). */
  readonly effects?: 'unit' | 'time' | 'two-way'
  /** How to compute standard errors (default `CR1` by unit). */
  readonly standardErrors?: 'classical' | 'CR0' | 'CR1'
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * Fixed effects of a panel whose rows stay in their engine: what {@link fixedEffects} gives from a table, up to rounding. Means of
 * units (and of times) are taken out by window functions, what is left is summed up, and scores are summed within clusters there.
 *
 * With `effects: 'two-way'` and a treatment of 0 and 1 this is the two-way regression of difference in differences; with two times it
 * is the two-by-two difference itself. Where treatment begins at different times and its effects differ, see {@link groupTimeEffects}.
 *
 * @param rows - rows as `from` makes them, in one engine: one for each unit and time; all columns but unit and cluster hold numbers
 * @param question - treatment, outcome, unit, time; `adjustment` are regressors
 * @param options - which effects, standard errors, confidence; incomplete rows, progress, signal
 * @returns the treatment's coefficient and all others, without influence values; or a refusal where the treatment does not vary within units
 * @throws CausalError `invalid-data` for two rows of a unit at one time; `not-supported` for a panel with gaps and two-way effects, several
 *   parts, or weights; `missing-values`, `engine`, `too-few-rows`, `unknown-name`, `overlap`, `aborted`
 * @complexity two scans, each with a sort by unit (and time), and two cheap statements; O(k²) sums for k regressors
 * @category Estimation
 * @see Wooldridge 2010, section 10.5; Cameron & Miller 2015 for clusters
 * @example
 * const answers = [
 *   [{ c0: 6, c1: 3.5, c2: 59 / 6, c3: 3, c4: 3, c5: 3 }],
 *   [{ c0: 6 }],
 *   [{ c0: 6, c1: 2.5, c2: -3.5, c3: 5.5, c4: 23.5, c5: 46.8333 }],
 *   [{ c0: 6, c1: 0.125 }],
 * ]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const years = from(w, 'states', { columns: { state: 'category', tax: 'number', deaths: 'number' } })
 * const e = await fixedEffectsFrom(years, { treatment: 'tax', outcome: 'deaths', unit: 'state' })
 * e.estimated && e.estimate
 * //=> -1.4
 */
export function fixedEffectsFrom<N extends string>(
  rows: RemoteRows<N>,
  question: PanelQuestion<NoInfer<N>>,
  options: RemoteFixedEffectsOptions = {},
): Promise<PanelEffect | RefusedDesign> {
  return calledAsAsync('fixedEffectsFrom', async () => {
    checkOptions('question', question, [...panelKeys])
    checkOptions('options', options, ['effects', 'standardErrors', 'confidence', 'incomplete', 'onProgress', 'signal'])
    const effects = checkedWord('effects', options.effects ?? 'unit', ['unit', 'time', 'two-way'])
    const rule = checkedWord('standardErrors', options.standardErrors ?? 'CR1', ['classical', 'CR0', 'CR1'])
    const confidence = checkedConfidence(options.confidence)
    if (effects !== 'unit' && question?.time === undefined) {
      throw new CausalError('invalid-argument', 'effects of times need `time` in the question.', { option: 'effects' })
    }
    const panel = await readPanelFrom(rows as RemoteRows, question, options)
    requireCells(panel, effects)
    const { within, about } = await withinSums(panel, effects)
    const { columns, n, clusters, names, units, times } = panel
    const p = columns.length
    const k = p - 1
    const still = columns.slice(0, k).find((_, j) => !(within[j * p + j]! > 1e-18 * about[j]!))
    if (still !== undefined) {
      return refusedDesign(
        'collinear',
        `${show(still)} does not vary once the effects are taken out: nothing is left of it to compare.`,
        { column: still },
      )
    }
    const absorbed = absorbedBy(panel, effects)
    const all = absorbed.nested + absorbed.other
    if (n - k - all < 1) {
      throw new CausalError(
        'too-few-rows',
        `there are ${n} rows for ${k + all} coefficients, effects among them: find more times or units.`,
        { rows: n, coefficients: k + all },
      )
    }
    const regressors = columns.slice(0, k)
    const fit = covarianceRegression(
      within,
      p,
      k,
      regressors.map((_, j) => j),
    )
    if (!fit.ok) {
      return refusedDesign(
        'collinear',
        `${show(columns[fit.column])} is determined by ${columns.slice(0, fit.column).map(show).join(', ')} once the effects are taken out.`,
        { column: columns[fit.column] },
      )
    }
    const coefficients = fit.slopes
    const inverse = inverseOf(within, p)
    const { covariance, degreesOfFreedom } =
      rule === 'classical'
        ? classical(within, coefficients, inverse, n - k - all)
        : clustered(
            await clusterScores(panel, effects, coefficients),
            inverse,
            rule === 'CR0' ? 1 : ((clusters / (clusters - 1)) * (n - 1)) / (n - k - absorbed.other),
            clusters - 1,
          )
    const taken = [...(effects === 'time' ? [] : [names.unit]), ...(effects === 'unit' ? [] : [names.time!])]
    return reportPanelFit({
      coefficients: regressors.map((name, a) => {
        const estimate = coefficients[a]!
        const standardError = Math.sqrt(Math.max(0, covariance[a * k + a]!))
        const { interval, pValue } = inference(estimate, standardError, degreesOfFreedom, confidence)
        return Object.freeze({ name, estimate, standardError, interval, pValue })
      }),
      degreesOfFreedom,
      n,
      specification: panel.specification,
      rule,
      clusterName: names.cluster,
      clusters,
      nested: panel.unitsNested,
      about: {
        estimator: `fixed effects of ${taken.join(' and ')}`,
        formula: linearFormula(panel, taken.map((name) => `α_${name} + `).join('')),
      },
      diagnostics: { units, clusters, ...(times === null ? {} : { times }), absorbed: all },
      influence: new Float64Array(0),
      confidence,
    })
  })
}

/** Both means can be taken out at once where each unit is seen at each time. */
function requireCells({ n, units, times, names }: RemotePanel, effects: PanelEffects): void {
  if (effects !== 'two-way' || n === units * times!) return
  throw new CausalError(
    'not-supported',
    `${show(names.unit)} has ${units} values and ${show(names.time)} ${times}, and there are ${n} rows: sums take out both effects only where each unit is seen at each time. Restrict the rows by \`where\`, or draw whole units with sampleFrom and ${show(names.unit)} as key for fixedEffects.`,
    { rows: n, units, times },
  )
}

/** Parameters taken out that lie within clusters, and others. */
function absorbedBy(
  { units, times, unitsNested, timesNested }: RemotePanel,
  effects: PanelEffects,
): { readonly nested: number; readonly other: number } {
  const rank = effects === 'unit' ? units : effects === 'time' ? times! : units + times! - 1
  const nested = Math.max(effects !== 'time' && unitsNested ? units : 0, effects !== 'unit' && timesNested ? times! : 0)
  return { nested, other: rank - nested }
}

/** The inverse of the regressors' sums of products. */
function inverseOf(within: Float64Array, p: number): Float64Array {
  const k = p - 1
  const own = Float64Array.from({ length: k * k }, (_, at) => within[Math.floor(at / k) * p + (at % k)]!)
  const root = cholesky(own, k)
  if (!root.ok) throw new Error('the regression was solved, so its sums have an inverse')
  return invertCholesky(root.factor, k)
}

function classical(
  within: Float64Array,
  coefficients: Float64Array,
  inverse: Float64Array,
  left: number,
): { readonly covariance: Float64Array; readonly degreesOfFreedom: number } {
  const k = coefficients.length
  const weights = Float64Array.of(...coefficients.map((c) => -c), 1)
  const variance = Math.max(0, quadratic(within, k + 1, weights)) / left
  return { covariance: inverse.map((value) => value * variance), degreesOfFreedom: left }
}

function clustered(
  meat: Float64Array,
  inverse: Float64Array,
  factor: number,
  degreesOfFreedom: number,
): { readonly covariance: Float64Array; readonly degreesOfFreedom: number } {
  const k = Math.sqrt(inverse.length)
  const covariance = squareProduct(squareProduct(inverse, meat, k), inverse, k).map((value) => value * factor)
  return { covariance, degreesOfFreedom }
}
