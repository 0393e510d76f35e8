import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  admg,
  aipw,
  balance,
  column,
  dag,
  type EstimatedEffect,
  type Estimator,
  entropyBalancing,
  estimateEffect,
  fromCounts,
  frontDoorEstimator,
  ipw,
  logisticRegression,
  matching,
  readCsv,
  regressionAdjustment,
  standardization,
  subclassification,
  type Table,
  table,
  tmle,
  twoStageLeastSquares,
  where,
} from '../../src/index.js'
import { folder, readDocument, skippedWithout } from '../conformance/harness.js'

interface Case {
  readonly id: string
  readonly dataset: string
  readonly method: string
  readonly spec: Record<string, never> & {
    treatment: string
    outcome: string
    estimand: 'ATE'
    interactions: boolean
  }
  readonly expected: Record<string, number>
}

interface IvCase {
  readonly id: string
  readonly dataset: string
  readonly method: string
  readonly spec: { outcome: string; endogenous: string; exogenous: string[]; instruments: string[] }
  readonly expected: Record<string, unknown>
}

/** The case's columns: treatment, outcome and the terms, products included. */
function dataOf({ dataset, spec }: Case): { data: Table; terms: string[] } {
  const raw = readCsv(readFileSync(join(folder, 'scm/data', dataset), 'utf8'))
  const column = (name: string): Float64Array => raw.data[raw.columns.indexOf(name)] as Float64Array
  const terms = (spec['terms'] ??
    spec['propensity_terms'] ??
    spec['outcome_terms'] ??
    spec['covariates'] ??
    []) as string[]
  const columns = new Map<string, Float64Array>()
  for (const name of [spec.treatment, spec.outcome, ...terms].filter((name) => name !== undefined)) {
    const [first, ...others] = name.split('*').map(column)
    columns.set(
      name,
      first!.map((value, i) => others.reduce((product, other) => product * other[i]!, value)),
    )
  }
  return { data: table(Object.fromEntries(columns)), terms }
}

const estimators: Record<string, (item: Case) => [Estimator, string][]> = {
  ols_adjustment: () =>
    (['classical', 'sandwich', 'HC1', 'HC2', 'HC3'] as const).map((standardErrors) => [
      regressionAdjustment({ interactions: false, standardErrors }),
      `se_${standardErrors === 'sandwich' ? 'HC0' : standardErrors}`,
    ]),
  g_formula: ({ spec }) => [[regressionAdjustment({ population: spec.estimand }), 'se_mestimation']],
  ipw_hajek: ({ spec }) => [[ipw({ population: spec.estimand }), 'se_mestimation']],
  ipw_horvitz_thompson: () => [[ipw({ normalized: false }), 'se_mestimation']],
  aipw: ({ spec }) => [
    [aipw({ population: spec.estimand, standardErrors: 'influence' }), 'se_influence'],
    [aipw({ population: spec.estimand }), 'se_mestimation'],
  ],
}

const raw = (dataset: string) => readCsv(readFileSync(join(folder, 'scm/data', dataset), 'utf8'))
const near = (actual: number, wanted: number, what: string) => {
  if (!(Math.abs(actual / wanted - 1) < 1e-6)) throw new Error(`${what}: ${actual} instead of ${wanted}`)
}

/** Where the statistics of instruments stand, and how the cases call them. */
const statistics = [
  ['firstStageF', 'first_stage_F'],
  ['firstStagePartialR2', 'first_stage_partial_R2'],
  ['wuHausman.statistic', 'wu_hausman'],
  ['wuHausman.pValue', 'wu_hausman_p'],
  ['sargan.statistic', 'sargan'],
  ['sargan.pValue', 'sargan_p'],
  ['sigma', 'sigma'],
  ['leastSquaresSlope', 'ols_coef'],
] as const

const withoutData = skippedWithout('scm/effects')

