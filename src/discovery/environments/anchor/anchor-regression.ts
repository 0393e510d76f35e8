import { checkTable } from '../../../data/tables/check-table.js'
import { numericColumn } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError, calledAs } from '../../../errors.js'
import { asList, checkedObject, checkOneRoleEach, indexNames, lookUp, quoteNames } from '../../../names.js'
import { chiSquareCdf } from '../../../numeric/special/chi-square.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { anchorBasis, centred } from './anchor-columns.js'
import { type AnchorFit, fitAnchors } from './fit-anchors.js'
import type { AnchorProtection, AnchorQuestion, AnchorRegression } from './types.js'

/**
 * Anchor regression: least squares that is protected against shifts of the kind that anchors (labels of environments, or what moves them) have
 * brought about in the data.
 *
 * The part of the residuals that the anchors explain counts gamma times: argmin |(1 − P)(y − xb)|² + γ |P(y − xb)|², P the projection on the anchors.
 * `gamma: 1` is ordinary least squares; 0 takes the anchors out of everything, as fixed effects of environments; `Infinity` is two-stage least
 * squares with the anchors as instruments, where these are enough. In between it gives up some error in the rows for less under stronger shifts.
 *
 * What is known of the claim: in a linear model, cyclic or with hidden causes, in which nothing in the model moves the anchors, the coefficients have the least
 * worst-case error over all shifts along the anchors up to √gamma times as strong as those seen. Nothing is said of other shifts, of other changes of
 * mechanisms, or of relations that are not linear. The coefficients are no causal effects; at infinite gamma they are where the anchors are valid
 * instruments, that is, move the outcome through the predictors alone.
 *
 * @param data - a table; outcome and predictors numbers, anchors numbers or categories (whole numbers are numbers: give labels as text)
 * @param question - outcome, anchors, predictors, gamma
 * @returns coefficients with robust intervals, and what they protect against
 * @throws CausalError `unknown-name`, `overlap`, `missing-values`, `constant-column`, `too-few-rows`; `collinear` where predictors determine one
 *   another, at gamma 0 also with the anchors; `not-supported` at infinite gamma where fewer anchors than predictors move these; `invalid-argument`
 * @complexity O(n (p + q)²) for p predictors and q anchor columns
 * @category Discovery
 * @see Rothenhäusler, Meinshausen, Bühlmann & Peters 2021, "Anchor regression: heterogeneous data meet causality", JRSS B 83
 * @example
 * const wave = (k: number) => Array.from({ length: 200 }, (_, i) => Math.sin((i + 1) * k))
 * const [hidden, e] = [wave(1.7), wave(2.9)]
 * const rows = Array.from({ length: 200 }, (_, i) => {
 *   const X = hidden[i]! + (i % 2 === 0 ? 2 : -2)
 *   return { place: i % 2 === 0 ? 'a' : 'b', X, Y: X - 3 * hidden[i]! + e[i]! }
 * })
 * const at = (gamma: number) => anchorRegression(table(rows), { outcome: 'Y', anchors: 'place', gamma }).coefficients[0]!.estimate
 * const gammas = [0, 1, 10, Infinity]
 * gammas.map((gamma) => Math.round(10 * at(gamma)) / 10)
 * //=> [-2, 0.7, 1, 1]
 */
