import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { armsOfTable } from '../core/columns/arms-of-table.js'
import { armRanges, noOverlap, overlapGaps, partedBy, rangeWarnings } from '../core/problem/overlap-gaps.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import type { TreatmentContrast } from '../core/question/contrast.js'
import { checkColumns } from '../core/question/effect-design.js'
import { type Design, designOf } from '../core/regression/design.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { armWeights } from '../weighting/arm-weights.js'
import { overlapReport } from '../weighting/overlap-report.js'
import { fitArmPropensities } from '../weighting/propensity.js'

/**
 * Between which arms, and in which covariates, overlap is looked at.
 *
 * @category Estimation
 */
export interface OverlapQuestion<N extends string = string> {
  /** The treatment: a column of categories, or with two numbers. */
  readonly treatment: N
  /** Which two treatments are compared, where their order is to be turned. */
  readonly contrast?: TreatmentContrast
  /** The covariates that decide who is treated. */
  readonly covariates: readonly N[]
}

/**
 * How the propensities of one arm lie.
 *
 * @category Estimation
 */
export interface ArmOverlap {
  /** Rows. */
  readonly rows: number
  /** The mean of their propensities. */
  readonly mean: number
  /** The least. */
  readonly min: number
  /** The greatest. */
  readonly max: number
  /** As many rows of equal weight would tell as much of the ATE (Kish 1965). */
  readonly effectiveSampleSize: number
}

/**
 * How far the arms overlap.
 *
 * @category Estimation
 */
