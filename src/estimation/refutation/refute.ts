import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type AskedEffect, askedOf } from '../core/question/asked-effects.js'
import { questionKeys } from '../core/question/check-question.js'
import { readSource, rowsOfCells } from '../core/question/effect-source.js'
import type { EffectEstimate, EstimatedEffect } from '../core/types/effect.js'
import type { EffectRequest, EffectSource, EstimationQuestion, SpecifiedQuestion } from '../core/types/question.js'
import { effectOf } from '../effects/estimate-effect.js'
import type { Specification } from '../specification/types.js'
import type { Refutation, Refuter } from './types.js'

/**
 * Tries to refute an effect: from an effect that `estimateEffect` gave, or from a table and a question.
 *
 * Each refuter says which hypothesis it tests, gives all its replicates and a sentence. An effect that is not refuted is not
 * proved: refuters find faults of the estimator and of assumptions that the data can speak to, no more. The data are never changed.
 *
 * @param effect - an effect from `estimateEffect`, as it was returned (not a copy, not from JSON); or the rows
 * @param refuter - such as `placeboTreatment()`; or, after rows, the question
 * @returns what was tested and found
 * @throws CausalError `invalid-argument` for an effect whose rows are not known any more, or a question that is refused;
 *   what the estimator throws
 * @complexity that of the estimator times the refuter's draws
 * @category Estimation
 * @example
 * const t = table({ T: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], Y: [1, 3, 2, 5, 3, 4, 2, 6, 1, 5] })
 * const e = estimateEffect(t, { graph: dag('T -> Y'), treatment: 'T', outcome: 'Y', estimator: regressionAdjustment() })
 * e.estimated && refute(e, placeboTreatment({ draws: 99 })).refuted
 * //=> false
 */
export function refute(effect: EstimatedEffect, refuter: Refuter): Refutation
export function refute<T, const G extends string>(
  source: EffectSource<T>,
  question: EstimationQuestion<G, T> | SpecifiedQuestion<T>,
  refuter: Refuter,
): Refutation
export function refute(first: unknown, second: unknown, third?: Refuter): Refutation {
  return calledAs('refute', () => {
    const fromEffect = third === undefined && typeof first === 'object' && first !== null && 'estimated' in first
    const refuter = fromEffect ? (second as Refuter) : third
    if (typeof refuter?.attempt !== 'function') {
      throw new CausalError(
        'invalid-argument',
        `give a refuter, such as placeboTreatment() (called, not the function itself), got ${show(refuter)}.`,
        {},
      )
    }
    const asked = fromEffect ? knownEffect(first as EstimatedEffect) : { source: first, question: checked(second) }
    const read = readSource(asked.source)
    if (read.kind === 'moments') {
      throw new CausalError('not-supported', 'refuters draw rows, and moments hold none: give rows or counts.', {})
    }
    const table = (read.kind === 'counts' ? rowsOfCells(read) : read.table) as Table
    const effect = fromEffect ? (first as EstimatedEffect) : effectOf({ kind: 'rows', table }, asked.question)
    if (!effect.estimated) {
      throw new CausalError('invalid-argument', `there is no effect to refute: ${effect.message}`, {
        reason: effect.reason,
      })
    }
    const request = requestOf(asked.question)
    const estimate = (rows: Table, specification: Specification = effect.specification): EffectEstimate =>
      effectOf({ kind: 'rows', table: rows }, { ...request, specification })
    return refuter.attempt({ table, effect, estimate })
  })
}

function knownEffect(effect: EstimatedEffect): AskedEffect {
  const asked = effect.estimated ? askedOf(effect) : null
  if (asked !== null) return asked
  throw new CausalError(
    'invalid-argument',
    effect.estimated
      ? 'the rows behind this effect are not known (a copy, or read from JSON): call refute(table, question, refuter).'
      : 'there is no effect to refute: it was refused.',
    {},
  )
}

function checked(question: unknown): AskedEffect['question'] {
  checkOptions('question', question, [...questionKeys, 'specification'])
  if (typeof question === 'object' && question !== null) return question as AskedEffect['question']
  throw new CausalError(
    'invalid-argument',
    'after the rows give the question, { graph, treatment, outcome, estimator }.',
  )
}

/** What a question says besides its design. */
function requestOf(question: EffectRequest): EffectRequest {
  const { estimator, measure, event, weights, cluster, strata, clusterErrors, confidence } = question
  return {
    estimator,
    ...(measure && { measure }),
    ...(event !== undefined && { event }),
    ...(weights !== undefined && { weights }),
    ...(cluster !== undefined && { cluster }),
    ...(strata !== undefined && { strata }),
    ...(clusterErrors && { clusterErrors }),
    ...(confidence !== undefined && { confidence }),
  }
}