export function anchorRegression<T>(
  data: Table<T>,
  question: AnchorQuestion<keyof NoInfer<T> & string>,
): AnchorRegression<keyof T & string> {
  return calledAs('anchorRegression', () => {
    checkOptions('question', question, ['outcome', 'anchors', 'predictors', 'gamma', 'confidence'], { gamma: 'number' })
    const { outcome, anchors, predictors, gamma, confidence = 0.95 } = checkedObject('question', question)
    if (!(typeof gamma === 'number' && gamma >= 0))
      throw new CausalError(
        'invalid-argument',
        `gamma is a number from 0 on, Infinity too, got ${show(gamma)}: 1 is least squares.`,
        { gamma },
      )
    if (!(confidence > 0 && confidence < 1))
      throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {
        confidence,
      })
    const table = data as Table<unknown, string>
    const roles = readAnchorRoles(table, outcome, asList<string>(anchors), predictors)
    const needed = [outcome, ...roles.predictors]
    const [y, ...x] = needed.map((name) => numericColumn(table, name, needed))
    const still = needed.filter((_, i) => [y!, ...x][i]!.every((v, _k, all) => v === all[0]))
    if (still.length > 0)
      throw new CausalError('constant-column', `${quoteNames(still)} ${still.length === 1 ? 'does' : 'do'} not vary.`, {
        columns: still,
      })
    const basis = anchorBasis(table, roles.anchors)
    const least = basis.length + x.length + 2
    if (table.rowCount < least) {
      throw new CausalError(
        'too-few-rows',
        `${table.rowCount} rows are too few for ${x.length} predictors and ${basis.length} columns of anchors: at least ${least} are needed.`,
        { count: table.rowCount, needed: least },
      )
    }
    const fit = fitAnchors(x.map(centred), centred(y!), basis, gamma, roles.predictors, confidence)
    const mean = (column: Float64Array): number =>
      column.reduce((sum, v) => sum + (v - column[0]!) / column.length, column[0]!)
    const intercept = x.reduce((sum, column, k) => sum - fit.slopes[k]! * mean(column), mean(y!))
    return Object.freeze({
      gamma,
      coefficients: Object.freeze(
        roles.predictors.map((name, k) =>
          Object.freeze({
            ...{ name, estimate: fit.slopes[k]!, standardError: fit.errors[k]! },
            interval: Object.freeze([fit.slopes[k]! - fit.halves[k]!, fit.slopes[k]! + fit.halves[k]!] as const),
          }),
        ),
      ),
      intercept,
      protects: protection(gamma, fit),
      observedRisk: fit.withinRisk + fit.betweenRisk,
      withinRisk: fit.withinRisk,
      betweenRisk: fit.betweenRisk,
      n: table.rowCount,
      warnings: Object.freeze(weakness(fit, gamma)),
    }) as AnchorRegression<keyof T & string>
  })
}

function readAnchorRoles(
  table: Table<unknown, string>,
  outcome: string,
  anchors: readonly string[],
  given: readonly string[] | undefined,
): { readonly anchors: readonly string[]; readonly predictors: readonly string[] } {
  if (typeof table !== 'object' || table === null || !('columns' in table))
    throw new CausalError('invalid-argument', 'expected a table with columns for outcome, anchors and predictors.')
  checkTable(table)
  const index = indexNames('column', table.columns)
  const predictors = given ?? table.columns.filter((name) => name !== outcome && !anchors.includes(name))
  indexNames('anchor', anchors)
  indexNames('predictor', predictors)
  for (const name of [outcome, ...anchors, ...predictors]) lookUp('column', index, name)
  checkOneRoleEach([outcome, ...anchors, ...predictors], 'outcome, anchors and predictors are different columns')
  if (anchors.length === 0 || predictors.length === 0)
    throw new CausalError('invalid-argument', `name at least one ${anchors.length === 0 ? 'anchor' : 'predictor'}.`)
  return { anchors, predictors }
}

function protection(gamma: number, { withinRisk, betweenRisk }: AnchorFit): AnchorProtection {
  const shiftFactor = Math.sqrt(gamma)
  const times = Number.isFinite(shiftFactor)
    ? `up to ${shiftFactor.toPrecision(3)} times as strong as in the data`
    : 'of any strength'
  return Object.freeze({
    shiftFactor,
    worstRisk: Number.isFinite(gamma) ? withinRisk + gamma * betweenRisk : null,
    gaussianQuantile: Number.isFinite(gamma) ? chiSquareCdf(gamma, 1) : 1,
    meaning:
      gamma === 0
        ? 'no shifts along the anchors at all: the best fit within environments.'
        : `the least worst-case mean squared error under shifts along the anchors, ${times}; no protection against shifts in other directions.`,
  })
}

function weakness({ firstStage }: AnchorFit, gamma: number): string[] {
  const weak = firstStage.filter(({ f }) => f < 10)
  if (!(gamma > 1) || weak.length === 0) return []
  return [
    `the anchors hardly move ${quoteNames(weak.map(({ name }) => name))} (F = ${Math.min(...weak.map(({ f }) => f)).toPrecision(2)}): with a large gamma the coefficients are biased toward least squares and their intervals too narrow.`,
  ]
}
