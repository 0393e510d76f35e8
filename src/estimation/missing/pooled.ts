import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedConfidence } from '../core/designs/read-question.js'
import { inference } from '../core/inference/inference.js'
import { refused } from '../core/report/refused.js'
import type { Estimate } from '../core/types/estimate.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { EffectMeasure } from '../core/types/terms.js'

/**
 * Options of `pooled`.
 *
 * @category Estimation
 */
export interface PoolingOptions {
  /** The confidence level of the interval, between 0 and 1 (default: that of the estimates). */
  readonly confidence?: number
}

/**
 * One estimate from those of several completed tables.
 *
 * @category Estimation
 */
export interface PooledEffect extends Estimate {
  /** How the mean outcomes are compared; ratios are pooled as logarithms. */
  readonly measure: EffectMeasure
  /** How many estimates were pooled. */
  readonly imputations: number
  /** The share of what complete data would have told that is missing, between 0 and 1. */
  readonly missingInformation: number
}

/** An estimate that may be a ratio. */
type AnyEstimate = Estimate & { readonly measure?: EffectMeasure }

/**
 * Rubin's rules: the estimates from several completed tables as one, whose error counts what was missing.
 *
 * The estimate is their mean; its variance the mean variance W within tables plus (1 + 1/m) times the variance B between them. The
 * degrees of freedom are Barnard and Rubin's, with those of the estimates where these have some. Ratios are pooled as logarithms.
 *
 * @param estimates - from `estimateEffect`, or any other function of this library that gives an `Estimate`: one for each table
 * @param options - the confidence level
 * @returns the pooled estimate; a refusal where one of the estimates was refused
 * @throws CausalError `invalid-argument` for fewer than two estimates, or for estimates of different kinds
 * @complexity O(m)
 * @see Rubin 1987, Multiple Imputation for Nonresponse in Surveys, chapter 3; Barnard & Rubin 1999
 * @category Estimation
 * @example
 * const t = table({ T: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], Y: [1, 3, 2, 5, 3, 4, Number.NaN, 6, 1, 5] })
 * const m = multipleImputation(t, { imputations: 5 })
 * const e = pooled(
 *   m.tables.map((one) =>
 *     estimateEffect(one, { graph: dag('T -> Y'), treatment: 'T', outcome: 'Y', estimator: regressionAdjustment() }),
 *   ),
 * )
 * e.estimated && [e.imputations, e.missingInformation < 0.5]
 * //=> [5, true]
 */
export function pooled(
  estimates: readonly (Estimate | RefusedEffect<string>)[],
  options: PoolingOptions = {},
): PooledEffect | RefusedEffect<string> {
  return calledAs('pooled', () => {
    checkOptions('options', options, ['confidence'])
    const given = checkedList('estimates', estimates) as readonly (AnyEstimate | RefusedEffect<string>)[]
    const wrong = given.find((one) => typeof checkedObject('estimate', one).estimated !== 'boolean')
    if (given.length < 2 || wrong !== undefined) {
      throw new CausalError(
        'invalid-argument',
        wrong === undefined
          ? `give at least two estimates, one for each completed table, got ${given.length}.`
          : `each estimate is what estimateEffect, or another estimator, gave, got ${show(wrong)}.`,
        {},
      )
    }
    const found: AnyEstimate[] = []
    for (const [k, one] of given.entries()) {
      if (one.estimated) found.push(one)
      else
        return refused(one.reason, `estimate ${k + 1} of ${given.length} is none: ${one.message}`, {
          ...one.witness,
          table: k,
        })
    }
    for (const one of found) {
      const { degreesOfFreedom: df, estimate, standardError } = one
      if (!(Number.isFinite(estimate) && Number.isFinite(standardError) && standardError >= 0))
        throw new CausalError(
          'invalid-argument',
          `an estimate and its standard error are finite numbers, got ${show(estimate)} and ${show(standardError)}.`,
        )
      if (df !== null && !(typeof df === 'number' && df > 0))
        throw new CausalError(
          'invalid-argument',
          `the degrees of freedom of an estimate are a number above 0 or null, got ${show(df)}.`,
        )
      if (measureOf(one) === measureOf(found[0]!) && one.estimator === found[0]!.estimator) continue
      throw new CausalError(
        'invalid-argument',
        `estimates are pooled when they are of the same kind, and here are ${measureOf(found[0]!)} by ${found[0]!.estimator} and ${measureOf(one)} by ${one.estimator}.`,
        {},
      )
    }
    return byRubinsRules(found, checkedConfidence(options.confidence ?? found[0]!.confidence))
  })
}

