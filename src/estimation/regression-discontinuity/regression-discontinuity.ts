import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedConfidence, checkedWhole, checkedWord } from '../core/designs/read-question.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { type DiscontinuityTask, discontinuityEffect } from './discontinuity-effect.js'
import { kernels } from './kernel.js'
import { discontinuityKeys, readDiscontinuity } from './read-discontinuity.js'
import type { DiscontinuityEffect, DiscontinuityOptions, DiscontinuityQuestion } from './types.js'

const errors = ['nearest-neighbours', 'classical', 'HC0', 'HC1', 'HC2', 'HC3'] as const

/**
 * Regression discontinuity: the jump of the mean outcome at a cut-off of a running variable that decides the treatment,
 * by local polynomials on both sides; sharp, or fuzzy where the cut-off only moves the chance of treatment.
 *
 * The estimate is freed of its leading bias, and the interval counts what that costs (robust bias correction): it covers at
 * bandwidths of least mean squared error, where the conventional one does not. Right when nothing else jumps at the cut-off
 * and nobody can choose the side: see `manipulationTest`.
 *
 * @param table - a row for each unit
 * @param question - outcome, running variable, cut-off; treatment for a fuzzy design
 * @param options - bandwidth, kernel, degree, standard errors, confidence
 * @returns the effect at the cut-off, with the conventional one, bandwidths, and bins for a plot; or a refusal where too few rows are near, or treatment does not jump
 * @throws CausalError `unknown-name`, `missing-values`, `invalid-data` for columns that cannot be used; `invalid-argument` for options out of range
 * @complexity O(n log n)
 * @category Estimation
 * @see Calonico, Cattaneo & Titiunik 2014, Econometrica 82; Imbens & Kalyanaraman 2012, Review of Economic Studies 79; Calonico et al. 2019 for covariates
 * @example
 * const rows = Array.from({ length: 200 }, (_, i) => {
 *   const score = i / 100 - 0.995
 *   return { score, grade: score + (score >= 0 ? 2 : 0) + ((i * 7) % 5) / 50 }
 * })
 * const e = regressionDiscontinuity(table(rows), { outcome: 'grade', runningVariable: 'score', cutoff: 0 })
 * e.estimated && Math.round(e.estimate * 10) / 10
 * //=> 2
 */
export function regressionDiscontinuity<T>(
  table: Table<T>,
  question: DiscontinuityQuestion<NoInfer<keyof T & string>>,
  options: DiscontinuityOptions = {},
): DiscontinuityEffect | RefusedDesign {
  return calledAs('regressionDiscontinuity', () => {
    checkOptions('question', question, [...discontinuityKeys], { cutoff: 'number' })
    checkOptions(
      'options',
      options,
      ['bandwidth', 'biasBandwidth', 'kernel', 'degree', 'biasCorrection', 'standardErrors', 'confidence'],
      { biasBandwidth: 'number', degree: 'number', biasCorrection: 'boolean' },
    )
    const { bandwidth = 'mse', biasBandwidth, degree = 1, biasCorrection = true } = options
    const confidence = checkedConfidence(options.confidence)
    const kernel = checkedWord('kernel', options.kernel ?? 'triangular', kernels)
    if (typeof bandwidth !== 'number') checkedWord('bandwidth', bandwidth, ['mse', 'imbens-kalyanaraman'])
    for (const [name, value] of Object.entries({ bandwidth, biasBandwidth })) {
      if (typeof value === 'string' || value === undefined) continue
      if (!(typeof value === 'number' && value > 0 && Number.isFinite(value))) {
        throw new CausalError('invalid-argument', `${name} must be a number above 0, got ${show(value)}.`, {
          [name]: value,
        })
      }
    }
    if (typeof biasCorrection !== 'boolean') {
      throw new CausalError('invalid-argument', `biasCorrection must be true or false, got ${show(biasCorrection)}.`)
    }
    const data = readDiscontinuity(table as Table<unknown, string>, question)
    if ('estimated' in data) return data
    const standardErrors =
      data.clusters === null
        ? checkedWord('standardErrors', options.standardErrors ?? 'nearest-neighbours', errors)
        : checkedWord('standardErrors', options.standardErrors ?? 'CR1', ['CR0', 'CR1'])
    const task: DiscontinuityTask = {
      bandwidth,
      biasBandwidth: biasBandwidth ?? null,
      kernel,
      degree: checkedWhole('degree', degree, 0),
      biasCorrection,
      standardErrors,
      confidence,
    }
    if (task.degree > 5)
      throw new CausalError('invalid-argument', `degree must be from 0 to 5, got ${degree}.`, { degree })
    return discontinuityEffect(data, task)
  })
}
