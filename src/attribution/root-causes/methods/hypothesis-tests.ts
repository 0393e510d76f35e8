import { CausalError, calledAs } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { standardizedRaw } from '../core/standardized-raw.js'
import type { IncidentGraph, RootCauseMethod } from '../incident-types.js'

/**
 * Settings of {@link hypothesisTests}.
 *
 * @category Attribution
 */
export interface HypothesisTestsOptions {
  /** Whether a score beyond the threshold is raised by the largest score downstream; false unless told. */
  readonly descendantAdjustment?: boolean
  /** The score from which that happens, 3 unless told. */
  readonly threshold?: number
}

/**
 * Root causes by regression-based hypothesis tests (CIRCA): the largest |z| of what the direct causes leave, over the steps after.
 *
 * z is by the mean and standard deviation before, as in PyRCA. `descendantAdjustment` adds to each score from `threshold` on the
 * largest (adjusted) score of its descendants, as the paper does. It puts what lies upstream first even where its own score is noise that
 * happened to pass the threshold: of 22 reference incidents it has the right variable first in 13, without it in all, so it is off
 * unless told. (PyRCA adjusts in the order of columns; this is its answer when effects stand before causes.)
 *
 * @param options - `descendantAdjustment` and `threshold`
 * @returns the method, for {@link rootCauses}
 * @throws CausalError `invalid-argument`; where it is used, `cycle` with the adjustment on a graph whose summary has a cycle
 * @category Attribution
 * @see Li et al. 2022, "Causal inference-based root cause analysis for online service systems with intervention recognition", KDD,
 *   section 4.3
 * @example
 * hypothesisTests({ descendantAdjustment: true }).name
 * //=> 'hypothesis tests, descendant-adjusted'
 */
export function hypothesisTests(options: HypothesisTestsOptions = {}): RootCauseMethod {
  return calledAs('hypothesisTests', () => {
    checkOptions('options', options, ['descendantAdjustment', 'threshold'], { descendantAdjustment: 'boolean' })
    const { descendantAdjustment = false, threshold = 3 } = options
    if (typeof descendantAdjustment !== 'boolean')
      throw new CausalError(
        'invalid-argument',
        `descendantAdjustment is true or false, got ${show(descendantAdjustment)}.`,
        { descendantAdjustment },
      )
    if (!(threshold >= 0 && Number.isFinite(threshold)))
      throw new CausalError('invalid-argument', `threshold is ${show(threshold)}: give a number from 0 on.`, {
        threshold,
      })
    return Object.freeze({
      name: `hypothesis tests${descendantAdjustment ? ', descendant-adjusted' : ''}`,
      needs: Object.freeze(['graph'] as const),
      suspect: ({ checks, graph, names }) => {
        const scores = Float64Array.from(checks, (check) =>
          check === null ? Number.NaN : standardizedRaw(check).reduce((most, z) => Math.max(most, Math.abs(z)), 0),
        )
        return { scores: descendantAdjustment ? adjusted(scores, graph!, names, threshold) : scores }
      },
    } satisfies RootCauseMethod)
  })
}

/** s'ᵢ = sᵢ + max over descendants j of s'ⱼ where sᵢ reaches the threshold; what has no score is passed through. */
function adjusted(
  scores: Float64Array,
  { causes }: IncidentGraph,
  names: readonly string[],
  threshold: number,
): Float64Array {
  const n = scores.length
  const effects: number[][] = causes.map(() => [])
  for (const [i, list] of causes.entries()) for (const cause of list) effects[cause]!.push(i)
  // effects before causes (Kahn 1962)
  const waiting = Int32Array.from(effects, (list) => list.length)
  const queue = [...names.keys()].filter((i) => waiting[i] === 0)
  const out = scores.slice()
  // the largest adjusted score at or below each variable
  const below = new Float64Array(n)
  for (const i of queue) {
    let most = 0
    for (const j of effects[i]!) most = Math.max(most, below[j]!)
    if (scores[i]! >= threshold) out[i] = scores[i]! + most
    below[i] = Math.max(most, Number.isNaN(out[i]!) ? 0 : out[i]!)
    for (const cause of causes[i]!) if (--waiting[cause]! === 0) queue.push(cause)
  }
  if (queue.length < n)
    throw new CausalError(
      'cycle',
      'the descendant adjustment needs a summary graph without cycles: leave it out, or give a graph without feedback.',
    )
  return out
}
