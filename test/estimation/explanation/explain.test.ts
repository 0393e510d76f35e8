import { describe, expect, it } from 'vitest'
import {
  cuped,
  dag,
  differenceInDifferences,
  differenceInMeans,
  type Estimate,
  estimateEffect,
  explain,
  firstDifferences,
  fixedEffects,
  groupTimeEffects,
  mediationEffects,
  normals,
  panelDoubleMachineLearning,
  pooled,
  quantileEffect,
  type RefusedEffect,
  randomStream,
  ratioMetric,
  regressionAdjustment,
  regressionDiscontinuity,
  splines,
  splitStream,
  syntheticControl,
  table,
  twoWayFixedEffects,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const draw = (name: string) => normals(splitStream(randomStream('explain'), name), 240).values
const [x, e, m, f] = [draw('x'), draw('e'), draw('m'), draw('f')]
const T = Array.from(x, (_, i) => i % 2)
const M = Array.from(m, (v, i) => v + T[i]!)
const trial = table({
  T,
  x,
  M,
  Y: Array.from(e, (v, i) => 9 + v + x[i]! + T[i]! + M[i]!),
  views: T.map(() => 2),
  g: T.map((_, i) => i % 60),
})
const score = table({ x, Y: Array.from(e, (v, i) => v + x[i]! + (x[i]! >= 0.1 ? 2 : 0)) })
const panel = table(
  Array.from(e, (v, i) => {
    const [unit, time] = [Math.floor(i / 8), i % 8]
    const law = unit < 3 && time >= 5 ? 1 : 0
    return { unit: `u${unit}`, time, law, dose: f[i]!, y: v / 9 + unit / 10 + time + 3 * law + f[i]! }
  }),
)
const experiment = { treatment: 'T', outcome: 'Y' } as const
const units = { treatment: 'law', outcome: 'y', unit: 'unit', time: 'time' } as const
const dose = { ...units, treatment: 'dose' } as const
const effect = (data: typeof trial) =>
  estimateEffect(data, { graph: dag('T -> Y'), ...experiment, estimator: regressionAdjustment() })

/** Each answer with what must stand in its sentences. */
const answers: readonly (readonly [string, () => Estimate | RefusedEffect<string>, readonly RegExp[]])[] = [
  [
    'an effect of an experiment by specification',
    () =>
      estimateEffect(trial, {
        specification: { strategy: 'experiment', ...experiment, adjustment: [] },
        estimator: regressionAdjustment(),
      }),
    [/^Asked: the mean of Y if everybody had T = 1, less/, /drawn by chance/, /sampleRatioMismatch/],
  ],
  [
    'differenceInMeans',
    () => differenceInMeans(trial, { ...experiment, cluster: 'g' }),
    [/Assumed: which T each g had/],
  ],
  [
    'cuped',
    () => cuped(trial, { ...experiment, adjustment: ['x'] }),
    [/mean of Y if everybody had T = 1/, /by .*CUPED/i],
  ],
  ['quantileEffect', () => quantileEffect(trial, experiment, { quantile: 0.9 }), [/the 0.9 quantile of Y/]],
  [
    'ratioMetric',
    () => ratioMetric(trial, { ...experiment, denominator: 'views' }),
    [/the sum of Y over that of views/],
  ],
  [
    'differenceInDifferences',
    () => differenceInDifferences(panel, units),
    [/by how much law changed the mean of y in each unit/, /parallel trends/],
  ],
  ['twoWayFixedEffects', () => twoWayFixedEffects(panel, units), [/parallel trends/, /β law/]],
  ['groupTimeEffects', () => groupTimeEffects(panel, units), [/preTrend/]],
  ['syntheticControl', () => syntheticControl(panel, units), [/weighted donors/, /preRmse/]],
  [
    'regressionDiscontinuity',
    () => regressionDiscontinuity(score, { outcome: 'Y', runningVariable: 'x', cutoff: 0.1 }),
    [/to have x >= 0.1, for those who stand there/, /would not jump at x = 0.1/, /manipulationTest/],
  ],
  ['fixedEffects', () => fixedEffects(panel, dose), [/one unit more of dose, the same for every unit/, /hausmanTest/]],
  ['firstDifferences', () => firstDifferences(panel, dose), [/Δdose/]],
  [
    'mediationEffects',
    () => mediationEffects(trial, { ...experiment, mediator: 'M', adjustment: ['x'] }),
    [/goes through M/, /Beside it the direct effect is .* and the total/, /correlate by 0\.\d+ take/],
  ],
  [
    'panelDoubleMachineLearning',
    () => panelDoubleMachineLearning(panel, { ...dose, covariates: [], learner: splines() }),
    [/names no design/],
  ],
  [
    'pooled',
    () => pooled([effect(trial), effect(table({ T, Y: Array.from(e, (v, i) => 9 + v + 2 * T[i]!) }) as never)]),
    [/each of the 2 estimates assumes/, /% of what complete data would tell is missing/],
  ],
]

describe('explain', () => {
  it.each(answers)('tells %s in sentences', (_, make, wanted) => {
    const answer = make()
    if (!answer.estimated) throw new Error(answer.message)
    const text = explain(answer)
    expect(text).not.toMatch(/undefined|null|NaN|\[object/)
    const starts = text.split('\n').map((line) => line.split(/[: ]/)[0])
    expect(starts.filter((word) => word !== 'Beside' && word !== 'Beware')).toEqual([
      'Asked',
      'Assumed',
      'Computed',
      'Found',
      'It',
    ])
    for (const part of wanted) expect(text).toMatch(part)
    const told = /Found: (-?[\d.e-]+),/.exec(text)?.[1]
    expect(Number(told) / answer.estimate).toBeCloseTo(1, 3)
    for (const warning of answer.warnings) expect(text).toContain(warning)
  })

  it('tells a refusal of a design, and refuses what is no answer', () => {
    const refusal = syntheticControl(
      table({ unit: ['a', 'a', 'b', 'b'], time: [0, 1, 0, 1], law: [0, 0, 0, 0], y: [1, 2, 3, 4] }),
      units,
    )
    expect(explain(refusal as never)).toMatch(/^There is no estimate \(no-comparison\): /)
    for (const bad of [{}, { estimated: true }, { estimated: true, specification: {} }, 3, null])
      expectCausalError(() => explain(bad as never), 'explain', 'invalid-argument')
  })
})