describe.skipIf(withoutData)('reference balance tables', () => {
  const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: Case[] }>('scm/effects.json')
  for (const item of cases) {
    if (item.method !== 'balance_table') continue
    it(item.id, () => {
      const { data, terms } = dataOf(item)
      const b = balance(data, { treatment: item.spec.treatment, covariates: terms, population: item.spec.estimand })
      if (!b.estimated) throw new Error(b.message)
      const wanted = item.expected['covariates'] as unknown as Record<string, Record<string, number>>
      for (const [name, { smd_raw = 0, smd_weighted = 0, variance_ratio_raw = 0 }] of Object.entries(wanted)) {
        const got = b.covariates.find(({ term }) => term === name)!
        near(got.difference!, smd_raw, name)
        // weighted differences of some targets are 0 up to rounding
        expect(Math.abs(got.weightedDifference! - smd_weighted)).toBeLessThan(1e-9)
        near(got.varianceRatio!, variance_ratio_raw, name)
      }
    })
  }
})

describe.skipIf(withoutData)('reference estimates by instruments and front doors', () => {
  const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: IvCase[] }>('scm/effects.json')
  for (const { id, dataset, method, spec, expected } of cases) {
    if (method === 'front_door_two_stage') {
      it(id, () => {
        const graph = admg('x -> m -> y; x <-> y')
        const e = estimateEffect(raw(dataset), {
          graph,
          treatment: 'x',
          outcome: 'y',
          estimator: frontDoorEstimator({ model: 'linear' }),
        })
        if (!e.estimated) throw new Error(e.message)
        near(e.estimate, expected['estimate'] as number, 'estimate')
        near(e.standardError, expected['se_mestimation'] as number, 'se')
        near(figure(e, 'toMediator'), expected['a'] as number, 'a')
        near(figure(e, 'toOutcome'), expected['b'] as number, 'b')
        near(figure(e, 'sobelStandardError'), expected['se_sobel_classical'] as number, 'Sobel')
        near(figure(e, 'unadjustedSlope'), expected['naive_ols'] as number, 'naive')
      })
    }
    if (method !== 'two_stage_least_squares') continue
    it(id, () => {
      let source: Table = raw(dataset)
      const year = source.columns.indexOf('year')
      if (id.startsWith('cig95'))
        source = where(
          source,
          (source.data[year] as Float64Array).map((v) => (v === 1995 ? 1 : 0)),
        )
      const column = (name: string): Float64Array => source.data[source.columns.indexOf(name)] as Float64Array
      const names = [spec.outcome, spec.endogenous, ...spec.exogenous, ...spec.instruments]
      const data = table(
        Object.fromEntries(
          names.map((name) => {
            const [first, ...others] = name.split('*').map(column)
            return [name, first!.map((value, i) => others.reduce((product, other) => product * other[i]!, value))]
          }),
        ),
      )
      // instruments confounded by the exogenous columns, which must all be conditioned on
      const directed: [string, string][] = [[spec.endogenous, spec.outcome]]
      for (const z of spec.instruments) directed.push([z, spec.endogenous])
      for (const w of spec.exogenous) {
        directed.push([w, spec.outcome], [w, spec.endogenous])
        for (const z of spec.instruments) directed.push([w, z])
      }
      const graph = admg({ nodes: names, directed, bidirected: [[spec.endogenous, spec.outcome]] })
      for (const [standardErrors, key] of [
        ['sandwich', 'se_HC0'],
        ['HC1', 'se_HC1'],
        ['classical', 'se_classical'],
      ] as const) {
        const estimator = twoStageLeastSquares({ standardErrors })
        const e = estimateEffect(data, { graph, treatment: spec.endogenous, outcome: spec.outcome, estimator })
        if (!e.estimated) throw new Error(e.message)
        near(e.estimate, (expected['coef'] as Record<string, number>)[spec.endogenous]!, 'estimate')
        near(e.standardError, (expected[key] as Record<string, number>)[spec.endogenous]!, key)
        const coefficients = e.diagnostics['coefficients'] as Record<
          string,
          { estimate: number; standardError: number }
        >
        for (const [name, value] of Object.entries(expected['coef'] as Record<string, number>)) {
          const got = coefficients[name === '(Intercept)' ? '(intercept)' : name]!
          near(got.estimate, value, name)
          near(got.standardError, (expected[key] as Record<string, number>)[name]!, `${key} of ${name}`)
        }
        for (const [path, wanted] of statistics) {
          if (typeof expected[wanted] === 'number') near(figure(e, path), expected[wanted], wanted)
        }
      }
    })
  }
})

