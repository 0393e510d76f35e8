import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { designMatrix } from '../../numeric/design-matrix.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { standardized } from '../../numeric/standardized.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { covariateOf, outcomeOf } from '../core/columns/coded-columns.js'
import { treatmentOf } from '../core/columns/coded-treatment.js'
import { designOf } from '../core/regression/design.js'
import type { EstimatedEffect } from '../core/types/effect.js'
import { alsoAdjusted } from './also-adjusted.js'
import { freeName, nothing, told, withColumns } from './replicates.js'
import type { Refutation, RefutationSubject, Refuter } from './types.js'

/**
 * How strong the hidden cause is.
 *
 * @category Estimation
 */
export interface UnobservedConfounderOptions {
  /** The share of the treatment's variance left by the covariates that it explains, from 0 to below 1 (default 0.1). */
  readonly withTreatment?: number
  /** The share of the outcome's variance left by covariates and treatment that it explains, from 0 to below 1 (default 0.1). */
  readonly withOutcome?: number
  /** The same seed gives the same column (default 1). */
  readonly seed?: number | string
}

/**
 * A refuter: a hidden cause of treatment and outcome is made up, as strong as told and working against the effect, and adjusted
 * for.
 *
 * The column has exactly these partial R² in the rows at hand (for a regression the new estimate is then that of Cinelli &
 * Hazlett 2020). The effect counts as refuted where it vanishes, or turns, or its interval then holds no effect. How strong hidden
 * causes may be is for you to say: compare with measured ones by `sensitivity`.
 *
 * @param options - both partial R², seed
 * @returns a refuter for `refute`
 * @throws CausalError `invalid-argument` for a share outside 0 to 1
 * @complexity that of the estimator
 * @category Estimation
 * @example
 * unobservedConfounder({ withTreatment: 0.2 }).name
 * //=> 'unobserved confounder (0.2 of the treatment, 0.1 of the outcome)'
 */
export function unobservedConfounder(options: UnobservedConfounderOptions = {}): Refuter {
  return calledAs('unobservedConfounder', () => {
    checkOptions('options', options, ['withTreatment', 'withOutcome', 'seed'], {
      withTreatment: 'number',
      withOutcome: 'number',
    })
    const { withTreatment = 0.1, withOutcome = 0.1, seed = 1 } = checkedObject('options', options)
    for (const [key, share] of Object.entries({ withTreatment, withOutcome })) {
      if (typeof share === 'number' && share >= 0 && share < 1) continue
      throw new CausalError('invalid-argument', `${key} must be from 0 to below 1, got ${show(share)}.`, {
        [key]: share,
      })
    }
    seedStream(seed)
    const name = `unobserved confounder (${withTreatment} of the treatment, ${withOutcome} of the outcome)`
    return Object.freeze({
      name,
      attempt: (subject: RefutationSubject): Refutation => {
        const { table, effect, estimate } = subject
        const column = freeName(table, 'hidden cause')
        const specification = alsoAdjusted(effect, column, 'unobservedConfounder')
        const values = hiddenCause(table, effect, { withTreatment, withOutcome, seed })
        const found = estimate(withColumns(table, { [column]: values }), specification)
        const none = nothing(subject)
        const hypothesis = `a hidden cause that explains ${withTreatment} of what is left of the treatment and ${withOutcome} of what is left of the outcome does not take the effect away`
        const base = { refuter: name, hypothesis, pValue: null, estimate: effect.estimate }
        if (!found.estimated) {
          const message = `With the hidden cause there is no estimate: ${found.message}`
          return Object.freeze({ ...base, refuted: null, mean: null, replicates: [], failed: 1, message })
        }
        const [low, high] = found.interval
        const refuted = low <= none && none <= high ? true : found.estimate > none !== effect.estimate > none
        return Object.freeze({
          ...base,
          refuted,
          mean: found.estimate,
          replicates: Object.freeze([found.estimate]),
          failed: 0,
          message: `A hidden cause of this strength against the effect would move it from ${told(effect.estimate)} to ${told(found.estimate)} (${told(low)} to ${told(high)})${refuted ? ': that is enough to take it away' : ': not enough to take it away'}.`,
        })
      },
    })
  })
}

/** U = a t + b y + c e with t and y what covariates leave of treatment and outcome, and e noise apart from both. */
function hiddenCause(
  table: Table,
  effect: EstimatedEffect,
  { withTreatment, withOutcome, seed }: Required<UnobservedConfounderOptions>,
): Float64Array {
  const { treatment, outcome, adjustment, contrast } = effect.specification
  const n = table.rowCount
  const event = effect.diagnostics['event'] as string | undefined
  const t = treatmentOf(table, treatment, contrast).values
  const y = outcomeOf(table, outcome, event).values
  const design = designOf(
    adjustment.map((name) => covariateOf(table, name)),
    n,
  )
  const columns = Array.from({ length: design.k - 1 }, (_, a) =>
    Float64Array.from({ length: n }, (_, i) => design.x[i * design.k + a + 1]!),
  )
  const left = (values: Float64Array, on: readonly Float64Array[]): Float64Array => {
    const fit = leastSquares(designMatrix(on, n), n, on.length + 1, values)
    const unit = fit.ok ? standardized(fit.residuals) : null
    if (unit !== null) return unit.column
    throw new CausalError('constant-column', 'treatment or outcome is determined by what is adjusted for.', {})
  }
  const tLeft = left(t, columns)
  const yLeft = left(y, [...columns, t])
  const noise = new Float64Array(n)
  generator(seedStream(seed)).fillNormal(noise)
  const eLeft = left(noise, [...columns, t, y])
  // a cause that pushes both the same way feigns a positive effect
  const sign = effect.estimate >= (effect.measure === 'difference' ? 0 : 1) ? 1 : -1
  const a = Math.sqrt(withTreatment)
  const b = sign * Math.sqrt(withOutcome * (1 - withTreatment))
  const c = Math.sqrt((1 - withOutcome) * (1 - withTreatment))
  return tLeft.map((value, i) => a * value + b * yLeft[i]! + c * eLeft[i]!)
}
