import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { portablePow } from '../../numeric/special/portable-pow.js'
import { studentTQuantile } from '../../numeric/special/student-t.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { stratifiedParts } from '../core/clusters/strata-error.js'
import { covariateOf } from '../core/columns/coded-columns.js'
import { statesOf } from '../core/columns/coded-treatment.js'
import { requireCompleteColumns } from '../core/columns/require-complete-columns.js'
import { simultaneousCritical } from '../core/inference/simultaneous.js'
import { type PreparedEffect, prepareEffect } from '../core/problem/prepare-effect.js'
import { checkQuestion, questionKeys } from '../core/question/check-question.js'
import { readSource } from '../core/question/effect-source.js'
import { needsRows } from '../core/report/effect-from-moments.js'
import { isRefused } from '../core/report/refused.js'
import { reportEffect } from '../core/report/report-effect.js'
import type { EffectEstimate, EstimatedEffect } from '../core/types/effect.js'
import type { EffectSource, EstimationQuestion } from '../core/types/question.js'

/**
 * What is asked of several arms at once.
 *
 * @category Estimation
 */
export interface EffectsQuestion<G extends string = string, T = Record<string, unknown>>
  extends Omit<EstimationQuestion<G, T>, 'contrast'> {
  /** The treatment that all others are compared with. */
  readonly contrast: {
    /** A category, or a number. */
    readonly from: string | number
  }
}

/**
 * The effect of each arm against one of them.
 *
 * @category Estimation
 */
export interface EstimatedEffects {
  /** The treatment compared with. */
  readonly from: string | number
  /** One entry for each other treatment, in the order of the categories or numbers. */
  readonly effects: readonly {
    /** The treatment whose effect it is. */
    readonly to: string | number
    /** Its effect against `from`, or why there is none. */
    readonly effect: EffectEstimate
    /** The interval that holds together with those of all other arms; null where there is no estimate. */
    readonly simultaneous: readonly [number, number] | null
  }[]
  /** How many standard errors the simultaneous intervals reach; null where no arm has an estimate. */
  readonly critical: number | null
}

/** The most arms that are compared at once. */
const mostArms = 100

/**
 * The effect of each of several treatments against one of them, all in the same population.
 *
 * Each is what `estimateEffect` gives for that contrast, from all rows. Its `interval` is for one comparison; those under
 * `simultaneous` hold all together with the confidence asked for: they use how the estimates hang together, which is less
 * wide than Bonferroni's (Hothorn, Bretz & Westfall 2008), with the t distribution where the estimates have it.
 *
 * @param source - n rows, of which the columns that are used must be complete, or counts of them
 * @param question - as for `estimateEffect`, with `contrast: { from }`
 * @returns the treatment compared with, and an effect or a refusal for each other one
 * @throws CausalError as `estimateEffect`; `not-supported` for more than 100 different treatments
 * @complexity that of the estimator, times the number of arms
 * @category Estimation
 * @example
 * const t = table({ plan: ['free', 'free', 'pro', 'pro', 'team', 'team'], visits: [1, 2, 3, 5, 8, 9] })
 * const { effects } = estimateEffects(t, {
 *   graph: dag('plan -> visits'),
 *   treatment: 'plan',
 *   outcome: 'visits',
 *   estimator: standardization(),
 *   contrast: { from: 'free' },
 * })
 * effects.map(({ to, effect }) => [to, effect.estimated && effect.estimate])
 * //=> [['pro', 2.5], ['team', 7]]
 */
export function estimateEffects<T, const G extends string>(
  source: EffectSource<T>,
  question: EffectsQuestion<G, T>,
): EstimatedEffects {
  return calledAs('estimateEffects', () => {
    checkOptions('question', question, questionKeys)
    checkOptions('contrast', checkedObject('question', question).contrast, ['from'])
    const { treatment, contrast, confidence = 0.95 } = question as unknown as EffectsQuestion
    const asked = { ...question, contrast: undefined } as unknown as EstimationQuestion
    const read = readSource(source)
    if (read.kind === 'moments') throw needsRows('the comparison of several arms')
    const { table } = read
    checkQuestion(table.columns, asked)
    requireCompleteColumns(table, [treatment])
    const from = contrast?.from
    const { values, levels } = covariateOf(table, treatment)
    const states = statesOf(values, levels)
    const arms = [...states].map(([value, state]) => (levels === undefined ? value : state))
    if (arms.length > mostArms) {
      throw new CausalError(
        'not-supported',
        `the treatment ${show(treatment)} has ${arms.length} different values, and at most ${mostArms} are compared at once: ask estimateEffect for one contrast, or group them.`,
        { treatment, values: arms.length, limit: mostArms },
      )
    }
    if (from === undefined || !arms.includes(from)) {
      throw new CausalError(
        from === undefined ? 'invalid-argument' : 'unknown-name',
        `\`contrast: { from }\` must say which treatment the others are compared with, one of ${levels === undefined ? arms.slice(0, 12).join(', ') : quoteNames(arms.map(String), 12)}, got ${show(from)}.`,
        { option: 'contrast.from', value: from, levels: arms },
      )
    }
    const parts: Float64Array[] = []
    const single = arms
      .filter((to) => to !== from)
      .map((to) => {
        const prepared = prepareEffect(read, { ...asked, contrast: { from, to } })
        if (isRefused(prepared)) return { to, effect: prepared }
        const effect = reportEffect(prepared, prepared.estimator.fit())
        if (effect.estimated) parts.push(independentParts(prepared, effect.influence))
        return { to, effect }
      })
    // one χ² for all: the fewest degrees of freedom
    const least = Math.min(
      ...single.map(({ effect }) => (effect.estimated ? effect.degreesOfFreedom : null) ?? Number.POSITIVE_INFINITY),
    )
    const critical = parts.length === 0 ? null : simultaneousCritical(parts, confidence, least)
    const effects = single.map(({ to, effect }) =>
      Object.freeze({ to, effect, simultaneous: effect.estimated ? widened(effect, critical!) : null }),
    )
    return Object.freeze({ from, effects: Object.freeze(effects), critical })
  })
}

/** What each independent unit (a row, a cell by its count, a cluster) adds to the deviation of an estimate. */
function independentParts({ problem, clusters, strata }: PreparedEffect, influence: Float64Array): Float64Array {
  if (strata.length > 0) {
    const counts = problem.weightKind === 'counts' ? problem.weights! : null
    return stratifiedParts({ strata, clusters, parts: influence, counts }).parts
  }
  const [column] = clusters
  if (column === undefined) {
    return problem.weightKind === 'counts'
      ? influence.map((part, i) => part * Math.sqrt(problem.weights![i]!))
      : influence
  }
  const code = new Map<number, number>()
  for (const value of column.values) if (!code.has(value)) code.set(value, code.size)
  const sums = new Float64Array(code.size)
  for (let i = 0; i < influence.length; i++) sums[code.get(column.values[i]!)!]! += influence[i]!
  return sums
}

/** The interval that reaches further, on the scale on which it is made. */
function widened(effect: EstimatedEffect, critical: number): readonly [number, number] {
  const { estimate, interval, measure, confidence, degreesOfFreedom: df } = effect
  const quantile = (1 + confidence) / 2
  const factor = critical / (df === null ? normalQuantile(quantile) : studentTQuantile(quantile, df))
  if (measure === 'difference') {
    const [low, high] = interval.map((end) => estimate + factor * (end - estimate)) as [number, number]
    return Object.freeze([low, high] as const)
  }
  const [low, high] = interval.map((end) => estimate * portablePow(end / estimate, factor)) as [number, number]
  return Object.freeze([low, high] as const)
}