/** An effect of the case's columns, everything adjusted for. */
function effectOf(data: Table, { spec }: Case, terms: readonly string[], estimator: Estimator): EstimatedEffect {
  const { treatment, outcome } = spec
  const directed = [
    ...terms.flatMap((term) => [
      [term, treatment],
      [term, outcome],
    ]),
    [treatment, outcome],
  ] as [string, string][]
  const graph = dag({ nodes: [treatment, outcome, ...terms], directed })
  const e = estimateEffect(data, { graph, treatment, outcome, estimator })
  if (!e.estimated) throw new Error(e.message)
  return e
}

const figure = (e: EstimatedEffect, path: string): number =>
  path.split('.').reduce((value: unknown, key) => (value as Record<string, unknown>)[key], e.diagnostics) as number

describe.skipIf(withoutData)('reference estimates on real data', () => {
  const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: Case[] }>('scm/effects.json')
  for (const item of cases) {
    const make = estimators[item.method]
    if (make === undefined) continue
    it(item.id, () => {
      const { data, terms } = dataOf(item)
      for (const [estimator, se] of make(item)) {
        const e = effectOf(data, item, terms, estimator)
        near(e.estimate, item.expected['estimate']!, 'estimate')
        if (item.expected[se] !== undefined) near(e.standardError, item.expected[se], se)
        expect(Math.abs(e.influence.reduce((a, b) => a + b, 0) / e.n)).toBeLessThan(1e-9)
      }
    })
  }
})

/** A reader for each further method: the figures of the case, each with what they must be. */
const readers: Record<string, (item: Case, data: Table, terms: string[]) => [got: number, key: string][]> = {
  difference_in_means: (item, data) => {
    const e = effectOf(data, item, [], regressionAdjustment({ interactions: false, standardErrors: 'HC2' }))
    return [
      [e.estimate, 'estimate'],
      [e.standardError, 'se_neyman'],
      [e.n, 'n'],
    ]
  },
  logistic_propensity: (item, data, terms) => {
    const { treatment } = item.spec
    const columns = new Map([...terms, treatment].map((name) => [name, column(data, name) as Float64Array]))
    const known = table(Object.fromEntries(columns))
    const p = logisticRegression().fit(known, treatment).predict(known)
    const t = columns.get(treatment)!
    const mean = (arm: number): number => {
      const of = p.filter((_, i) => t[i] === arm)
      return of.reduce((a, b) => a + b, 0) / of.length
    }
    return [
      [Math.min(...p), 'min'],
      [Math.max(...p), 'max'],
      [mean(1), 'mean_treated'],
      [mean(0), 'mean_control'],
      [p.reduce((sum, value, i) => sum + Math.log(t[i] === 1 ? value : 1 - value), 0), 'log_likelihood'],
    ]
  },
  ipw_hajek: (item, data, terms) => {
    const e = effectOf(data, item, terms, ipw({ population: item.spec.estimand, standardErrors: 'fixed' }))
    return [
      [figure(e, 'meanUnderTreatment'), 'mu1'],
      [figure(e, 'meanUnderControl'), 'mu0'],
      [e.standardError, 'se_fixed_weights_HC0'],
      [figure(e, 'effectiveSampleSize.treated'), 'ess_treated'],
      [figure(e, 'effectiveSampleSize.control'), 'ess_control'],
    ]
  },
  msm_stabilised_ipw: (item, data, terms) => {
    const e = effectOf(data, item, terms, ipw({ stabilized: true, standardErrors: 'fixed' }))
    return [
      [e.estimate, 'estimate'],
      [figure(e, 'meanUnderControl'), 'intercept'],
      [e.standardError, 'se_HC0'],
      [e.standardError * Math.sqrt(e.n / (e.n - 2)), 'se_HC1'],
      [figure(e, 'weights.mean'), 'weight_mean'],
      [figure(e, 'weights.min'), 'weight_min'],
      [figure(e, 'weights.max'), 'weight_max'],
    ]
  },
  tmle: (item, data, terms) => {
    const e = effectOf(data, item, terms, tmle())
    const [one, zero] = e.diagnostics['epsilon'] as [number, number]
    const [wantedOne, wantedZero] = item.expected['epsilon'] as unknown as [number, number]
    near(one, wantedOne, 'epsilon of the treated')
    near(zero, wantedZero, 'epsilon of the untreated')
    return [
      [e.estimate, 'estimate'],
      [e.standardError, 'se_influence'],
    ]
  },
  ps_stratification: (item, data, terms) => {
    const e = effectOf(data, item, terms, subclassification({ strata: 5 }))
    expect(e.diagnostics['sizes']).toEqual(item.expected['sizes'])
    return [
      [e.estimate, 'estimate'],
      [e.standardError, 'se'],
    ]
  },
  nn_matching: (item, data, terms) =>
    (['ATT', 'ATC', 'ATE'] as const)
      .filter((population) => item.expected[population] !== undefined)
      .map((population) => {
        const distance = String(item.spec['distance'])
        const by = distance.includes('Mahalanobis') ? 'mahalanobis' : 'propensity'
        return [effectOf(data, item, terms, matching({ population, distance: by })).estimate, population]
      }),
  entropy_balancing: (item, data, terms) => {
    const e = effectOf(data, item, terms, entropyBalancing())
    expect(figure(e, 'largestImbalance')).toBeLessThan(1e-9)
    return [
      [e.estimate, 'estimate'],
      [figure(e, 'effectiveSampleSize.control'), 'ess_control'],
    ]
  },
  refuter_subset_fixed: (item, data, terms) => {
    const mask = Array.from({ length: data.rowCount }, (_, i) => (i % 5 !== 0 ? 1 : 0))
    const estimator = regressionAdjustment({ interactions: false, standardErrors: 'HC1' })
    const e = effectOf(where(data, mask), item, terms, estimator)
    return [
      [e.estimate, 'estimate'],
      [e.standardError, 'se_HC1'],
    ]
  },
  refuter_placebo_fixed_permutation: (item, data, terms) => {
    const n = data.rowCount
    const columns = Object.fromEntries(data.columns.map((name, i) => [name, data.data[i] as Float64Array]))
    const treated = columns[item.spec.treatment]!
    const shifted = treated.map((_, i) => treated[(i - 7 + n) % n]!)
    const estimator = regressionAdjustment({ interactions: false, standardErrors: 'HC1' })
    const e = effectOf(table({ ...columns, [item.spec.treatment]: shifted }), item, terms, estimator)
    return [
      [e.estimate, 'estimate'],
      [e.standardError, 'se_HC1'],
    ]
  },
}

