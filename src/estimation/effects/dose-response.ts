import { CausalError, calledAs } from '../../errors.js'
import { checkedNumbers, checkedObject } from '../../names.js'
import { normalQuantile } from '../../numeric/special/normal.js'
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
import { type CurveFit, curve } from './dose-curve.js'
import type { DosePoint, DoseQuestion, DoseResponse } from './dose-types.js'

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
    checkOptions(
      'question',
      question,
      [
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
      ],
      { degree: 'number', interactions: 'boolean' },
    )
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
