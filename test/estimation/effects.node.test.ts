import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  admg,
  aipw,
  balance,
  dag,
  type Estimator,
  estimateEffect,
  frontDoorEstimator,
  ipw,
  readCsv,
  regressionAdjustment,
  type Table,
  table,
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
  const terms = (spec['terms'] ?? spec['propensity_terms'] ?? spec['outcome_terms'] ?? []) as string[]
  const columns = new Map<string, Float64Array>()
  for (const name of [spec.treatment, spec.outcome, ...terms]) {
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
        if (expected['first_stage_F'] !== undefined)
          near(e.diagnostics['firstStageF'] as number, expected['first_stage_F'] as number, 'F')
      }
    })
  }
})

describe.skipIf(withoutData)('reference estimates on real data', () => {
  const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: Case[] }>('scm/effects.json')
  for (const item of cases) {
    const make = estimators[item.method]
    if (make === undefined) continue
    it(item.id, () => {
      const { data, terms } = dataOf(item)
      const { treatment, outcome } = item.spec
      const nodes = [treatment, outcome, ...terms]
      const directed = [
        ...terms.flatMap((term) => [
          [term, treatment],
          [term, outcome],
        ]),
        [treatment, outcome],
      ] as [string, string][]
      const graph = dag({ nodes, directed })
      for (const [estimator, se] of make(item)) {
        const e = estimateEffect(data, { graph, treatment, outcome, estimator })
        if (!e.estimated) throw new Error(e.message)
        expect(Math.abs(e.estimate / item.expected['estimate']! - 1)).toBeLessThan(1e-6)
        if (item.expected[se] !== undefined)
          expect(Math.abs(e.standardError / item.expected[se]! - 1), se).toBeLessThan(1e-6)
        expect(Math.abs(e.influence.reduce((a, b) => a + b, 0) / e.n)).toBeLessThan(1e-9)
      }
    })
  }
})
