import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  differenceInDifferences,
  differenceInMeans,
  type ErrorRule,
  readCsv,
  regressionDiscontinuity,
  syntheticControl,
  syntheticDifferenceInDifferences,
  table,
  toRows,
  twoWayFixedEffects,
} from '../../src/index.js'
import { folder, readDocument, skippedWithout } from '../conformance/harness.js'

/** What the methods read here need; each case has the fields of its method. */
interface Spec {
  readonly treatment: string
  readonly outcome: string
  readonly unit: string
  readonly time: string
  readonly running: string
  readonly cutoff: number
  readonly bandwidth: number
  readonly kernel: 'uniform' | 'triangular' | 'epanechnikov'
  readonly degree: number
}

interface Case {
  readonly id: string
  readonly dataset: string
  readonly method: string
  readonly spec: Spec
  readonly expected: Readonly<Record<string, number>> & { readonly weights?: Readonly<Record<string, number>> }
  readonly tolerance_relative?: number
}

const raw = (dataset: string) => readCsv(readFileSync(join(folder, 'scm/data', dataset), 'utf8'))
const withoutData = skippedWithout('scm/effects of designs')
const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: Case[] }>('scm/effects.json')
const near = (actual: number, wanted: number | undefined, what: string, tolerance = 1e-6) => {
  if (!(Math.abs(actual / (wanted ?? Number.NaN) - 1) < tolerance))
    throw new Error(`${what}: ${actual} instead of ${wanted}`)
}
/** All cases of a method, and that there are some. */
const each = (method: string, check: (item: Case) => void) => {
  const items = cases.filter((item) => item.method === method)
  for (const item of items) it(item.id, () => check(item))
  it.skipIf(withoutData)(`${method} has cases`, () => expect(items.length).toBeGreaterThan(0))
}

describe('reference experiments', () => {
  each('difference_in_means', ({ dataset, spec, expected }) => {
    const e = differenceInMeans(raw(dataset), { treatment: spec.treatment, outcome: spec.outcome })
    if (!e.estimated) throw new Error(e.message)
    near(e.estimate, expected['estimate'], 'estimate')
    near(e.standardError, expected['se_neyman'], 'se')
    expect(e.n).toBe(expected['n'])
  })
})

describe('reference differences in differences', () => {
  each('did_2x2', ({ dataset, expected }) => {
    const rows = toRows(raw(dataset)).filter(
      ({ time, cohort }) => [3, 4].includes(time as number) && [0, 4].includes(cohort as number),
    )
    for (const rule of [
      'classical',
      'HC0',
      'HC1',
      'HC2',
      'HC3',
      'CR0',
      'CR1',
    ] as const satisfies readonly ErrorRule[]) {
      const e = differenceInDifferences(
        table(rows),
        { treatment: 'd', outcome: 'y', unit: 'id', time: 'time' },
        { standardErrors: rule },
      )
      if (!e.estimated) throw new Error(e.message)
      near(e.estimate, expected['estimate'], 'estimate')
      near(e.standardError, expected[`se_${rule}`], rule)
    }
  })
  each('twfe', ({ dataset, spec, expected }) => {
    const { treatment, outcome, unit, time } = spec
    for (const rule of ['CR0', 'CR1'] as const) {
      const e = twoWayFixedEffects(raw(dataset), { treatment, outcome, unit, time }, { standardErrors: rule })
      if (!e.estimated) throw new Error(e.message)
      near(e.estimate, expected['estimate'], 'estimate')
      near(e.standardError, expected[`se_${rule}`], rule)
    }
  })
})

describe('reference regression discontinuities', () => {
  each('rdd_local_polynomial', ({ dataset, spec, expected }) => {
    for (const rule of ['classical', 'HC0', 'HC1'] as const) {
      const wanted = expected[`se_${rule}`]
      if (wanted === undefined) continue
      const e = regressionDiscontinuity(
        raw(dataset),
        { outcome: spec.outcome, runningVariable: spec.running, cutoff: spec.cutoff },
        {
          bandwidth: spec.bandwidth,
          kernel: spec.kernel,
          degree: spec.degree,
          biasCorrection: false,
          standardErrors: rule,
        },
      )
      if (!e.estimated) throw new Error(e.message)
      near(e.estimate, expected['estimate'], 'estimate')
      near(e.standardError, wanted, rule)
      near(e.diagnostics['intercept'] as number, expected['intercept'], 'intercept')
      expect([e.diagnostics['usedLeft'], e.diagnostics['usedRight']]).toEqual([expected['n_left'], expected['n_right']])
    }
  })
})

/** Proposition 99, a row for each state and year. */
const california = () =>
  table(
    toRows(raw('prop99.csv')).flatMap(({ Year, ...states }) =>
      Object.entries(states).map(([state, y]) => ({
        state,
        year: Year as number,
        y: y as number,
        law: state === 'California' && (Year as number) >= 1989 ? 1 : 0,
      })),
    ),
  )
const law = { treatment: 'law', outcome: 'y', unit: 'state', time: 'year' } as const

describe('reference synthetic controls', () => {
  each('synthetic_control', ({ expected }) => {
    const e = syntheticControl(california(), law)
    if (!e.estimated) throw new Error(e.message)
    near(e.estimate, expected['att'], 'att')
    near(e.preRmse, expected['pre_rmse'], 'rmse')
    near(e.path.find(({ time }) => time === 1989)!.gap, expected['gap_1989'], '1989')
    near(e.path.find(({ time }) => time === 2000)!.gap, expected['gap_2000'], '2000')
    expect(Object.keys(e.weights).sort()).toEqual(Object.keys(expected.weights!).sort())
    for (const [state, weight] of Object.entries(expected.weights!)) near(e.weights[state]!, weight, state, 1e-5)
  })
  each('did_block', ({ expected }) => {
    const e = differenceInDifferences(california(), law)
    if (!e.estimated) throw new Error(e.message)
    near(e.estimate, expected['att'], 'att')
  })
  it.skipIf(withoutData)('Proposition 99 by synthetic difference in differences is -15.6 as published', () => {
    const e = syntheticDifferenceInDifferences(california(), law)
    if (!e.estimated) throw new Error(e.message)
    expect(e.estimate).toBeCloseTo(-15.6, 1)
    // Arkhangelsky et al. 2021: most weight on Nevada, New Hampshire, Connecticut and on 1986 to 1988
    expect(Object.keys(e.weights).slice(0, 3)).toEqual(['Nevada', 'New Hampshire', 'Connecticut'])
    expect(Object.keys(e.timeWeights!).sort()).toEqual(['1986', '1987', '1988'])
  })
})