const measureOf = ({ measure = 'difference' }: AnyEstimate): EffectMeasure => measure

function byRubinsRules(estimates: readonly AnyEstimate[], confidence: number): PooledEffect {
  const [first] = estimates as [AnyEstimate]
  const log = measureOf(first) !== 'difference'
  const m = estimates.length
  const values = estimates.map(({ estimate }) => (log ? portableLog(estimate) : estimate))
  const errors = estimates.map(({ estimate, standardError }) => (log ? standardError / estimate : standardError))
  const mean = average(values)
  const within = average(errors.map((error) => error * error))
  const between = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (m - 1)
  const total = within + (1 + 1 / m) * between
  const share = total > 0 ? ((1 + 1 / m) * between) / total : 0
  const df = freedom(share, m, least(estimates))
  const test = inference(mean, Math.sqrt(total), df, confidence)
  const end = (value: number): number => (log ? portableExp(value) : value)
  const increase = within > 0 ? ((1 + 1 / m) * between) / within : Number.POSITIVE_INFINITY
  const missing = Number.isFinite(increase) ? (increase + (Number.isFinite(df) ? 2 / (df + 3) : 0)) / (1 + increase) : 1
  return Object.freeze({
    estimated: true,
    estimate: end(mean),
    standardError: log ? end(mean) * Math.sqrt(total) : Math.sqrt(total),
    interval: Object.freeze([end(test.interval[0]), end(test.interval[1])] as const),
    confidence,
    pValue: test.pValue,
    degreesOfFreedom: test.degreesOfFreedom,
    n: first.n,
    formula: first.formula,
    estimator: `${first.estimator}, pooled over ${m} completed tables`,
    standardErrorMethod: `Rubin's rules with Barnard and Rubin's degrees of freedom; in each table ${first.standardErrorMethod}`,
    diagnostics: Object.freeze({
      within,
      between,
      estimates: Object.freeze(estimates.map(({ estimate }) => estimate)),
    }),
    warnings: Object.freeze(warningsOf(estimates, missing)),
    measure: measureOf(first),
    imputations: m,
    missingInformation: Math.min(1, missing),
  })
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The degrees of freedom that complete data would have: infinite for estimates by the normal distribution. */
const least = (estimates: readonly Estimate[]): number =>
  Math.min(...estimates.map(({ degreesOfFreedom }) => degreesOfFreedom ?? Number.POSITIVE_INFINITY))

/** Barnard & Rubin 1999: 1 / (1 / ν_m + 1 / ν_obs) with ν_m = (m − 1) / λ² and ν_obs = (ν + 1) / (ν + 3) · ν (1 − λ). */
function freedom(share: number, m: number, complete: number): number {
  const byTables = share > 0 ? (m - 1) / (share * share) : Number.POSITIVE_INFINITY
  if (!Number.isFinite(complete)) return byTables
  const observed = ((complete + 1) / (complete + 3)) * complete * (1 - share)
  return Number.isFinite(byTables) ? (byTables * observed) / (byTables + observed) : observed
}

/** Each warning once, with in how many tables it was given. */
function warningsOf(estimates: readonly Estimate[], missing: number): string[] {
  // the same sentence with other numbers is the same warning
  const seen = new Map<string, { readonly text: string; count: number }>()
  for (const text of estimates.flatMap(({ warnings }) => warnings)) {
    const kind = text.replace(/\d[\d.e+-]*/g, '#')
    const known = seen.get(kind)
    if (known === undefined) seen.set(kind, { text, count: 1 })
    else known.count++
  }
  const m = estimates.length
  const own = [...seen.values()].map(({ text, count }) => (count >= m ? text : `in ${count} of ${m} tables: ${text}`))
  const few = 100 * missing > m
  return few
    ? [
        ...own,
        `${(100 * missing).toPrecision(2)} % of what complete data would tell is missing: make as many tables (White, Royston & Wood 2011), here are ${m}.`,
      ]
    : own
}
