import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { studentTQuantile, studentTTwoSided } from '../../numeric/special/student-t.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { askedOf } from '../core/question/asked-effects.js'
import { checkColumns } from '../core/question/effect-design.js'
import { readSource } from '../core/question/effect-source.js'
import type { EstimatedEffect } from '../core/types/effect.js'
import type { EffectSource } from '../core/types/question.js'
import { adjustedBy, benchmarkBounds, robustnessValue } from './omitted-variable-bias.js'
import { partialRegression } from './partial-regression.js'
import type { BenchmarkBound, Sensitivity, SensitivityOptions, SensitivityQuestion } from './types.js'

const optionKeys = ['benchmarks', 'times', 'share', 'alpha'] as const

/**
 * How strong a hidden cause of treatment and outcome would have to be to overturn a regression: Cinelli & Hazlett's robustness
 * values, bounds by benchmarks and contours.
 *
 * Judged is the linear regression of the outcome on treatment and adjustment, without products; for an effect of another
 * estimator the same columns are taken, and `warnings` says so. The bias is taken against the estimate's sign.
 *
 * @param effect - an effect from `estimateEffect`, as it was returned; or rows, counts or moments
 * @param options - benchmarks, times, share, alpha; or, after rows, the question
 * @returns the robustness values, bounds and a grid for contours
 * @throws CausalError `unknown-name`, `missing-values`, `collinear`, `too-few-rows`, `invalid-argument`
 * @complexity O(n k² + b k³) for b benchmarks
 * @see Cinelli & Hazlett 2020, Making sense of sensitivity, equations 7, 12, 15 to 17 and theorem 4
 * @category Estimation
 * @example
 * const t = table({ T: [0, 0, 1, 1, 2, 2, 3, 3], X: [1, 3, 2, 4, 3, 5, 4, 7], Y: [1, 2, 3, 3, 5, 6, 6, 9] })
 * sensitivity(t, { treatment: 'T', outcome: 'Y', adjustment: ['X'] }).robustnessValue
 * //=> 0.8401
 */
export function sensitivity(effect: EstimatedEffect, options?: SensitivityOptions): Sensitivity

export function sensitivity<T>(source: EffectSource<T>, question: SensitivityQuestion<keyof T & string>): Sensitivity

export function sensitivity(first: unknown, question: SensitivityOptions | SensitivityQuestion = {}): Sensitivity {
  return calledAs('sensitivity', () => {
    const isEffect = typeof first === 'object' && first !== null && 'estimated' in first
    checkOptions('question', question, [...optionKeys, 'treatment', 'outcome', 'adjustment', 'contrast', 'event'], {
      share: 'number',
    })
    const { benchmarks = [], times = [1, 2, 3], share = 1, alpha = 0.05 } = checkedObject('question', question)
    checkedList('times', times)
    for (const [key, value, ok] of [
      ['share', share, share > 0 && share <= 1],
      ['alpha', alpha, alpha > 0 && alpha < 1],
      ['times', times, times.every((k) => k > 0 && Number.isFinite(k))],
    ] as const) {
      if (!ok) throw new CausalError('invalid-argument', `${key} is out of range, got ${show(value)}.`, { option: key })
    }
    const { source, asked, warnings } = isEffect
      ? subjectOf(first as EstimatedEffect, question)
      : { source: first, asked: question as SensitivityQuestion, warnings: [] }
    const { estimate, standardError, degreesOfFreedom: df, benchmark } = partialRegression(readSource(source), asked)
    checkedList('benchmarks', benchmarks)
    if (benchmarks.length > 0) checkColumns('benchmark', asked.adjustment, benchmarks)
    const tStatistic = estimate / standardError
    const fit = { estimate, standardError, degreesOfFreedom: df }
    const cut = studentTQuantile(1 - alpha / 2, df)
    const bounds = benchmarks.flatMap((name) =>
      times.flatMap((k): BenchmarkBound[] => {
        const strength = benchmarkBounds(benchmark(name), k)
        if (strength === null) return []
        const moved = adjustedBy(fit, strength.withTreatment, strength.withOutcome)
        const reach = studentTQuantile(1 - alpha / 2, df - 1) * moved.standardError
        const interval = Object.freeze([moved.estimate - reach, moved.estimate + reach] as const)
        return [Object.freeze({ benchmark: name, times: k, ...strength, ...moved, interval })]
      }),
    )
    const value = robustnessValue(fit, share, 0)
    const ofInterval = robustnessValue(fit, share, alpha)
    return Object.freeze({
      ...fit,
      tStatistic,
      pValue: studentTTwoSided(Math.abs(tStatistic), df),
      partialR2: tStatistic ** 2 / (tStatistic ** 2 + df),
      robustnessValue: value,
      robustnessValueOfInterval: ofInterval,
      bounds: Object.freeze(bounds),
      contour: contourOf(fit, bounds),
      message: sentence(value, ofInterval, share, alpha, Math.abs(tStatistic) > cut),
      warnings: Object.freeze([...warnings, ...impossible(benchmarks, times, bounds)]),
    })
  })
}