export interface Overlap {
  /** The propensities could be fitted. */
  readonly estimated: true
  /** The treatments compared: propensities are the chance of `to`. */
  readonly contrast: {
    /** The treatment compared with. */
    readonly from: string
    /** The other one. */
    readonly to: string
  }
  /** The logistic propensity of each row. Left out of JSON, where `omitted` names it instead. */
  readonly propensity: Float64Array
  /** Its coefficients in the columns' own units. */
  readonly coefficients: Readonly<Record<string, number>>
  /** The greatest log likelihood. */
  readonly logLikelihood: number
  /** The rows that had `to`. */
  readonly treated: ArmOverlap
  /** The rows that had `from`. */
  readonly control: ArmOverlap
  /** The range of propensities that occur in both arms, and how many rows lie outside; null where there is none. */
  readonly common: {
    /** Its lower end. */
    readonly from: number
    /** Its upper end. */
    readonly to: number
    /** Rows outside. */
    readonly outside: number
  } | null
  /** How many rows of each arm have a propensity in each twentieth of [0, 1]. */
  readonly histogram: readonly {
    /** The lower end. */
    readonly from: number
    /** The upper end. */
    readonly to: number
    /** Rows that had `to`. */
    readonly treated: number
    /** Rows that had `from`. */
    readonly control: number
  }[]
  /** What weakens a comparison, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
}

/**
 * How far two arms overlap in their covariates: the logistic propensities, their range in each arm, and what weighting by
 * them would be worth.
 *
 * @param table - n rows; the columns used must be complete
 * @param question - treatment and covariates
 * @returns the figures, or a refusal where the covariates tell perfectly who was treated
 * @throws CausalError `unknown-name`, `duplicate-name`, `overlap`, `missing-values`, `constant-column`, `collinear`,
 *   `too-few-rows`, `not-supported` for more than two treatments
 * @complexity O(r n k²) for k coefficients and r Newton steps, about 6
 * @category Estimation
 * @example
 * const o = overlap(fromCounts(kidneyStones), { treatment: 'treatment', covariates: ['stone'] })
 * o.estimated && [o.control.mean, o.treated.mean]
 * //=> [0.3633, 0.6367]
 */
export function overlap<T>(table: Table<T>, question: OverlapQuestion<keyof T & string>): Overlap | RefusedEffect {
  return calledAs('overlap', () => {
    checkOptions('question', question, ['treatment', 'contrast', 'covariates'])
    checkTable(table)
    const { treatment, covariates, contrast } = checkedObject('question', question)
    checkColumns('covariate', table.columns, covariates)
    if (covariates.includes(treatment)) {
      throw new CausalError('overlap', `${show(treatment)} is both treatment and covariate.`, { treatment })
    }
    const { problem, coded } = armsOfTable(table, { treatment, covariates, contrast })
    requireArms(problem, 'overlap')
    if (coded.levels !== undefined) {
      throw new CausalError(
        'not-supported',
        `${show(treatment)} has more than two values: take the rows of two with where(table, …).`,
        { treatment },
      )
    }
    requireRows(problem, 2)
    const design = designOf(problem.covariates, problem.n)
    const gaps = overlapGaps(problem, 'ATE')
    const fit = gaps.length > 0 ? null : fitArmPropensities(design, problem.treatment, null, null)
    if (fit === null) return noOverlap(problem, gaps, partedBy(problem))
    const { e, coefficients } = fit.treated
    const { diagnostics, warnings } = overlapReport(fit, problem, armWeights(problem.treatment, fit, 'ATE'))
    const sizes = diagnostics['effectiveSampleSize'] as { readonly treated: number; readonly control: number }
    const treated = armOf(e, problem.treatment, 1, sizes.treated)
    const control = armOf(e, problem.treatment, 0, sizes.control)
    const [from, to] = [Math.max(treated.min, control.min), Math.min(treated.max, control.max)]
    const outside = e.reduce((count, value) => count + (value < from || value > to ? 1 : 0), 0)
    return withoutInJson(
      {
        estimated: true,
        contrast: Object.freeze(coded.contrast),
        propensity: e,
        coefficients: naturalCoefficients(design, coefficients),
        logLikelihood: logLikelihood(e, problem.treatment),
        treated,
        control,
        common: from <= to ? Object.freeze({ from, to, outside }) : null,
        histogram: histogramOf(e, problem.treatment),
        warnings: Object.freeze([...coded.warnings, ...warnings, ...rangeWarnings(problem, armRanges(problem))]),
      },
      ['propensity'],
    )
  })
}

function armOf(e: Float64Array, treatment: Float64Array, arm: 0 | 1, effectiveSampleSize: number): ArmOverlap {
  let [rows, sum, min, max] = [0, 0, 1, 0]
  for (let i = 0; i < e.length; i++) {
    if (treatment[i] !== arm) continue
    rows++
    sum += e[i]!
    min = Math.min(min, e[i]!)
    max = Math.max(max, e[i]!)
  }
  return Object.freeze({ rows, mean: sum / rows, min, max, effectiveSampleSize })
}

function logLikelihood(e: Float64Array, treatment: Float64Array): number {
  let sum = 0
  for (let i = 0; i < e.length; i++) sum += portableLog(treatment[i] === 1 ? e[i]! : 1 - e[i]!)
  return sum
}

/** The coefficients of centred and scaled terms, in the terms' own units. */
function naturalCoefficients({ terms, center, scale }: Design, b: Float64Array): Readonly<Record<string, number>> {
  const own = Array.from(b, (value, a) => value / scale[a]!)
  for (let a = 1; a < own.length; a++) own[0]! -= own[a]! * center[a]!
  return Object.freeze(Object.fromEntries(terms.map((term, a) => [term, own[a]!])))
}

function histogramOf(e: Float64Array, treatment: Float64Array): Overlap['histogram'] {
  const bins = 20
  const counted = [new Float64Array(bins), new Float64Array(bins)] as const
  for (let i = 0; i < e.length; i++) counted[treatment[i] as 0 | 1][Math.min(bins - 1, Math.floor(e[i]! * bins))]!++
  return Object.freeze(
    Array.from({ length: bins }, (_, b) =>
      Object.freeze({ from: b / bins, to: (b + 1) / bins, treated: counted[1][b]!, control: counted[0][b]! }),
    ),
  )
}
