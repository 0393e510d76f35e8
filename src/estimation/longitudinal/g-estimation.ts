import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { refused } from '../core/report/refused.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { byState, type LongitudinalColumns, longitudinalColumns, weightOf } from './panel-columns.js'

/**
 * What g-estimation is asked of.
 *
 * @category Estimation
 */
export interface GEstimationQuestion<N extends string = string> {
  /** Covariates and treatments in order of time. */
  readonly order: readonly N[]
  /** Which of them are treatments: numbers. */
  readonly treatments: readonly N[]
  /** The outcome, after all of these. */
  readonly outcome: N
  /** The category of the outcome that counts as 1. */
  readonly event?: string
  /** A column of weights. */
  readonly weights?: N
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * The effects of treatments over time, each with later ones at 0.
 *
 * @category Estimation
 */
export interface BlipEffects {
  /** The data determine them. */
  readonly estimated: true
  /** One entry a treatment, in order of time. */
  readonly effects: readonly {
    /** The treatment. */
    readonly treatment: string
    /** What one unit of it adds to the mean outcome. */
    readonly estimate: number
    /** Its standard error. */
    readonly standardError: number
    /** Its confidence interval. */
    readonly interval: readonly [number, number]
  }[]
  /** The level of the intervals. */
  readonly confidence: number
  /** Rows. */
  readonly n: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}

/**
 * G-estimation of an additive structural nested mean model: what one unit of each treatment adds, when the treatments after it
 * are at 0 and whatever came before.
 *
 * From the last treatment to the first, ψₜ solves Σ (Aₜ − E[Aₜ | past]) (Y − Σ_{s ≥ t} ψ_s A_s) = 0, with E[Aₜ | past] as the rows
 * have it. Right where each effect is the same for all histories, also where covariates on the way share hidden causes with the
 * outcome, which ordinary regression does not survive. The standard error stacks the equations.
 *
 * @param table - n rows; all columns complete and, but for the outcome, discrete
 * @param question - order, treatments, outcome
 * @returns one effect a treatment, or a refusal where the past tells a treatment
 * @throws CausalError `unknown-name`, `overlap`, `invalid-data`, `missing-values`, `not-supported` for treatments of categories
 * @complexity O(n m) for m columns
 * @see Robins 1994; Vansteelandt & Joffe 2014
 * @category Estimation
 * @example
 * const t = table({ A0: [0, 0, 1, 1, 0, 1], A1: [0, 1, 0, 1, 1, 0], Y: [1, 3, 2, 4, 3, 2] })
 * const e = gEstimation(t, { order: ['A0', 'A1'], treatments: ['A0', 'A1'], outcome: 'Y' })
 * e.estimated && e.effects.map(({ estimate }) => estimate)
 * //=> [1.0000, 2.0000]
 */
export function gEstimation<T>(
  table: Table<T>,
  question: GEstimationQuestion<keyof T & string>,
): BlipEffects | RefusedEffect {
  return calledAs('gEstimation', () => {
    checkOptions('question', question, ['order', 'treatments', 'outcome', 'event', 'weights', 'confidence'])
    const asked = checkedObject('question', question) as GEstimationQuestion
    const { order, treatments, outcome, event, weights, confidence = 0.95 } = asked
    if (!(confidence > 0 && confidence < 1)) {
      throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {})
    }
    const columns = longitudinalColumns(table, { order, treatments, outcome, event, weights })
    const found = blips(columns)
    if ('estimated' in found) return found
    const { n } = columns
    const half = normalQuantile((1 + confidence) / 2)
    const effects = found.map(({ treatment, estimate, influence }) => {
      const standardError = euclideanNorm(influence) / n
      const interval = Object.freeze([estimate - half * standardError, estimate + half * standardError] as const)
      return Object.freeze({ treatment, estimate, standardError, interval })
    })
    return Object.freeze({
      estimated: true,
      effects: Object.freeze(effects),
      confidence,
      n,
      warnings: Object.freeze([...columns.warnings]),
    })
  })
}

interface Blip {
  readonly treatment: string
  readonly estimate: number
  readonly influence: Float64Array
}

function blips({ n, order, isTreatment, outcome, weights }: LongitudinalColumns): Blip[] | RefusedEffect {
  const pasts = histories(order, weights, n)
  const total = weights.reduce((a, b) => a + b, 0)
  const left = outcome.slice()
  const found: Blip[] = []
  const values: Float64Array[] = []
  for (let step = order.length - 1; step >= 0; step--) {
    if (!isTreatment[step]) continue
    const { name, states, codes } = order[step]!
    const a = Float64Array.from(codes, (code) => Number(states[code]))
    if (states.some((state) => typeof state === 'string')) {
      throw new CausalError('not-supported', `${show(name)} holds categories: code treatments as numbers.`, {
        treatment: name,
      })
    }
    const residual = centred(a, pasts[step]!, weights)
    const sum = (v: Float64Array): number => v.reduce((s, value, i) => s + weights[i]! * residual[i]! * value, 0)
    const spread = sum(a)
    if (!(spread > 1e-12 * total)) {
      return refused(
        'no-overlap',
        `what came before tells ${show(name)} perfectly: the data say nothing of its effect.`,
        {
          treatment: name,
        },
      )
    }
    const estimate = sum(left) / spread
    for (let i = 0; i < n; i++) left[i]! -= estimate * a[i]!
    // with shares for propensities what is left counts by its distance from the mean of its past
    const u = centred(left, pasts[step]!, weights)
    const influence = u.map((value, i) => (n * weights[i]! * residual[i]! * value) / spread)
    for (const [j, later] of values.entries()) {
      const slope = sum(later) / spread
      for (let i = 0; i < n; i++) influence[i]! -= slope * found[j]!.influence[i]!
    }
    found.push({ treatment: name, estimate, influence })
    values.push(a)
  }
  return found.reverse()
}

/** The groups of rows with the same values before each step. */
function histories(
  order: LongitudinalColumns['order'],
  weights: Float64Array,
  n: number,
): readonly (readonly (readonly number[])[])[] {
  let groups: readonly (readonly number[])[] = [Array.from({ length: n }, (_, i) => i).filter((i) => weights[i]! > 0)]
  return order.map((column) => {
    const before = groups
    groups = before.flatMap((rows) => byState(column, rows).filter((part) => part.length > 0))
    return before
  })
}

/** Values less the mean of their group; 0 for rows without weight. */
function centred(values: Float64Array, groups: readonly (readonly number[])[], weights: Float64Array): Float64Array {
  const out = new Float64Array(values.length)
  for (const rows of groups) {
    const mean = rows.reduce((sum, i) => sum + weights[i]! * values[i]!, 0) / weightOf(weights, rows)
    for (const i of rows) out[i] = values[i]! - mean
  }
  return out
}
