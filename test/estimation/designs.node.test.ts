import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  betweenEffects,
  differenceInDifferences,
  differenceInMeans,
  type ErrorRule,
  fixedEffects,
  hausmanTest,
  mediationEffects,
  type PanelEffect,
  type PanelQuestion,
  pooledRegression,
  type RefusedDesign,
  randomEffects,
  readCsv,
  regressionDiscontinuity,
  syntheticControl,
  syntheticDifferenceInDifferences,
  type Table,
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
  readonly regressors: readonly string[]
  readonly mediator: string
  readonly covariates: readonly string[]
}

interface Case {
  readonly id: string
  readonly dataset: string
  readonly method: string
  readonly spec: Spec
  readonly expected: Readonly<Record<string, number>> & {
    readonly weights?: Readonly<Record<string, number>>
    readonly coef?: Readonly<Record<string, number>>
  }
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

/** The columns of a case; `x_mean` is the unit's mean of x. */
function panelOf({ dataset, spec }: Case): { data: Table; question: PanelQuestion } {
  const source = raw(dataset)
  const rows = toRows(source)
  const unit = spec.unit ?? 'firm'
  const means = spec.regressors.filter((name) => name.endsWith('_mean'))
  const filled = rows.map((row) => {
    const own = rows.filter((other) => other[unit] === row[unit])
    return Object.fromEntries([
      ...Object.entries(row),
      ...means.map((name) => [name, own.reduce((sum, r) => sum + (r[name.slice(0, -5)] as number), 0) / own.length]),
    ])
  })
  const [treatment, ...adjustment] = spec.regressors as [string, ...string[]]
  return {
    data: table(filled) as Table,
    question: { outcome: spec.outcome, treatment, adjustment, unit, time: 'year' },
  }
}

const panelRuleNames = { classical: 'se_classical', CR0: 'se_cluster_group_HC0', CR1: 'se_cluster_group_sss' } as const

function checkPanel(
  item: Case,
  verb: (
    data: Table,
    question: PanelQuestion,
    options: { standardErrors?: 'classical' | 'CR0' | 'CR1' },
  ) => PanelEffect | RefusedDesign,
): PanelEffect {
  const { data, question } = panelOf(item)
  let last: PanelEffect | null = null
  for (const [rule, key] of Object.entries(panelRuleNames) as ['classical' | 'CR0' | 'CR1', string][]) {
    const wanted = item.expected[key] as unknown as Record<string, number> | undefined
    if (wanted === undefined) continue
    const e = verb(data, question, { standardErrors: rule })
    if (!e.estimated) throw new Error(e.message)
    last = e
    for (const { name, estimate, standardError } of e.coefficients) {
      const known = name === '(intercept)' ? '(Intercept)' : name
      near(estimate, item.expected.coef![known], name)
      near(standardError, wanted[known], `${name} ${rule}`)
    }
    expect(e.coefficients).toHaveLength(Object.keys(wanted).length)
  }
  return last!
}

describe('reference panels', () => {
  each('panel_within', (item) => void checkPanel(item, fixedEffects))
  each(
    'panel_between',
    (item) =>
      void checkPanel(item, (data, question) => betweenEffects(data, question, { standardErrors: 'classical' })),
  )
  each('panel_pooling', (item) => void checkPanel(item, pooledRegression))
  each('panel_random', (item) => {
    const { components } = checkPanel(item, randomEffects)
    near(components!.row, item.expected['sigma2_idios'], 'idiosyncratic')
    near(components!.unit, item.expected['sigma2_id'], 'unit')
    near(components!.theta[0], item.expected['theta'], 'theta')
  })
  each('hausman_test', (item) => {
    const { data, question } = panelOf(item)
    const test = hausmanTest(data, question)
    if (!test.estimated) throw new Error(test.message)
    near(test.statistic, item.expected['statistic'], 'statistic')
    near(test.pValue, item.expected['p'], 'p')
    expect(test.degreesOfFreedom).toBe(item.expected['df'])
  })
})

describe('reference mediation', () => {
  const ask = ({ dataset, spec }: Case, standardErrors: 'classical' | 'maximum-likelihood') => {
    const { treatment, mediator, outcome, covariates } = spec
    const e = mediationEffects(
      raw(dataset),
      { treatment, mediator, outcome, adjustment: covariates },
      { standardErrors },
    )
    if (!e.estimated) throw new Error(e.message)
    return e
  }
  each('linear_mediation_ols', (item) => {
    const e = ask(item, 'classical')
    near(e.paths.a.estimate, item.expected['a'], 'a')
    near(e.paths.b.estimate, item.expected['b'], 'b')
    near(e.estimate, item.expected['ACME'], 'ACME')
    near(e.direct.estimate, item.expected['ADE'], 'ADE')
    near(e.total.estimate, item.expected['total'], 'total')
    near(e.proportion!.estimate, item.expected['proportion_mediated'], 'proportion')
    near(e.standardError, item.expected['se_sobel'], 'Sobel')
  })
  each('linear_mediation_ml', (item) => {
    const e = ask(item, 'maximum-likelihood')
    const known = item.expected as unknown as Record<string, { est: number; se: number }>
    for (const [name, part] of Object.entries({ ...e.paths, indirect: e.indirect, direct: e.direct, total: e.total })) {
      if (part === null || known[name] === undefined) continue
      near(part.estimate, known[name].est, name, 1e-5)
      near(part.standardError, known[name].se, `se ${name}`, 1e-5)
    }
    near(e.diagnostics['logLikelihood'] as number, item.expected['loglik'], 'log likelihood', 1e-5)
  })
})
