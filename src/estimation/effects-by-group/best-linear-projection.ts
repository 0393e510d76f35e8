import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedWord } from '../../learners/core/check-numbers.js'
import { featureAt, featureOf } from '../../learners/core/features.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { checkOptions } from '../../options.js'
import { designOf } from '../core/regression/design.js'
import type { Covariate } from '../core/types/estimator.js'
import { checkedConfidence, checkScored, type MeanEffect, weightsOf, withInterval } from './scored.js'
import type { HeterogeneousEffects } from './types.js'

/**
 * On which columns effects are projected.
 *
 * @category Estimation
 */
export interface BestLinearProjectionQuestion<N extends string = string> {
  /** The columns; left out, those by which effects may differ. */
  readonly columns?: readonly NoInfer<N>[]
  /** Standard errors for unequal variances: `HC3` (default), `HC2`, `HC1` or `HC0`. */
  readonly standardErrors?: 'HC0' | 'HC1' | 'HC2' | 'HC3'
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * One coefficient of a projection.
 *
 * @category Estimation
 */
export interface ProjectedTerm extends MeanEffect {
  /** `(intercept)`, a column of numbers, or the indicator `column=level` against the first level that occurs. */
  readonly term: string
}

/**
 * The linear function of some columns that is nearest to the effects: a regression of the doubly robust scores.
 *
 * A coefficient is what one more unit of the column adds to the effect, others held; it is a summary, not a claim that
 * effects are linear (Semenova & Chernozhukov 2021). Rows count by the weights that the effects were estimated with.
 *
 * @param effects - what `heterogeneousEffects` gave
 * @param table - the table that it was given
 * @param question - columns, standard errors
 * @returns the coefficients with standard errors and intervals
 * @throws CausalError `invalid-argument`, `invalid-data` for effects, table or question of the wrong form; `unknown-name`;
 *   `constant-column`, `collinear`, `too-few-rows` for the columns
 * @complexity O(n k²) for k terms
 * @see Semenova & Chernozhukov 2021, "Debiased machine learning of conditional average treatment effects", The Econometrics Journal 24
 * @category Estimation
 * @example
 * const x = Array.from({ length: 400 }, (_, i) => Math.sin(i * i))
 * const t = table({ x, T: x.map((_, i) => i % 2), Y: x.map((v, i) => (i % 2) * (1 + 2 * v) + 0.1 * Math.sin(3 * i)) })
 * const e = heterogeneousEffects(t, {
 *   graph: dag('x -> Y; T -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   modifiers: ['x'],
 *   learner: rLearner(),
 * })
 * if (!e.estimated) throw new Error(e.message)
 * bestLinearProjection(e, t).map(({ term, estimate }) => [term, Math.round(estimate)])
 * //=> [['(intercept)', 1], ['x', 2]]
 */
export function bestLinearProjection<T>(
  effects: HeterogeneousEffects,
  table: Table<T>,
  question: BestLinearProjectionQuestion<keyof T & string> = {},
): readonly ProjectedTerm[] {
  return calledAs('bestLinearProjection', () => {
    const { scores, modifiers } = checkScored(effects, table)
    const { weights, rows } = weightsOf(effects)
    checkOptions('question', question, ['columns', 'standardErrors', 'confidence'])
    const given = checkedObject('question', question)
    const names: readonly string[] = checkedList('columns', given.columns ?? modifiers)
    indexNames('column', names)
    const kind = checkedWord('standardErrors', given.standardErrors ?? 'HC3', ['HC0', 'HC1', 'HC2', 'HC3'])
    const confidence = checkedConfidence(given.confidence)
    const columns = new Map(table.columns.map((name, i) => [name, i]))
    const covariates = names.map((name): Covariate => {
      lookUp('column', columns, name)
      const { values, levels } = featureAt(featureOf(table, name, names), rows)
      return levels === null ? { name, values } : { name, values, levels }
    })
    return Object.freeze(
      project(
        Float64Array.from(rows, (i) => scores[i]!),
        weights === null ? null : Float64Array.from(rows, (i) => Math.sqrt(weights[i]!)),
        covariates,
        kind,
        confidence,
      ),
    )
  })
}

/** Least squares; with weights of rows as they and the score are multiplied by the root of the weight, errors included (HC1 counts rows). */
function project(
  scores: Float64Array,
  root: Float64Array | null,
  covariates: readonly Covariate[],
  kind: string,
  confidence: number,
): ProjectedTerm[] {
  const n = scores.length
  const { x: standard, k, terms, source } = designOf(covariates, n)
  // the design's columns are standardised: back to the units of the table, so that coefficients are in them
  const x = inUnits(standard, n, k, terms, source, covariates)
  if (root !== null) for (let i = 0; i < n; i++) for (let a = 0; a < k; a++) x[i * k + a]! *= root[i]!
  const fit = leastSquares(x, n, k, root === null ? scores : scores.map((score, i) => root[i]! * score))
  if (!fit.ok) return []
  return terms.map((term, a) => {
    const pick = new Float64Array(k)
    pick[a] = 1
    const row = fit.inverseTimes(pick)
    let variance = 0
    for (let i = 0; i < n; i++) {
      let [weight, leverage] = [0, 0]
      const at = x.subarray(i * k, (i + 1) * k)
      for (let b = 0; b < k; b++) weight += row[b]! * at[b]!
      if (kind === 'HC2' || kind === 'HC3') {
        const h = fit.inverseTimes(Float64Array.from(at))
        for (let b = 0; b < k; b++) leverage += h[b]! * at[b]!
      }
      const left =
        (weight * fit.residuals[i]!) / (kind === 'HC3' ? 1 - leverage : kind === 'HC2' ? Math.sqrt(1 - leverage) : 1)
      variance += left * left
    }
    if (kind === 'HC1') variance *= n / (n - k)
    return Object.freeze({ term, ...withInterval(fit.coefficients[a]!, Math.sqrt(variance), confidence) })
  })
}

function inUnits(
  standard: Float64Array,
  n: number,
  k: number,
  terms: readonly string[],
  source: Int32Array,
  covariates: readonly Covariate[],
): Float64Array {
  const x = standard.slice()
  for (let a = 1; a < k; a++) {
    const { name, values, levels } = covariates[source[a]!]!
    const code = levels === undefined ? -1 : levels.findIndex((level) => `${name}=${level}` === terms[a])
    for (let i = 0; i < n; i++) x[i * k + a] = code < 0 ? values[i]! : values[i] === code ? 1 : 0
  }
  return x
}
