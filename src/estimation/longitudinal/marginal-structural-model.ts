import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { times } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { refused } from '../core/report/refused.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { byState, type LongitudinalColumns, longitudinalColumns, weightOf } from './panel-columns.js'

/**
 * What a marginal structural model is asked of.
 *
 * @category Estimation
 */
export interface StructuralModelQuestion<N extends string = string> {
  /** Covariates and treatments in order of time. */
  readonly order: readonly N[]
  /** Which of them are treatments: numbers. */
  readonly treatments: readonly N[]
  /** The outcome, after all of these. */
  readonly outcome: N
  /** The category of the outcome that counts as 1. */
  readonly event?: string
  /** Linear in the sum of the treatments (`cumulative`, the default), or with all their products (`saturated`). */
  readonly model?: 'cumulative' | 'saturated'
  /** A column of weights. */
  readonly weights?: N
}

/**
 * A marginal structural model.
 *
 * @category Estimation
 */
export interface StructuralModel {
  /** The data determine it. */
  readonly estimated: true
  /** The coefficients by term, with robust standard errors that take the weights as known. */
  readonly coefficients: Readonly<
    Record<
      string,
      {
        /** The coefficient. */
        readonly estimate: number
        /** Its standard error. */
        readonly standardError: number
      }
    >
  >
  /** The stabilized weight of each row. Left out of JSON, where `omitted` names it instead. */
  readonly stabilizedWeights: Float64Array
  /** Their mean (about 1), least and greatest. */
  readonly weightSummary: {
    /** The mean. */
    readonly mean: number
    /** The least. */
    readonly min: number
    /** The greatest. */
    readonly max: number
  }
  /** Rows. */
  readonly n: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}

/**
 * A marginal structural model for treatments over time: how the mean outcome would hang on the treatments if they were set,
 * fitted with stabilized inverse probability weights.
 *
 * The weights are Π P(aₜ | earlier treatments) / P(aₜ | all that came before), as the rows have it. The standard errors take them
 * as known, which is mostly cautious.
 *
 * @param table - n rows; all columns complete and, but for the outcome, discrete
 * @param question - order, treatments, outcome, model
 * @returns coefficients with errors and the weights, or a refusal where the treatments do not determine the model
 * @throws CausalError `unknown-name`, `overlap`, `invalid-data`, `missing-values`, `not-supported` for treatments of categories
 * @complexity O(n m + n k²) for m columns and k coefficients
 * @see Robins, Hernán & Brumback 2000
 * @category Estimation
 * @example
 * const t = table({ A0: [0, 0, 1, 1, 0, 1], L1: [0, 1, 0, 1, 0, 0], A1: [0, 1, 0, 1, 1, 1], Y: [1, 4, 2, 6, 3, 4] })
 * const m = marginalStructuralModel(t, { order: ['A0', 'L1', 'A1'], treatments: ['A0', 'A1'], outcome: 'Y' })
 * m.estimated && Object.keys(m.coefficients)
 * //=> ['(intercept)', 'A0 + A1']
 */