describe.skipIf(withoutData)('reference figures of further methods', () => {
  const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: Case[] }>('scm/effects.json')
  for (const item of cases) {
    const read = readers[item.method]
    if (read === undefined) continue
    it(item.id, () => {
      const { data, terms } = dataOf(item)
      const figures = read(item, data, terms)
      expect(figures.length).toBeGreaterThan(0)
      for (const [got, key] of figures) near(got, item.expected[key]!, key)
    })
  }

  for (const item of cases) {
    if (item.method !== 'table_standardisation') continue
    it(item.id, () => {
      const wanted = (key: string): number => (item.expected[key] as unknown as { value: number }).value
      // the file counts patients and successes for each treatment and size of stone
      const text = readFileSync(join(folder, 'scm/data', item.dataset), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
      const values = text.flatMap((line) => {
        const [, , success, n] = line.split(',')
        return [Number(n) - Number(success), Number(success)]
      })
      const cells = {
        variables: [
          { name: 'treatment', states: ['A', 'B'] },
          { name: 'stone', states: ['small', 'large'] },
          { name: 'success', states: ['0', '1'] },
        ],
        values: Float64Array.from(values),
      }
      const [treatment, outcome] = ['treatment', 'success']
      const graph = dag(`stone -> ${treatment} -> ${outcome}; stone -> ${outcome}`)
      const contrast = { from: 'B', to: 'A' }
      for (const source of [cells, fromCounts(cells)]) {
        const of = (estimator: Estimator): EstimatedEffect => {
          const e = estimateEffect(source as Table, { graph, treatment, outcome, contrast, estimator } as never)
          if (!e.estimated) throw new Error(e.message)
          return e
        }
        const e = of(standardization())
        near(e.estimate, wanted('ATE'), 'ATE')
        near(figure(e, 'meanUnderTreatment'), wanted('p_do_A'), 'P(do A)')
        near(figure(e, 'meanUnderControl'), wanted('p_do_B'), 'P(do B)')
        near(figure(e, 'mantelHaenszelOddsRatio'), wanted('mantel_haenszel_or'), 'Mantel-Haenszel')
        near(of(standardization({ population: 'ATT' })).estimate, wanted('ATT'), 'ATT')
      }
    })
  }
})
