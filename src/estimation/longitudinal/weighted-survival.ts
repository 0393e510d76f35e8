import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { checkedConfidence, checkedWhole } from '../core/designs/read-question.js'
import { inference } from '../core/inference/inference.js'
import { noOverlap, partedBy } from '../core/problem/overlap-gaps.js'
import { checkTarget } from '../core/problem/target-share.js'
import { watch } from '../core/problem/watch.js'
import { refused } from '../core/report/refused.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { armWeights } from '../weighting/arm-weights.js'
import { overlapReport } from '../weighting/overlap-report.js'
import type { SurvivalFigure } from './survival-types.js'
import { type Curves, curvesOf, readSurvival, type SurvivalData } from './weighted-curves.js'
import { restrictedMean, type StepCurve, survivalAt } from './weighted-kaplan-meier.js'
import type { WeightedSurvival, WeightedSurvivalQuestion } from './weighted-survival-types.js'

/**
 * Survival curves under two treatments by weighting: Kaplan and Meier's estimate in which each unit weighs the inverse of the chance of
 * its arm and of not having been censored so far.
 *
 * Right where a logistic model of the treatment is, and censoring hangs on the arm alone, or on `censoring` by proportional hazards.
 * The restricted mean is the area under the curve: how much time without the event the treatment gains up to the horizon. It needs no
 * proportional hazards of the event, which a hazard ratio does. The errors come from a bootstrap that fits all models anew.
 *
 * @param table - n units, one row each; complete columns
 * @param question - time, event, treatment, covariates, horizon
 * @returns curves and differences with errors; or a refusal where arms do not overlap or nobody is followed so far
 * @throws CausalError `unknown-name`, `overlap`, `invalid-data` for times or events that are none, `missing-values`,
 *   `constant-column`, `collinear`, `too-few-rows`, `invalid-argument`, `aborted`
 * @complexity draws · O(n log n), with `censoring` draws · O(n d) for d event times
 * @see Robins & Finkelstein 2000; Xie & Liu 2005; Royston & Parmar 2013 for the restricted mean
 * @category Estimation
 * @example
 * const t = table({ a: [0, 0, 0, 0, 1, 1, 1, 1], time: [1, 2, 3, 5, 2, 4, 5, 5], dead: [1, 1, 0, 0, 1, 0, 0, 0] })
 * const s = weightedSurvival(t, { time: 'time', event: 'dead', treatment: 'a', covariates: [], horizon: 4, draws: 50 })
 * s.estimated && [s.survivalDifference.estimate, s.restrictedMeanDifference.estimate]
 * //=> [0.25, 0.75]
 */
export function weightedSurvival<T>(
  table: Table<T>,
  question: WeightedSurvivalQuestion<keyof T & string>,
): WeightedSurvival | RefusedEffect {
  return calledAs('weightedSurvival', () => {
    checkOptions(
      'question',
      question,
      [
        'time',
        'event',
        'treatment',
        'contrast',
        'covariates',
        'censoring',
        'horizon',
        'population',
        'confidence',
        'draws',
        'seed',
        'onProgress',
        'signal',
      ],
      { horizon: 'number' },
    )
    checkTable(table)
    const asked = checkedObject('question', question) as unknown as WeightedSurvivalQuestion
    const { population = 'ATE', draws = 200, seed = 1 } = asked
    checkTarget(population, ['ATE', 'ATT', 'ATC', 'ATO'])
    const confidence = checkedConfidence(asked.confidence)
    checkedWhole('draws', draws, 20)
    const start = seedStream(seed)
    const data = readSurvival(table as unknown as Table, asked)
    if ('estimated' in data) return data
    const first = curvesOf(data, population, null)
    if (first === null) return noOverlap(data.problem, [], partedBy(data.problem))
    const replicates: Figures[] = []
    const step = watch(asked, draws)
    const n = data.problem.n
    for (let d = 0; d < draws; d++) {
      step()
      const random = generator(splitStream(start, d))
      const weights = new Float64Array(n)
      for (let i = 0; i < n; i++) weights[random.integer(n)]!++
      const again = curvesOf(data, population, weights, first.propensity)
      if (again !== null) replicates.push(figuresOf(again.curves, asked.horizon))
    }
    if (replicates.length < 0.9 * draws) {
      return refused(
        'no-overlap',
        `only ${replicates.length} of ${draws} bootstrap samples give an estimate: in the others the covariates tell perfectly who was treated. Adjust for less, or find more data.`,
        { draws, failed: draws - replicates.length },
      )
    }
    return report(data, first, replicates, { ...asked, population, confidence, draws })
  })
}

interface Figures {
  readonly means: readonly [number, number]
  readonly survival: readonly [number, number]
}

function figuresOf([from, to]: readonly [StepCurve, StepCurve], horizon: number): Figures {
  return {
    means: [restrictedMean(from, horizon), restrictedMean(to, horizon)],
    survival: [survivalAt(from, horizon), survivalAt(to, horizon)],
  }
}

/** With fewer events in an arm intervals were measured to hold the truth in 91 or 92 of 100 sets. */
const fewEvents = 20

function eventsWarning({ problem, time, event, horizon }: SurvivalData): string[] {
  const seen = [0, 0]
  for (let i = 0; i < problem.n; i++) {
    const arm = problem.treatment[i]!
    if ((arm === 0 || arm === 1) && event[i] === 1 && time[i]! <= horizon) seen[arm]!++
  }
  const least = Math.min(...seen)
  if (least >= fewEvents) return []
  return [
    `there ${least === 1 ? 'is 1 event' : `are ${least} events`} up to ${horizon} with ${problem.arms?.[seen.indexOf(least)] ?? 'an arm'}: with fewer than ${fewEvents} the intervals are a little too narrow (at 95 % they were measured to hold the truth in 91 or 92 of 100 sets).`,
  ]
}

function report(
  data: SurvivalData,
  { curves, propensity }: Curves,
  replicates: readonly Figures[],
  {
    population,
    confidence,
    draws,
  }: { readonly population: WeightedSurvival['population']; readonly confidence: number; readonly draws: number },
): WeightedSurvival {
  const { problem, contrast, warnings, horizon } = data
  const own = figuresOf(curves, horizon)
  const figure = (of: (figures: Figures) => readonly [number, number]): SurvivalFigure => {
    const differences = replicates.map((one) => of(one)[1] - of(one)[0])
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length
    const square = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (differences.length - 1)
    const [from, to] = of(own)
    const standardError = Math.sqrt(square)
    const { interval } = inference(to - from, standardError, Number.POSITIVE_INFINITY, confidence)
    return Object.freeze({ estimate: to - from, standardError, interval })
  }
  const weighing = overlapReport(propensity, problem, armWeights(problem.treatment, propensity, population), population)
  return Object.freeze({
    estimated: true,
    contrast,
    horizon,
    population,
    curves: Object.freeze({ from: Object.freeze(curves[0]), to: Object.freeze(curves[1]) }),
    survivalDifference: figure(({ survival }) => survival),
    restrictedMeanDifference: figure(({ means }) => means),
    restrictedMeans: Object.freeze(own.means),
    n: problem.n,
    failed: draws - replicates.length,
    diagnostics: Object.freeze(weighing.diagnostics),
    warnings: Object.freeze([...warnings, ...weighing.warnings, ...eventsWarning(data)]),
  })
}