/** The columns of an effect; another model than the linear one is said. */
function subjectOf(
  effect: EstimatedEffect,
  options: SensitivityOptions,
): { source: unknown; asked: SensitivityQuestion; warnings: string[] } {
  const asked = effect.estimated ? askedOf(effect) : null
  if (asked === null) {
    throw new CausalError(
      'invalid-argument',
      'the rows behind this effect are not known (a copy, a refusal, or read from JSON): call sensitivity(table, { treatment, outcome, adjustment }).',
      {},
    )
  }
  if (effect.strategy !== 'back-door') {
    throw new CausalError(
      'not-supported',
      `hidden causes are no threat to a ${effect.strategy} as such: sensitivity is for effects by adjustment.`,
      {
        strategy: effect.strategy,
      },
    )
  }
  const { treatment, outcome, adjustment, contrast } = effect.specification
  const event = effect.diagnostics['event'] as string | undefined
  const linear = effect.estimator.startsWith('regression adjustment (without')
  return {
    source: asked.source,
    asked: { ...options, treatment, outcome, adjustment, ...(contrast && { contrast }), ...(event && { event }) },
    warnings: linear
      ? []
      : [`judged is the linear regression on the same columns without products, not ${effect.estimator} itself.`],
  }
}

function contourOf(fit: Parameters<typeof adjustedBy>[0], bounds: readonly BenchmarkBound[]): Sensitivity['contour'] {
  const most = (key: 'withTreatment' | 'withOutcome'): number =>
    Math.min(0.95, Math.max(0.4, ...bounds.map((bound) => 1.1 * bound[key])))
  const steps = 25
  const side = (end: number): readonly number[] =>
    Object.freeze(Array.from({ length: steps }, (_, i) => (end * i) / (steps - 1)))
  const [withTreatment, withOutcome] = [side(most('withTreatment')), side(most('withOutcome'))]
  const estimates = withTreatment.map((r) => Object.freeze(withOutcome.map((s) => adjustedBy(fit, r, s).estimate)))
  return Object.freeze({ withTreatment, withOutcome, estimates: Object.freeze(estimates) })
}

const percent = (value: number): string => `${Number((100 * value).toPrecision(3))} %`

function sentence(value: number, ofInterval: number, share: number, alpha: number, significant: boolean): string {
  const what = share === 1 ? 'explain the whole estimate away' : `take away ${percent(share)} of the estimate`
  const first = `Hidden causes that explain at least ${percent(value)} of what is left of both treatment and outcome could ${what}; weaker ones in both could not.`
  if (!significant) return `${first} The interval at ${percent(1 - alpha)} holds no effect as it is.`
  return `${first} From ${percent(ofInterval)} they could bring the interval at ${percent(1 - alpha)} to hold it.`
}

function impossible(
  benchmarks: readonly string[],
  times: readonly number[],
  bounds: readonly BenchmarkBound[],
): string[] {
  return benchmarks.flatMap((name) =>
    times
      .filter((k) => !bounds.some((bound) => bound.benchmark === name && bound.times === k))
      .map((k) => `a hidden cause ${k} times as strong as ${show(name)} would explain more than there is: no bound.`),
  )
}
