import { CausalError, calledAs } from '../../errors.js'
import { checkedNumbers, checkedObject } from '../../names.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { standardized } from '../../numeric/standardized.js'
import { times } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { covariateOf, outcomeOf } from '../core/columns/coded-columns.js'
import { requireCompleteColumns } from '../core/columns/require-complete-columns.js'
import { simultaneousCritical } from '../core/inference/simultaneous.js'
import { noOverlap } from '../core/problem/overlap-gaps.js'
import { effectDesign } from '../core/question/effect-design.js'
import { readSource, rowsOfCells } from '../core/question/effect-source.js'
import { designOf } from '../core/regression/design.js'
import { needsRows } from '../core/report/effect-from-moments.js'
import { isRefused } from '../core/report/refused.js'
import type { EffectSource, EstimationQuestion } from '../core/types/question.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { regressionAdjustment } from '../outcome/regression-adjustment.js'

/**
 * What is asked of a treatment of numbers at several doses.
 *
 * @category Estimation
 */
export interface DoseQuestion<G extends string = string, T = Record<string, unknown>>
  extends Pick<
    EstimationQuestion<G, T>,
    'graph' | 'identification' | 'treatment' | 'outcome' | 'event' | 'adjustment' | 'confidence'
  > {
  /** The doses (default: 9 from the 5 % to the 95 % quantile of those that occur). */
  readonly doses?: readonly number[]
  /** The degree of the polynomial in the dose, from 1 to 6 (default 3). */
  readonly degree?: number
  /** Whether the curve may differ with the covariates (default false): each then has products with the powers of the dose. */
  readonly interactions?: boolean
}

/**
 * The mean outcome if everybody had a dose.
 *
 * @category Estimation
 */
export interface DosePoint {
  /** The dose. */
  readonly dose: number
  /** The mean outcome if everybody had it. */
  readonly mean: number
  /** Its standard error. */
  readonly standardError: number
  /** Its confidence interval. */
  readonly interval: readonly [number, number]
  /** The interval that holds for all doses together. */
  readonly simultaneous: readonly [number, number]
  /** The slope of the curve there: what one unit more would do. */
  readonly slope: number
}

/**
 * A dose–response curve.
 *
 * @category Estimation
 */
export interface DoseResponse {
  /** The curve is identified. */
  readonly estimated: true
  /** The means at the doses, in order. */
  readonly points: readonly DosePoint[]
  /** The confidence level. */
  readonly confidence: number
  /** The columns adjusted for. */
  readonly adjustment: readonly string[]
  /** What was computed, in words. */
  readonly formula: string
  /** Rows. */
  readonly n: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}

/**
 * The mean outcome under each dose of a treatment of numbers, by the parametric g-formula: a polynomial in the dose beside the
 * covariates, averaged over the rows.
 *
 * The standard errors stack the estimating equations of regression and average; a band that holds for all doses together is
 * given too. Outside the doses that occur the polynomial runs on unchecked, and `warnings` says so.
 *
 * Robins 1986; Moore et al. 2012 for what doses a population can have.
 *
 * @param source - n rows, or counts of them
 * @param question - graph, treatment, outcome; doses, degree, interactions
 * @returns the means with errors and bands, or a refusal
 * @throws CausalError as `estimateEffect`; `invalid-argument` for a degree or doses out of range, `not-supported` for a
 *   treatment of categories
 * @complexity O(n k²) for k coefficients
 * @category Estimation
 * @example
 * const t = table({ D: [0, 1, 2, 3, 4, 5], Y: [1, 3, 5, 7, 9, 11.5] })
 * const curve = doseResponse(t, { graph: dag('D -> Y'), treatment: 'D', outcome: 'Y', degree: 1, doses: [0, 2] })
 * curve.estimated && curve.points.map((point) => point.mean)
 * //=> [0.904762, 5.047619]
 */
export function doseResponse<T, const G extends string>(
  source: EffectSource<T>,
  question: DoseQuestion<G, T>,
): DoseResponse | RefusedEffect {
  return calledAs('doseResponse', () => {
    checkOptions('question', question, [
      'graph',
      'identification',
      'treatment',
      'outcome',
      'event',
      'adjustment',
      'confidence',
      'doses',
      'degree',
      'interactions',
    ])
    const read = readSource(source)
    if (read.kind === 'moments') throw needsRows('a curve')
    const table = read.kind === 'counts' ? rowsOfCells(read) : read.table
    const { degree = 3, interactions = false, doses, ...rest } = checkedObject('question', question)
    if (!(Number.isSafeInteger(degree) && degree >= 1 && degree <= 6)) {
      throw new CausalError('invalid-argument', `degree must be a whole number from 1 to 6, got ${show(degree)}.`, {
        degree,
      })
    }
    const asked = { ...rest, estimator: regressionAdjustment() } as unknown as EstimationQuestion
    const design = effectDesign(table.columns, asked)
    if (isRefused(design)) return design
    const { treatment, outcome, plan } = design
    requireCompleteColumns(table, [treatment, outcome, ...plan.adjustment])
    const column = covariateOf(table, treatment)
    const values = column.values as Float64Array
    const distinct = new Set(values).size
    if (column.levels !== undefined || distinct <= degree) {
      throw new CausalError(
        'not-supported',
        column.levels !== undefined
          ? `${show(treatment)} holds categories, which have no doses: use estimateEffects.`
          : `${show(treatment)} has ${distinct} different values, too few for a polynomial of degree ${degree}: ask for a lower degree.`,
        { treatment },
      )
    }
    const at = dosesOf(values, doses)
    const covariates = plan.adjustment.map((name) => covariateOf(table, name))
    const { values: y, warnings } = outcomeOf(table, outcome, asked.event)
    const fit = curve(values, y, designOf(covariates, table.rowCount), at, degree, interactions)
    if (fit === null) {
      return noOverlap({ covariates }, [], `${show(treatment)} cannot be told apart from the covariates`)
    }
    const { confidence = 0.95 } = asked
    return report(fit, at, {
      confidence,
      adjustment: Object.freeze([...plan.adjustment]),
      formula: `the mean over all rows of E[${outcome} | ${[treatment, ...plan.adjustment].join(', ')}] at each dose, a polynomial of degree ${degree} in ${treatment}`,
      n: table.rowCount,
      warnings: Object.freeze([...warnings, ...outside(treatment, values, at)]),
    })
  })
}