export function marginalStructuralModel<T>(
  table: Table<T>,
  question: StructuralModelQuestion<keyof T & string>,
): StructuralModel | RefusedEffect {
  return calledAs('marginalStructuralModel', () => {
    checkOptions('question', question, ['order', 'treatments', 'outcome', 'event', 'model', 'weights'])
    const asked = checkedObject('question', question) as StructuralModelQuestion
    const { order, treatments, outcome, event, model = 'cumulative', weights } = asked
    if (model !== 'cumulative' && model !== 'saturated') {
      throw new CausalError('invalid-argument', `model must be cumulative or saturated, got ${show(model)}.`, { model })
    }
    const columns = longitudinalColumns(table, { order, treatments, outcome, event, weights })
    const stabilized = stabilizedWeights(columns)
    const { terms, design } = designOfModel(columns, model)
    const { n } = columns
    const k = terms.length
    const full = stabilized.map((value, i) => value * columns.weights[i]!)
    const fit = leastSquares(design, n, k, columns.outcome, full)
    if (!fit.ok) {
      return refused('no-overlap', `the treatments that occur do not determine ${show(terms[fit.column])}.`, { terms })
    }
    const coefficients = terms.map((term, a) => {
      const unit = new Float64Array(k)
      unit[a] = 1
      const direction = times(design, n, k, fit.inverseTimes(unit))
      const parts = direction.map((d, i) => d * full[i]! * fit.residuals[i]!)
      return [term, Object.freeze({ estimate: fit.coefficients[a]!, standardError: euclideanNorm(parts) })] as const
    })
    const total = columns.weights.reduce((a, b) => a + b, 0)
    const used = stabilized.filter((_, i) => columns.weights[i]! > 0)
    return withoutInJson(
      {
        estimated: true,
        coefficients: Object.freeze(Object.fromEntries(coefficients)),
        stabilizedWeights: stabilized,
        weightSummary: Object.freeze({
          mean: full.reduce((a, b) => a + b, 0) / total,
          min: used.reduce((a, b) => Math.min(a, b)),
          max: used.reduce((a, b) => Math.max(a, b)),
        }),
        n,
        warnings: Object.freeze([...columns.warnings]),
      },
      ['stabilizedWeights'],
    )
  })
}

/** Π P(a | earlier treatments) / P(a | all before) of each row. */
function stabilizedWeights({ n, order, isTreatment, weights }: LongitudinalColumns): Float64Array {
  const result = new Float64Array(n).fill(1)
  const all = Array.from({ length: n }, (_, i) => i).filter((i) => weights[i]! > 0)
  /** Multiplies by the share of each row's treatment among rows with the same past, up or down. */
  const walk = (steps: readonly number[], up: boolean): void => {
    let groups: readonly (readonly number[])[] = [all]
    for (const step of steps) {
      const next: (readonly number[])[] = []
      for (const rows of groups) {
        for (const part of byState(order[step]!, rows)) {
          if (part.length === 0) continue
          next.push(part)
          if (!isTreatment[step]) continue
          const share = weightOf(weights, part) / weightOf(weights, rows)
          for (const i of part) result[i]! *= up ? share : 1 / share
        }
      }
      groups = next
    }
  }
  const steps = order.map((_, s) => s)
  walk(
    steps.filter((s) => isTreatment[s]),
    true,
  )
  walk(steps, false)
  return result
}

function designOfModel(
  { n, order, isTreatment }: LongitudinalColumns,
  model: 'cumulative' | 'saturated',
): { terms: readonly string[]; design: Float64Array } {
  const treatments = order.filter((_, s) => isTreatment[s])
  const words = treatments.find(({ states }) => states.some((state) => typeof state === 'string'))
  if (words !== undefined) {
    throw new CausalError('not-supported', `${show(words.name)} holds categories: code treatments as numbers.`, {
      treatment: words.name,
    })
  }
  const value = (t: number, i: number): number => Number(treatments[t]!.states[treatments[t]!.codes[i]!])
  const names = treatments.map(({ name }) => name)
  if (model === 'cumulative') {
    const design = new Float64Array(2 * n)
    for (let i = 0; i < n; i++) {
      design[2 * i] = 1
      for (let t = 0; t < names.length; t++) design[2 * i + 1]! += value(t, i)
    }
    return { terms: ['(intercept)', names.join(' + ')], design }
  }
  // one term a subset of the treatments
  const k = 2 ** names.length
  const design = new Float64Array(n * k).fill(1)
  for (let i = 0; i < n; i++)
    for (let s = 0; s < k; s++)
      for (let t = 0; t < names.length; t++) if ((s >> t) & 1) design[i * k + s]! *= value(t, i)
  const terms = Array.from({ length: k }, (_, s) => names.filter((_, t) => (s >> t) & 1).join(' * ') || '(intercept)')
  return { terms, design }
}