function dosesOf(values: Float64Array, doses: readonly number[] | undefined): readonly number[] {
  if (doses !== undefined) {
    checkedNumbers('doses', doses)
    if (doses.length > 0 && doses.every(Number.isFinite)) return doses
    throw new CausalError('invalid-argument', `doses must be finite numbers, at least one, got ${show(doses)}.`, {})
  }
  const sorted = values.slice().sort()
  const quantile = (p: number): number => sorted[Math.round(p * (sorted.length - 1))]!
  const [low, high] = [quantile(0.05), quantile(0.95)]
  const steps = 9
  return Array.from({ length: steps }, (_, s) => low + ((high - low) * s) / (steps - 1))
}

function outside(name: string, values: Float64Array, at: readonly number[]): string[] {
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  const beyond = at.filter((dose) => dose < least || dose > most)
  if (beyond.length === 0) return []
  return [`the data know ${name} from ${least} to ${most} only: the means at ${beyond.join(', ')} are extrapolated.`]
}

interface CurveFit {
  readonly means: readonly number[]
  readonly slopes: readonly number[]
  readonly influence: readonly Float64Array[]
}

function curve(
  dose: Float64Array,
  y: Float64Array,
  { n, k: width, x: covariates }: ReturnType<typeof designOf>,
  at: readonly number[],
  degree: number,
  interactions: boolean,
): CurveFit | null {
  const { center, scale } = standardized(dose)!
  const per = interactions ? width : 1
  const k = width + degree * per
  const row = (out: Float64Array, offset: number, i: number, d: number): void => {
    const unit = (d - center) / scale
    for (let a = 0; a < width; a++) out[offset + a] = covariates[i * width + a]!
    for (let p = 1; p <= degree; p++)
      for (let a = 0; a < per; a++)
        out[offset + width + (p - 1) * per + a] = wholePower(unit, p) * covariates[i * width + a]!
  }
  const z = new Float64Array(n * k)
  for (let i = 0; i < n; i++) row(z, i * k, i, dose[i]!)
  if (n <= k) {
    throw new CausalError('too-few-rows', `there are ${n} rows for ${k} coefficients: ask for a lower degree.`, {
      rows: n,
      coefficients: k,
    })
  }
  const fit = leastSquares(z, n, k, y)
  if (!fit.ok) return null
  const one = new Float64Array(k)
  const means: number[] = []
  const slopes: number[] = []
  const influence = at.map((d) => {
    const mean = new Float64Array(k)
    const predicted = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      row(one, 0, i, d)
      for (let a = 0; a < k; a++) {
        mean[a]! += one[a]! / n
        predicted[i]! += one[a]! * fit.coefficients[a]!
      }
    }
    const unit = (d - center) / scale
    const average = mean.reduce((sum, value, a) => sum + value * fit.coefficients[a]!, 0)
    let slope = 0
    for (let p = 1; p <= degree; p++)
      for (let a = 0; a < per; a++)
        slope += (p * wholePower(unit, p - 1) * mean[a]! * fit.coefficients[width + (p - 1) * per + a]!) / scale
    means.push(average)
    slopes.push(slope)
    const direction = times(z, n, k, fit.inverseTimes(mean))
    return predicted.map((value, i) => n * direction[i]! * fit.residuals[i]! + value - average)
  })
  return { means, slopes, influence }
}

function report(
  { means, slopes, influence }: CurveFit,
  at: readonly number[],
  rest: Omit<DoseResponse, 'estimated' | 'points'>,
): DoseResponse {
  const critical = simultaneousCritical(influence, rest.confidence)
  const single = normalQuantile((1 + rest.confidence) / 2)
  const points = at.map((dose, d): DosePoint => {
    const mean = means[d]!
    const standardError = Math.sqrt(influence[d]!.reduce((sum, value) => sum + value * value, 0)) / rest.n
    const around = (reach: number): readonly [number, number] =>
      Object.freeze([mean - reach * standardError, mean + reach * standardError] as const)
    const interval = around(single)
    return Object.freeze({ dose, mean, standardError, interval, simultaneous: around(critical), slope: slopes[d]! })
  })
  return Object.freeze({ estimated: true, points: Object.freeze(points), ...rest })
}
